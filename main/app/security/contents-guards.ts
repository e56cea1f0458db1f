import { app, type Session, type WebContents } from 'electron';
import { writeLog } from '../runtime/log.ts';

const ownSchemes = ['app:', 'media:', 'blob:', 'data:'];
const allowedPermissions = ['fullscreen'];

/** Keeps Chromium's own services off the network; must run before Electron is ready. */
export function silenceChromium(): void {
  for (const name of [
    'disable-background-networking',
    'disable-breakpad',
    'disable-component-update',
    'disable-domain-reliability',
    'disable-sync',
    'no-pings',
  ]) {
    app.commandLine.appendSwitch(name);
  }
  // No name and no address resolves for Chromium; the data service has a network stack of its own.
  app.commandLine.appendSwitch('host-resolver-rules', 'MAP * ~NOTFOUND');
  app.commandLine.appendSwitch('force-webrtc-ip-handling-policy', 'disable_non_proxied_udp');
}

/** The page stays where it is: it opens, loads, embeds and downloads nothing. */
export function guardContents(): void {
  app.on('web-contents-created', (_created, contents) => {
    contents.setWindowOpenHandler(() => {
      writeLog({ event: 'window-refused' });
      return { action: 'deny' };
    });
    contents.on('will-navigate', (event) => refuse(event, 'navigation-refused'));
    contents.on('will-frame-navigate', (event) => refuse(event, 'navigation-refused'));
    contents.on('will-redirect', (event) => refuse(event, 'navigation-refused'));
    contents.on('will-attach-webview', (event) => refuse(event, 'webview-refused'));
    stayOffUdp(contents);
  });
}

function refuse(event: { preventDefault(): void }, name: string): void {
  event.preventDefault();
  writeLog({ event: name });
}

function stayOffUdp(contents: WebContents): void {
  contents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp');
}

/** Permissions, devices, downloads and requests: denied, but for full screen and our own schemes. */
export function guardSession(own: Session, isPackaged: boolean): void {
  own.setPermissionRequestHandler((_contents, permission, answer) =>
    answer(allowedPermissions.includes(permission)),
  );
  own.setPermissionCheckHandler((_contents, permission) => allowedPermissions.includes(permission));
  own.setDevicePermissionHandler(() => false);
  own.setSpellCheckerEnabled(false);
  own.on('will-download', (event) => refuse(event, 'download-refused'));
  const schemes = isPackaged ? ownSchemes : [...ownSchemes, 'devtools:'];
  own.webRequest.onBeforeRequest(({ url }, answer) => {
    const cancel = !schemes.some((scheme) => url.startsWith(scheme));
    if (cancel) writeLog({ event: 'request-refused' });
    answer({ cancel });
  });
}
