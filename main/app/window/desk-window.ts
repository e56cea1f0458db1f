import { BrowserWindow, nativeTheme, screen, type WebPreferences } from 'electron';
import { writeLog } from '../runtime/log.ts';
import { pageOrigin } from '../protocols/page-origin.ts';
import type { DeskSettings } from '../settings/desk-settings.ts';
import { planRestart } from '../child-programs/restart-plan.ts';
import { placeWindow, smallestWindow } from '../settings/window-place.ts';

/** The page's own ground, so that the window doesn't flash before its first paint. */
const ground = { dark: '#2f2f2f', light: '#e4e4e4' } as const;

/** Makes the one window, where it was last; it shows itself when the page has painted. */
export function makeWindow(
  settings: DeskSettings,
  own: Pick<WebPreferences, 'preload' | 'session' | 'devTools'>,
): BrowserWindow {
  const areas = [screen.getPrimaryDisplay(), ...screen.getAllDisplays()].map((one) => one.workArea);
  const { isMaximized, ...bounds } = placeWindow(settings.readPlace(), areas);
  nativeTheme.themeSource = settings.readPreferences().theme;
  const window = new BrowserWindow({
    ...bounds,
    minWidth: smallestWindow.width,
    minHeight: smallestWindow.height,
    title: 'Second Look',
    show: false,
    autoHideMenuBar: true,
    backgroundColor: nativeTheme.shouldUseDarkColors ? ground.dark : ground.light,
    webPreferences: {
      ...own,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      webSecurity: true,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: false,
    },
  });
  window.once('ready-to-show', () => {
    if (isMaximized) window.maximize();
    window.show();
  });
  window.on('close', () =>
    settings.savePlace({ ...window.getNormalBounds(), isMaximized: window.isMaximized() }),
  );
  // Recordings and shared screens show nothing of it (Windows, macOS; elsewhere it does nothing).
  window.setContentProtection(true);
  reloadAfterCrash(window);
  return window;
}

export function loadPage(window: BrowserWindow): Promise<void> {
  return window.loadURL(`${pageOrigin}/`);
}

/** Work is saved as it is made, so a page that crashed is opened again. */
function reloadAfterCrash(window: BrowserWindow): void {
  const deaths: number[] = [];
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason === 'clean-exit') return;
    writeLog({ event: 'page-died', reason });
    deaths.push(Date.now());
    const plan = planRestart(deaths, Date.now());
    if (plan.kind === 'give-up') return window.close();
    setTimeout(() => {
      if (!window.isDestroyed()) window.webContents.reload();
    }, plan.afterMs);
  });
}
