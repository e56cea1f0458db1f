import { app } from 'electron';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { BackendChoice } from './choose-backend.ts';
import {
  runDataService,
  type DataService,
  type StartInput,
} from './child-programs/data-service.ts';
import { runEmbeddedBackend, type EmbeddedBackend } from './child-programs/embedded-backend.ts';
import { inspectorHeapMegabytes, superviseInspector } from './child-programs/inspector.ts';
import { startProgram } from './child-programs/start-program.ts';
import type { KeyProtection } from './desk-key/key-file.ts';
import { isFallbackRuntime } from './runtime/runtime.ts';
import type { DeskSettings } from './settings/desk-settings.ts';
import type { PinnedHosts } from './settings/pinned-hosts.ts';
import { trialConditions } from './trial-conditions.ts';
import { endWithSentence, offerRetry } from './runtime/trouble.ts';

/** The two programs beside main. */
export type Programs = {
  /** Undefined while the desk is locked. */
  dataService(): DataService | undefined;
  /** Starts the data service: the desk is unlocked. A desk that was wiped does not enrol by itself again. */
  open(isWiped?: boolean): void;
  /** Ends the data service, and with its process the keys in its memory. Clips are answered no more at once. */
  close(): Promise<void>;
  /** Ends both, so that what they hold can be destroyed; `open` starts them again. */
  closeAll(): Promise<void>;
  /** Ends both, the data service first: it may still have a verdict to hand over. */
  stop(): Promise<void>;
};

/** The key of an unlocked desk, and what protects it at rest. */
export type OpenKey = { readonly key: Uint8Array<ArrayBuffer>; readonly protection: KeyProtection };

type ProgramsOptions = {
  readonly choice: BackendChoice;
  readonly isPacked: boolean;
  readonly pinnedHosts: PinnedHosts;
  /** Asked at each start of the data service; undefined once the desk is locked. */
  readonly key: () => OpenKey | undefined;
  readonly settings: DeskSettings;
  readonly onDeskUp: () => void;
  readonly onMeasuringWanted: (isWanted: boolean) => void;
};

/** Starts the embedded backend, if it is the one; the data service when the desk is open. */
export async function startPrograms(options: ProgramsOptions): Promise<Programs> {
  const { choice, key, settings } = options;
  const folder = app.getPath('userData');
  const links: { dataService?: DataService | undefined } = {};
  const backend = choice.kind === 'embedded' ? await startBackend(settings, links) : undefined;

  const invitation = { isUsed: false };

  async function startInput(): Promise<StartInput | undefined> {
    const where = await moved(backend, settings);
    const enrolAt = invitation.isUsed ? null : await enrolment(choice, backend);
    // Read last: the desk may have been locked meanwhile.
    const open = key();
    if (!open) return undefined;
    return {
      ...where,
      dataDir: join(folder, 'desk'),
      // A copy: the keeper overwrites its own when the desk is locked, also while this is on its way.
      databaseKey: new Uint8Array(open.key),
      keyProtection: open.protection,
      enrolAt,
      loopbackOnly: isFallbackRuntime(process.versions.electron),
      appVersion: app.getVersion(),
      pinnedHosts: options.pinnedHosts,
      ...trialConditions(process.env, options.isPacked),
    };
  }

  function startService(): DataService {
    const service: DataService = runDataService({
      nowMs: Date.now,
      launch: () =>
        startProgram(
          { name: 'data-service', file: builtFile('main/data-service.js'), args: [] },
          app.getAppPath(),
        ),
      startInput,
      onUp() {
        // Kept only now: the data service has followed it.
        void backend?.url().then((url) => url && settings.savePort(portOf(url)));
        options.onDeskUp();
      },
      onMeasuringWanted: options.onMeasuringWanted,
      onInspectorWanted: (isWanted) => inspector.want(isWanted),
      onFault: (fault) => {
        if (links.dataService === service) endWithSentence(fault.kind, fault.message);
      },
      onGiveUp: () =>
        void offerRetry(
          'The part of the desk that keeps your work stopped five times in a minute. Everything that was saved is safe.',
          () => service.kept.retry(),
        ),
    });
    return service;
  }

  const inspector = superviseInspector({
    launch: () =>
      startProgram(
        {
          name: 'inspector',
          file: builtFile('inspector/inspector.js'),
          args: [],
          confined: { heapMegabytes: inspectorHeapMegabytes },
        },
        app.getAppPath(),
      ),
    givePort: (port) => links.dataService?.givePort(port, 'inspector'),
  });

  async function close(): Promise<void> {
    const service = links.dataService;
    links.dataService = undefined;
    await service?.stop();
  }

  async function endBoth(): Promise<void> {
    await close();
    await backend?.kept.stop(2_000);
  }

  return {
    dataService: () => links.dataService,
    open(isWiped = false) {
      if (isWiped && choice.kind === 'remote') invitation.isUsed = true;
      if (isWiped) backend?.kept.begin();
      links.dataService ??= startService();
    },
    close,
    closeAll: endBoth,
    stop: endBoth,
  };
}

async function startBackend(
  settings: DeskSettings,
  links: { readonly dataService?: DataService | undefined },
): Promise<EmbeddedBackend> {
  const data = join(app.getPath('userData'), 'backend');
  const backend = await runEmbeddedBackend({
    lastPort: settings.readPort(),
    nowMs: Date.now,
    newCode: () => randomBytes(32).toString('base64url'),
    launch: (port) =>
      startProgram(
        {
          name: 'backend',
          file: builtFile('backend/backend.js'),
          args: ['--port', String(port), '--data', data, '--seed', 'demo'],
        },
        app.getAppPath(),
      ),
    onListening(isMoved) {
      // The data service learns the new address when it starts.
      if (isMoved) void links.dataService?.kept.restart();
      else links.dataService?.wake();
    },
    onGiveUp: () =>
      void offerRetry(
        'The backend that comes with the desk stopped five times in a minute. You can go on: verdicts wait at this desk.',
        () => backend.kept.retry(),
      ),
  });
  return backend;
}

async function enrolment(
  choice: BackendChoice,
  backend: EmbeddedBackend | undefined,
): Promise<StartInput['enrolAt']> {
  if (choice.kind === 'remote' && choice.invitation === null) return null;
  const backendUrl = choice.kind === 'remote' ? choice.url : await backend?.url();
  const invitation = choice.invitation ?? backend?.invite();
  if (invitation === undefined) return null;
  return backendUrl === undefined ? null : { backendUrl, invitation };
}

async function moved(
  backend: EmbeddedBackend | undefined,
  settings: DeskSettings,
): Promise<Pick<StartInput, 'backendMoved'>> {
  const port = settings.readPort();
  const toUrl = await backend?.url();
  if (port === 0 || toUrl === undefined || portOf(toUrl) === port) return {};
  return { backendMoved: { fromUrl: `http://127.0.0.1:${port}`, toUrl } };
}

function portOf(url: string): number {
  return Number(new URL(url).port);
}

/** A file of the build. */
export function builtFile(path: string): string {
  return join(app.getAppPath(), 'out', path);
}
