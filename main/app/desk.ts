import { app, BrowserWindow, session, type MessagePortMain } from 'electron';
import { randomBytes } from 'node:crypto';
import { crashPointOf } from '../../shared/lifetime/crash-point.ts';
import { servePageCalls } from './serve-page.ts';
import type { DataService } from './child-programs/data-service.ts';
import { chooseBackend } from './choose-backend.ts';
import { openKeyStore, type KeyStore } from './desk-key/key-store.ts';
import { systemKeychain } from './desk-key/keychain.ts';
import { endWipe, wipeDesk } from './desk-key/wipe-desk.ts';
import { confirmedAnswers } from './confirmed-answers.ts';
import { keepDeskLock } from './desk-lock.ts';
import { watchIdle } from './runtime/idle-watch.ts';
import type { LaunchArguments } from './runtime/launch-arguments.ts';
import { writeLog } from './runtime/log.ts';
import { superviseMeasuringProcess } from './measuring/measuring-process.ts';
import { watchUserActivity } from './measuring/watch-user-activity.ts';
import { brokerPorts, type PagePorts } from './ports/page-ports.ts';
import { builtFile, startPrograms, type Programs } from './programs.ts';
import { serveClip } from './protocols/clip-response.ts';
import { servePage } from './protocols/page-files.ts';
import { readPinnedHosts } from './settings/pinned-hosts.ts';
import { makePrivateFolder } from './settings/private-folder.ts';
import { reportOnce } from './ready-report.ts';
import { isFallbackRuntime } from './runtime/runtime.ts';
import { guardContents, guardSession } from './security/contents-guards.ts';
import { openDeskSettings, type DeskSettings } from './settings/desk-settings.ts';
import { endWithSentence } from './runtime/trouble.ts';
import { onLeave, onWake } from './runtime/wake-signals.ts';
import { askInDialog } from './security/confirm.ts';
import { loadPage, makeWindow } from './window/desk-window.ts';
import { installMenu } from './window/menu.ts';

/** Opens the desk: guards first, then the window, then the programs it talks to. */
export async function openDesk(launch: LaunchArguments, isPacked: boolean): Promise<void> {
  const running: { programs?: Programs } = {};
  endInOrder(running);
  const folder = app.getPath('userData');
  await makePrivateFolder(folder);
  const settings = openDeskSettings(folder);
  const loopbackOnly = isFallbackRuntime(process.versions.electron);
  const choice = chooseBackend(launch, settings.readBackend(), loopbackOnly);
  if (!choice.ok) return endWithSentence(choice.fault.kind, choice.fault.message);
  if (launch.backend !== null) settings.saveBackend(launch.backend);

  guardContents();
  const readers = await servePages(isPacked, () => running.programs?.dataService()?.media());

  const crash = crashPointOf(process.env['SECOND_LOOK_CRASH_AT'], () =>
    process.kill(process.pid, 'SIGKILL'),
  );
  const keychain = await systemKeychain();
  const openKeys = () =>
    openKeyStore(folder, {
      keychain,
      randomBytes: (count) => new Uint8Array(randomBytes(count)),
      monotonicMs: () => performance.now(),
      crash,
    });
  if (await endWipe(folder, crash)) writeLog({ event: 'wipe-ended' });
  const keeper = await openKeys();
  if (!keeper.ok) return endWithSentence(keeper.fault.kind, keeper.fault.message);
  const held: { keeper: KeyStore } = { keeper: keeper.value };

  const window = makeWindow(settings, {
    preload: builtFile('preload/preload.cjs'),
    session: readers.page,
    devTools: !isPacked,
  });
  const links: { ports?: PagePorts } = {};
  const confirm = askInDialog(window, () => performance.now());
  const lock = keepDeskLock({
    confirm,
    holdsBackend: choice.value.kind === 'embedded',
    held,
    hasKeychain: keychain !== undefined,
    settings,
    programs: () => running.programs,
    tellPage: (name) => links.ports?.tell(name),
    renewPage: () => window.webContents.reload(),
    async erase() {
      await wipeDesk(folder, crash);
      await forgetPages();
      return openKeys();
    },
  });
  installMenu(window, isPacked, () => void lock.lock('menu'));
  lockWhenLeft(window, settings, (why) => void lock.lock(why));
  const report = reportOnce(window, Date.now());
  const measuring = superviseMeasuringProcess({
    preloadFile: builtFile('preload/preload.cjs'),
    session: readers.measuring,
    isPacked,
    givePort: (port) => running.programs?.dataService()?.givePort(port, 'measuring'),
  });
  watchUserActivity(window.webContents, {
    nowMs: () => performance.now(),
    onActivity(activity) {
      if (measuring.isRunning()) running.programs?.dataService()?.userActivity(activity);
    },
  });
  // A hidden window would keep the app from ending with its last visible one.
  window.on('closed', () => measuring.end());
  const ports = brokerPorts({
    page: window.webContents,
    handlers: servePageCalls({
      window,
      settings,
      isEmbeddedBackend: choice.value.kind === 'embedded',
      onReady(waiting) {
        report(waiting);
        measuring.allow();
      },
      confirmed: confirmedAnswers(confirm, () => running.programs?.dataService()),
      protection: lock.answers,
    }),
    isDeskUp: () => running.programs?.dataService()?.isUp() ?? false,
    giveDesk: (port: MessagePortMain) => running.programs?.dataService()?.givePort(port, 'page'),
  });
  links.ports = ports;
  const loaded = loadPage(window);
  running.programs = await startPrograms({
    choice: choice.value,
    isPacked,
    pinnedHosts: readPinnedHosts(folder, process.platform),
    key() {
      const key = held.keeper.key();
      return key && { key, protection: held.keeper.protection() };
    },
    settings,
    onDeskUp: () => ports.renewDesk(),
    onMeasuringWanted: (isWanted) => measuring.want(isWanted),
  });
  if (held.keeper.key()) running.programs.open();
  else writeLog({ event: 'locked' });
  onWake(() => running.programs?.dataService()?.wake());
  await loaded;
}

/**
 * The desk's page keeps nothing on the disk: its session lives in memory (no "persist:"), so that whatever a page stores by
 * itself, or Chromium moves out of memory for it, is not there unencrypted.
 */
const pageSession = () => session.fromPartition('page');

/** Two sessions, so that each page reads only the clips that it has open or measures. */
async function servePages(isPacked: boolean, media: () => ReturnType<DataService['media']>) {
  const answersPage = await servePage(builtFile('renderer'), newNonce);
  const readers = { page: pageSession(), measuring: session.fromPartition('measuring') };
  guardSession(session.defaultSession, isPacked);
  for (const reader of ['page', 'measuring'] as const) {
    const own = readers[reader];
    guardSession(own, isPacked);
    own.protocol.handle('app', answersPage);
    own.protocol.handle('media', (request) => serveClip(request, media(), reader));
  }
  return readers;
}

/** Locks after a while without a hand or a key, and when the machine sleeps or its screen is locked. */
function lockWhenLeft(
  window: BrowserWindow,
  settings: DeskSettings,
  lock: (why: string) => void,
): void {
  onLeave(lock);
  const idle = watchIdle({
    afterMs: () => settings.readLockAfter() * 60_000,
    onIdle: () => lock('idle'),
    nowMs: () => performance.now(),
    every(ms, look) {
      const timer = setInterval(look, ms);
      return () => clearInterval(timer);
    },
  });
  window.webContents.on('input-event', () => idle.touched());
  window.on('closed', () => idle.end());
}

/** What Chromium itself may keep of pages. */
async function forgetPages(): Promise<void> {
  // The default one is used by nothing now: a desk of an earlier version kept pages in it.
  for (const own of [pageSession(), session.defaultSession]) {
    await own.clearCache();
    await own.clearCodeCaches({});
    await own.clearStorageData();
  }
}

/** Brings the window to the front: the desk was started a second time. */
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
