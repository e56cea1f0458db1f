/** Releases of Debian and Ubuntu from before the libraries were renamed to `...t64`. */
const beforeT64 = ['buster', 'bullseye', 'bookworm', 'bionic', 'focal', 'jammy', 'lunar', 'mantic'];

/** Reads /etc/os-release: `KEY="value"` lines. */
export function parseOsRelease(text) {
  const pairs = text.matchAll(/^([A-Z_]+)="?([^"\n]*)"?$/gm);
  return Object.fromEntries([...pairs].map(([, key, value]) => [key, value]));
}

/** The package family of a distribution: apt, dnf, pacman, zypper or unknown. */
export function packageFamily(release) {
  const ids = `${release.ID ?? ''} ${release.ID_LIKE ?? ''}`;
  if (/debian|ubuntu/.test(ids)) return 'apt';
  if (/fedora|rhel/.test(ids)) return 'dnf';
  if (/arch/.test(ids)) return 'pacman';
  if (/suse/.test(ids)) return 'zypper';
  return 'unknown';
}

function aptLibraries(release) {
  const codename = release.UBUNTU_CODENAME || release.DEBIAN_CODENAME || release.VERSION_CODENAME;
  const suffix = beforeT64.includes(codename) ? '' : 't64';
  return [`libgtk-3-0${suffix}`, 'libnss3', 'libgbm1', `libasound2${suffix}`];
}

/** Ubuntu's `chromium` is only a way to a snap, which a test can't start by its path. */
function aptChromium(release) {
  return release.ID === 'ubuntu' ? [] : ['chromium'];
}

/** Package names per family for what Electron needs, the virtual display, ffmpeg, the tools of asked words, and what tests need. */
const families = {
  apt: (release) => ({
    libraries: aptLibraries(release),
    xvfb: ['xvfb'],
    ffmpeg: ['ffmpeg'],
    chromium: aptChromium(release),
    speech: ['pocketsphinx', 'pocketsphinx-en-us', 'espeak-ng'],
  }),
  dnf: () => ({
    libraries: ['gtk3', 'nss', 'mesa-libgbm', 'alsa-lib'],
    xvfb: ['xorg-x11-server-Xvfb'],
    ffmpeg: ['ffmpeg-free'],
    chromium: ['chromium'],
    // Only Debian and Ubuntu have an aligner with its model.
    speech: [],
  }),
  pacman: () => ({
    libraries: ['gtk3', 'nss', 'mesa', 'alsa-lib'],
    xvfb: ['xorg-server-xvfb'],
    ffmpeg: ['ffmpeg'],
    chromium: ['chromium'],
    // Only Debian and Ubuntu have an aligner with its model.
    speech: [],
  }),
  zypper: () => ({
    libraries: ['libgtk-3-0', 'mozilla-nss', 'libgbm1', 'libasound2'],
    xvfb: ['xorg-x11-server-Xvfb'],
    ffmpeg: ['ffmpeg'],
    chromium: ['chromium'],
    // Only Debian and Ubuntu have an aligner with its model.
    speech: [],
  }),
};

const installCommands = {
  apt: ['apt-get', 'install', '-y', '--no-install-recommends'],
  dnf: ['dnf', 'install', '-y'],
  pacman: ['pacman', '-S', '--needed', '--noconfirm'],
  zypper: ['zypper', 'install', '-y'],
};

/**
 * The command that installs what is missing, as words, or undefined on a distribution we don't
 * know. `missing` is a list of `libraries`, `xvfb`, `ffmpeg`, `chromium`, `speech`.
 */
export function installCommand(release, missing) {
  const family = packageFamily(release);
  const names = families[family]?.(release);
  const packages = names ? missing.flatMap((what) => names[what]) : [];
  return packages.length === 0 ? undefined : [...installCommands[family], ...packages];
}
