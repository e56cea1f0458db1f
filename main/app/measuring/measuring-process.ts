import {
  BrowserWindow,
  MessageChannelMain,
  type MessagePortMain,
  type Session,
  type WebPreferences,
} from 'electron';
import { writeLog } from '../runtime/log.ts';
import { pageOrigin } from '../protocols/page-origin.ts';
import { throttleWhileActive } from './throttle-while-active.ts';

/**
 * The measuring process: a hidden page of its own, sandboxed like the desk's, in which clips are decoded and measured.
 * It runs while the data service needs it, and never before the desk is usable.
 */
export type MeasuringProcess = {
  /** The data service has clips to measure, or none any more. */
  want(isWanted: boolean): void;
  /** The desk is usable: from now on measuring may begin. */
  allow(): void;
  isRunning(): boolean;
  /** Ends it at once; it starts again when it is wanted. */
  end(): void;
};

type Options = {
  readonly preloadFile: string;
  /** Its own: it reads other clips than the desk's page. */
  readonly session: Session;
  readonly isPacked: boolean;
  readonly givePort: (port: MessagePortMain) => void;
};

export const measuringPage = `${pageOrigin}/evidence.html`;

export function superviseMeasuringProcess({
  preloadFile,
  session,
  isPacked,
  givePort,
}: Options): MeasuringProcess {
  let window: BrowserWindow | undefined;
  let isWanted = false;
  let isAllowed = false;

  function start(): void {
    if (window || !isWanted || !isAllowed) return;
    const opened = hiddenWindow({ preload: preloadFile, session, devTools: !isPacked });
    window = opened;
    const { webContents } = opened;
    webContents.on('render-process-gone', (_event, { reason }) => {
      writeLog({ event: 'measuring-died', reason });
      end(opened);
    });
    webContents.once('did-finish-load', () => {
      const stop = throttleWhileActive(webContents.getOSProcessId());
      webContents.once('destroyed', stop);
      webContents.once('render-process-gone', stop);
      const { port1, port2 } = new MessageChannelMain();
      givePort(port1);
      webContents.postMessage('port', 'measuring', [port2]);
    });
    opened.loadURL(measuringPage).catch(() => end(opened));
  }

  function end(which = window): void {
    if (which && !which.isDestroyed()) which.destroy();
    if (which === window) window = undefined;
  }

  return {
    want(wanted) {
      isWanted = wanted;
      if (wanted) start();
      else end();
    },
    allow() {
      isAllowed = true;
      start();
    },
    isRunning: () => window !== undefined,
    end: () => end(),
  };
}

function hiddenWindow(own: WebPreferences): BrowserWindow {
  return new BrowserWindow({
    show: false,
    width: 320,
    height: 240,
    title: 'Second Look: measuring',
    focusable: false,
    skipTaskbar: true,
    paintWhenInitiallyHidden: false,
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
      // Chromium throttles the timers of hidden pages to one a second.
      backgroundThrottling: false,
    },
  });
}
