import { protocol } from 'electron';

/**
 * Makes `app` and `media` secure, fetchable schemes; must run before Electron is ready. `media` allows
 * ranges across origins, so that the page, its workers and `<video>` read clips alike.
 */
export function registerSchemes(): void {
  protocol.registerSchemesAsPrivileged([
    {
      scheme: 'app',
      privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true },
    },
    {
      scheme: 'media',
      privileges: {
        standard: true,
        secure: true,
        supportFetchAPI: true,
        stream: true,
        corsEnabled: true,
      },
    },
  ]);
}
