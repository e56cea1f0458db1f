import { EventEmitter } from 'node:events';
import type { IpcMainEvent, WebContents } from 'electron';
import { expect, test, vi } from 'vitest';

const electron = vi.hoisted(() => {
  const state: { ipcMain: EventEmitter | null } = { ipcMain: null };
  return state;
});
vi.mock('electron', async () => {
  const { EventEmitter: Emitter } = await import('node:events');
  electron.ipcMain = new Emitter();
  class MessageChannelMain {
    readonly port1 = Object.assign(new Emitter(), { start() {}, postMessage() {}, close() {} });
    readonly port2 = {};
  }
  return { ipcMain: electron.ipcMain, MessageChannelMain };
});

const { brokerPorts } = await import('../../../../../main/app/ports/page-ports.ts');

type Frame = { readonly url: string };

/** The page of the desk, and the names of the ports that it was given. */
function madePage() {
  const given: string[] = [];
  const page = Object.assign(new EventEmitter(), {
    mainFrame: { url: '' } as Frame,
    isDestroyed: () => false,
    postMessage: (_channel: string, name: string) => void given.push(name),
  });
  return { page, given };
}

function wish(sender: unknown, senderFrame: Frame | null): void {
  electron.ipcMain?.emit('ports-wanted', { sender, senderFrame } as unknown as IpcMainEvent);
}

test('only the main frame of the own page, at the own origin, is given the ports', async () => {
  const { pageOrigin } = await import('../../../../../main/app/protocols/page-origin.ts');
  const { page, given } = madePage();
  brokerPorts({
    page: page as unknown as WebContents,
    handlers: {} as never,
    isDeskUp: () => true,
    giveDesk: () => {},
  });
  const atHome = { url: `${pageOrigin}/index.html` };
  page.mainFrame = atHome;
  wish(madePage().page, atHome);
  wish(page, null);
  wish(page, { url: atHome.url });
  page.mainFrame = { url: 'https://example.org/' };
  wish(page, page.mainFrame);
  page.mainFrame = { url: `${pageOrigin}.example.org/` };
  wish(page, page.mainFrame);
  expect(given).toEqual([]);
  page.mainFrame = atHome;
  wish(page, atHome);
  expect(given).toEqual(['app', 'desk']);
});

test('a page that asks for its ports again and again gets no more of them, until it is loaded anew', async () => {
  const { pageOrigin } = await import('../../../../../main/app/protocols/page-origin.ts');
  electron.ipcMain?.removeAllListeners();
  const { page, given } = madePage();
  brokerPorts({
    page: page as unknown as WebContents,
    handlers: {} as never,
    isDeskUp: () => true,
    giveDesk: () => {},
  });
  page.mainFrame = { url: `${pageOrigin}/` };
  for (let n = 0; n < 20_000; n += 1) wish(page, page.mainFrame);
  expect(given.length).toBeLessThan(20);
  given.length = 0;
  page.emit('did-navigate');
  wish(page, page.mainFrame);
  expect(given).toEqual(['app', 'desk']);
});
