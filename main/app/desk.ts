import { app, BrowserWindow, protocol, type MessagePortMain } from 'electron';
import { randomBytes } from 'node:crypto';
import { answerPage } from './answer-page.ts';
import { chooseBackend } from './choose-backend.ts';
import { openDeskKey } from './desk-key.ts';
import { systemKeychain } from './keychain.ts';
import type { LaunchArguments } from './launch-arguments.ts';
import { keepMeasuringProcess } from './measuring/measuring-process.ts';
import { brokerPorts } from './ports/page-ports.ts';
import { builtFile, startPrograms, type Programs } from './programs.ts';
import { answerClip } from './protocols/clip-response.ts';
import { servePage } from './protocols/page-files.ts';
import { reportOnce } from './ready-report.ts';
import { isFallbackRuntime } from './runtime.ts';
import { guardContents, guardSession } from './security/contents-guards.ts';
import { openDeskSettings } from './settings/desk-settings.ts';
import { endWithSentence } from './trouble.ts';
import { onWake } from './wake-signals.ts';
import { loadPage, makeWindow } from './window/desk-window.ts';
import { installMenu } from './window/menu.ts';

/** Opens the desk: guards first, then the window, then the programs it talks to. */
export async function openDesk(launch: LaunchArguments): Promise<void> {
  const running: { programs?: Programs } = {};
  endInOrder(running);
  const folder = app.getPath('userData');
  const settings = openDeskSettings(folder);
  const loopbackOnly = isFallbackRuntime(process.versions.electron);
  const choice = chooseBackend(launch, settings.readBackend(), loopbackOnly);
  if (!choice.ok) return endWithSentence(choice.fault.kind, choice.fault.message);
  if (launch.backend !== null) settings.saveBackend(launch.backend);

  guardContents();
  guardSession(app.isPackaged);
  protocol.handle('app', await servePage(builtFile('renderer'), newNonce));
  protocol.handle('media', (request) => answerClip(request, running.programs?.dataService.media()));

  const key = await openDeskKey(
    folder,
    await systemKeychain(),
    (count) => new Uint8Array(randomBytes(count)),
  );
  if (!key.ok) return endWithSentence(key.fault.kind, key.fault.message);

  const window = makeWindow(settings, builtFile('preload/preload.cjs'));
  installMenu(window, app.isPackaged);
  const report = reportOnce(window, Date.now());
  const measuring = keepMeasuringProcess({
    preloadFile: builtFile('preload/preload.cjs'),
    givePort: (port) => running.programs?.dataService.givePort(port, 'measuring'),
  });
  // A hidden window would keep the app from ending with its last visible one.
  window.on('closed', () => measuring.end());
  const ports = brokerPorts({
    page: window.webContents,
    handlers: answerPage({
      window,
      settings,
      isEmbeddedBackend: choice.value.kind === 'embedded',
      onReady(waiting) {
        report(waiting);
        measuring.allow();
      },
    }),
    isDeskUp: () => running.programs?.dataService.isUp() ?? false,
    giveDesk: (port: MessagePortMain) => running.programs?.dataService.givePort(port, 'page'),
  });
  const loaded = loadPage(window);
  running.programs = await startPrograms({
    choice: choice.value,
    key: key.value,
    settings,
    onDeskUp: () => ports.renewDesk(),
    onMeasuringWanted: (isWanted) => measuring.want(isWanted),
  });
  onWake(() => running.programs?.dataService.wake());
  await loaded;
}

/** Brings the window to the front: somebody started the desk a second time. */
export function showDesk(): void {
  const window = BrowserWindow.getAllWindows().find((one) => one.isFocusable());
  if (!window) return;
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}

/** The last window closed, or a signal came: the programs end before main does. */
function endInOrder(running: { readonly programs?: Programs }): void {
  let isEnding = false;
  app.on('window-all-closed', () => app.quit());
  app.on('will-quit', (event) => {
    event.preventDefault();
    if (isEnding) return;
    isEnding = true;
    const stopped = running.programs?.stop() ?? Promise.resolve();
    void stopped.finally(() => app.exit(Number(process.exitCode ?? 0)));
  });
}

function newNonce(): string {
  return randomBytes(16).toString('base64');
}
