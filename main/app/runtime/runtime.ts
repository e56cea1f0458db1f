/** The oldest Electron that still gets security fixes, as of 2026-11. */
const supportedElectronMajor = 45;

/** Whether this is the runtime of last resort: good for tests and the demo, never for real content. */
export function isFallbackRuntime(electronVersion: string): boolean {
  return Number.parseInt(electronVersion, 10) < supportedElectronMajor;
}

/** Whether a test drives the app: trouble ends it, instead of waiting for a person. */
export function isTest(): boolean {
  return process.env['SECOND_LOOK_TEST'] === '1';
}
