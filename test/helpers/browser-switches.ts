/** Features of Chromium that Playwright switches off whenever it starts one. A test holds this list to Playwright's own. */
export const playwrightDisables: readonly string[] = [
  'AvoidUnnecessaryBeforeUnloadCheckSync',
  'DestroyProfileOnBrowserClose',
  'HttpsUpgrades',
  'HttpsFirstBalancedModeAutoEnable',
  'LensOverlay',
  'MediaRouter',
  'PaintHolding',
  'ThirdPartyStoragePartitioning',
  'AvoidCorsURLLoaderRestartOnRedirect',
  'TcpPortRandomizationWin',
  'OptimizationHints',
  'NetworkTimeServiceQuerying',
  'AimEnabled',
  'PreconnectToSearch',
  'msForceBrowserSignIn',
  'msEdgeUpdateLaunchServicesPreferredVersion',
];

/** The list under the address bar: its pages start with every window, one second of processor time each. */
const addressBarPages: readonly string[] = [
  'WebUIOmniboxPopup',
  'WebUIOmniboxAimPopup',
  'WebUIOmniboxFullPopup',
  'OmniboxPopupAim',
  'PreloadTopChromeWebUI',
];

/**
 * The switch that turns off what no test looks at. Of several such switches Chromium takes the last, so Playwright's own
 * list is repeated in it.
 */
export const disableUnused = `--disable-features=${[...playwrightDisables, ...addressBarPages].join(',')}`;
