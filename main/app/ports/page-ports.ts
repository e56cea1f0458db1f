import {
  ipcMain,
  MessageChannelMain,
  type IpcMainEvent,
  type MessagePortMain,
  type WebContents,
} from 'electron';
import { serve, type Server } from '../../../shared/contract/serve.ts';
import { appApi, type AppApi } from '../../../shared/contract/app-api.ts';
import type { EventName, Handlers } from '../../../shared/contract/contract.ts';
import { writeLog } from '../runtime/log.ts';
import { pageOrigin } from '../protocols/page-origin.ts';
import { portWire } from './port-wire.ts';

/** The two ports of the page: `app` to main itself, `desk` to the data service. */
export type PagePorts = {
  /** The data service is up: a page that asked gets a fresh `desk` port. */
  renewDesk(): void;
  /** Says to the page that something happened; it asks what. */
  tell(name: EventName<AppApi>): void;
};

type PagePortsOptions = {
  readonly page: WebContents;
  readonly handlers: Handlers<AppApi>;
  readonly isDeskUp: () => boolean;
  readonly giveDesk: (port: MessagePortMain) => void;
};

/** So often a page may ask: once is what ours does. Each asking costs main two channels, which live as long as the page. */
const mostWishes = 8;

/** Answers the page's wish for ports; only the app's own page is heard. */
export function brokerPorts({ page, handlers, isDeskUp, giveDesk }: PagePortsOptions): PagePorts {
  let isWanted = false;
  let wishes = 0;
  const pages = new Set<Server<AppApi>>();

  function send(name: 'app' | 'desk', give: (port: MessagePortMain) => void): void {
    if (page.isDestroyed()) return;
    const { port1, port2 } = new MessageChannelMain();
    give(port1);
    page.postMessage('port', name, [port2]);
  }
  const sendDesk = () => send('desk', giveDesk);
  const sendApp = () =>
    send('app', (port) => {
      const wire = portWire(port);
      const server = serve(appApi, handlers, wire, (name, error) =>
        writeLog({ event: 'bug', call: name, error: error instanceof Error ? error.message : '' }),
      );
      pages.add(server);
      wire.onClose(() => pages.delete(server));
    });

  ipcMain.on('ports-wanted', (event) => {
    if (!isOwnPage(event, page)) return writeLog({ event: 'stranger-refused' });
    isWanted = true;
    wishes += 1;
    if (wishes > mostWishes) return;
    if (wishes === mostWishes) writeLog({ event: 'ports-asked-too-often' });
    sendApp();
    if (isDeskUp()) sendDesk();
  });
  // A page that was just loaded has not asked yet.
  page.on('did-navigate', () => {
    isWanted = false;
    wishes = 0;
  });
  return {
    renewDesk() {
      if (isWanted) sendDesk();
    },
    tell: (name) => pages.forEach((page) => page.emit(name, {})),
  };
}

function isOwnPage(event: IpcMainEvent, page: WebContents): boolean {
  const frame = event.senderFrame;
  return (
    event.sender === page &&
    frame !== null &&
    frame === page.mainFrame &&
    frame.url.startsWith(`${pageOrigin}/`)
  );
}
