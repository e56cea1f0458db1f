/**
 * The environment variables that a packed desk and its programs may see; every other is taken away at the start, before
 * any program is begun. In short: who the person is, where their screen, language, sound and keychain are, and where the
 * system is. Not in the list, so gone: what chooses other code (`NODE_OPTIONS`, `LD_PRELOAD`, `GTK_MODULES`), whom to
 * trust (`NODE_TLS_REJECT_UNAUTHORIZED`, `NODE_EXTRA_CA_CERTS`, `SSL_CERT_FILE`, `SSLKEYLOGFILE`), where data go (every
 * proxy), what Electron or Chromium should do otherwise (`ELECTRON_*`, `CHROME_LOG_FILE`), and this desk's own trial
 * conditions (`SECOND_LOOK_*`).
 */
const allowed: ReadonlySet<string> = new Set([
  // Any system.
  'PATH',
  'HOME',
  'USER',
  'LOGNAME',
  'LANG',
  'LANGUAGE',
  'TZ',
  'TMPDIR',
  'TMP',
  'TEMP',
  // A Linux session: display, input method, keychain, portals, accessibility.
  'DISPLAY',
  'WAYLAND_DISPLAY',
  'XAUTHORITY',
  'DBUS_SESSION_BUS_ADDRESS',
  'DESKTOP_SESSION',
  'GNOME_KEYRING_CONTROL',
  'KDE_FULL_SESSION',
  'KDE_SESSION_VERSION',
  'CHROME_DESKTOP',
  'GDK_BACKEND',
  'GDK_SCALE',
  'GDK_DPI_SCALE',
  'GTK_IM_MODULE',
  'XMODIFIERS',
  'DRI_PRIME',
  'AT_SPI_BUS_ADDRESS',
  'DESKTOP_STARTUP_ID',
  'APPIMAGE',
  'APPDIR',
  // Windows, whose names have no case.
  'SYSTEMROOT',
  'SYSTEMDRIVE',
  'WINDIR',
  'OS',
  'PATHEXT',
  'COMPUTERNAME',
  'SESSIONNAME',
  'APPDATA',
  'LOCALAPPDATA',
  'PROGRAMDATA',
  'ALLUSERSPROFILE',
  'PUBLIC',
  'USERPROFILE',
  'HOMEDRIVE',
  'HOMEPATH',
  'USERNAME',
  'USERDOMAIN',
  'PROGRAMFILES',
  'PROGRAMFILES(X86)',
  'COMMONPROGRAMFILES',
  'NUMBER_OF_PROCESSORS',
  'PROCESSOR_ARCHITECTURE',
  // macOS.
  '__CF_USER_TEXT_ENCODING',
]);
const allowedBeginnings = ['LC_', 'XDG_'];

/** Takes every variable away that is not in the list. */
export function keepKnownVariables(
  environment: Record<string, string | undefined>,
  platform: NodeJS.Platform,
): void {
  for (const name of Object.keys(environment)) {
    const known = platform === 'win32' ? name.toUpperCase() : name;
    if (allowed.has(known) || allowedBeginnings.some((start) => known.startsWith(start))) continue;
    delete environment[name];
  }
}
