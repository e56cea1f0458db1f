import { fork, type ChildProcess } from 'node:child_process';
import { existsSync, realpathSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { availableParallelism, loadavg } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Client } from '../../shared/contract/create-client.ts';
import type { Wire } from '../../shared/contract/contract.ts';
import type { InspectorApi } from '../../shared/contract/inspector-api.ts';
import { multiplex } from '../../shared/contract/multiplex.ts';
import { err, type Result } from '../../shared/lifetime/result.ts';
import { askInspector, inspectionBudget } from '../../shared/media-file/ask-inspector.ts';
import type { ByteSource } from '../../shared/media-file/byte-source.ts';
import { confinedCommand } from './confinement.ts';

/** One inspector, for one file. */
type StartedInspector = { readonly wire: Wire; end(): void };

const heapMegabytes = 1024;

/** Programs that want each processor; 0 where the system does not say. */
const crowding = () => (loadavg()[0] ?? 0) / availableParallelism();

/** Asks an inspector of its own about one file; it is ended afterwards. A file that stops it gets a fault, and no more. */
export async function inspectContainer<T>(
  path: string,
  question: (call: Client<InspectorApi>['call'], sizeBytes: number) => Promise<Result<T>>,
): Promise<Result<T>> {
  const file = await open(path);
  const inspector = startInspector();
  try {
    const { size } = await file.stat();
    const source: ByteSource = {
      sizeBytes: size,
      async read(from, to) {
        const bytes = new Uint8Array(to - from);
        const { bytesRead } = await file.read(bytes, 0, to - from, from);
        return bytes.subarray(0, bytesRead);
      },
    };
    const asked = await askInspector({
      wire: inspector.wire,
      source,
      budget: inspectionBudget(size),
      clock: { monotonicMs: () => performance.now(), sleep, crowding },
      signal: new AbortController().signal,
      question: (call) => question(call, size),
    });
    if (asked.end === 'answered') return asked.outcome;
    return err('broken-media', 'This file stopped the program that reads files.', 'never');
  } finally {
    inspector.end();
    await file.close();
  }
}

function startInspector(): StartedInspector {
  const file = inspectorFile();
  // Electron's own process can't be forked: a thread with a heap of its own is what there is.
  return Reflect.has(process, 'parentPort') ? startThread(file) : startProcess(file);
}

/** Beside this module's source, or in the build. */
function inspectorFile(): string {
  const source = join(import.meta.dirname, '../../inspector/entry.ts');
  return realpathSync(
    existsSync(source) ? source : join(import.meta.dirname, '../inspector/inspector.js'),
  );
}

function startProcess(file: string): StartedInspector {
  const isBuilt = file.endsWith('.js');
  const { command, args } = confinedCommand([
    process.execPath,
    // From the source it must read its modules; in the build all are one file.
    ...(isBuilt ? ['--permission', `--allow-fs-read=${file}`] : []),
    `--max-old-space-size=${heapMegabytes}`,
    '--no-warnings',
  ]);
  const child = fork(file, [], {
    execPath: command,
    execArgv: [...args],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    env: isBuilt ? {} : keptCompiled(),
  });
  return { wire: wireTo(child), end: () => void child.kill('SIGKILL') };
}

/** Where Node keeps compiled code, if it is set: from the source a start costs half as much. */
function keptCompiled(): NodeJS.ProcessEnv {
  const folder = process.env['NODE_COMPILE_CACHE'];
  return folder === undefined ? {} : { NODE_COMPILE_CACHE: folder };
}

function wireTo(child: ChildProcess): Wire {
  const many = multiplex((envelope) => {
    if (child.connected) child.send(envelope, undefined, undefined, () => {});
  });
  child.on('message', (raw) => many.hear(raw));
  child.on('exit', () => many.end());
  child.on('error', () => many.end());
  return many.wire('inspector');
}

function startThread(file: string): StartedInspector {
  const thread = new Worker(file, {
    env: {},
    resourceLimits: { maxOldGenerationSizeMb: heapMegabytes },
    stdout: true,
    stderr: true,
  });
  thread.on('error', () => {});
  const wire: Wire = {
    send: (message) => thread.postMessage(message),
    onMessage(listener) {
      thread.on('message', listener);
      return () => thread.off('message', listener);
    },
    onClose(listener) {
      thread.on('exit', listener);
      return () => thread.off('exit', listener);
    },
  };
  return { wire, end: () => void thread.terminate() };
}

function sleep(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener('abort', done);
  });
}
