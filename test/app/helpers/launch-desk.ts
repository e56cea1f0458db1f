import type { ElectronApplication, Page } from '@playwright/test';
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expectNoneLeft, processesOf, runMark, type MarkedProcess } from './left-processes.ts';
import { newDeskFolder } from './measured-clips.ts';
import { removeFolder } from './remove-folder.ts';
import { startElectron } from './start-electron.ts';

export const projectDir = join(import.meta.dirname, '../../..');

export type DeskOptions = {
  /** Kept after the desk closed; without it, a fresh folder that is removed. */
  readonly userDataDir?: string;
  /** A fresh folder that knows what earlier tests measured. */
  readonly isMeasured?: boolean;
  /** A fresh folder whose embedded backend has the demo batch in already. */
  readonly isSeeded?: boolean;
  readonly backendUrl?: string;
  readonly invitation?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** What the person presses when main asks them; they confirm unless told otherwise. */
  readonly confirms?: boolean;
};

export type Desk = {
  readonly app: ElectronApplication;
  readonly page: Page;
  readonly userDataDir: string;
  /** JSON lines of stdout and stderr so far; those of the first moments may be missing. */
  readonly events: readonly DeskEvent[];
  /** Errors and warnings on the console of any page, hidden ones and workers as well, and bugs that a program logged. */
  readonly complaints: readonly string[];
  /** What main asked the person so far. */
  questions(): Promise<readonly string[]>;
  /** Waits for a line with this event name that was or will be printed. */
  untilEvent(name: string): Promise<DeskEvent>;
  /** Every process of this launch that runs now (Linux). */
  processes(): readonly MarkedProcess[];
  /** Ends the desk as a person would; fails when any process of it is left. */
  close(): Promise<void>;
  /** Ends main by SIGKILL; fails when any process of it is left. */
  kill(): Promise<void>;
};
export type DeskEvent = Readonly<Record<string, unknown>> & { readonly event: string };

/** Opens the built desk in the real Electron. */
export async function launchDesk(options: DeskOptions = {}): Promise<Desk> {
  expectBuilt();
  const { isMeasured = false, isSeeded = false } = options;
  const userDataDir = options.userDataDir ?? (await newDeskFolder({ isMeasured, isSeeded }));
  const mark = randomUUID();
  const events: DeskEvent[] = [];
  const waiting = new Set<() => void>();
  const complaints: string[] = [];
  const { app, page } = await startElectron({
    args: deskArguments(options, userDataDir),
    cwd: projectDir,
    env: deskEnvironment(mark, options),
    mark,
    onStarted: (started) => {
      // Of a launch that hung nothing counts.
      events.length = 0;
      complaints.length = 0;
      gather(started, events, waiting, complaints);
    },
  });
  const main = app.process();
  await answerQuestions(app, options.confirms ?? true);
  const tidy = async () => {
    await expectNoneLeft(mark);
    if (options.userDataDir === undefined) await removeFolder(userDataDir);
  };

  return {
    app,
    page,
    userDataDir,
    events,
    complaints,
    questions: () =>
      app.evaluate(() => (globalThis as unknown as { asked: readonly string[] }).asked),
    processes: () => processesOf(mark),
    untilEvent: (name) =>
      new Promise((resolve) => {
        const look = () => {
          const found = events.find((one) => one.event === name);
          if (!found) return;
          waiting.delete(look);
          resolve(found);
        };
        waiting.add(look);
        look();
      }),
    async close() {
      await app.close();
      await tidy();
    },
    async kill() {
      const exited = main.exitCode === null && main.signalCode === null ? once(main, 'exit') : null;
      main.kill('SIGKILL');
      await exited;
      await tidy();
    },
  };
}

/** Gathers what the programs of a desk print and what its pages complain of. */
function gather(
  app: ElectronApplication,
  events: DeskEvent[],
  waiting: ReadonlySet<() => void>,
  complaints: string[],
): void {
  const { stdout, stderr } = app.process();
  app.context().on('console', (line) => {
    if (line.type() === 'error' || line.type() === 'warning') complaints.push(line.text());
  });
  app.context().on('weberror', (bug) => complaints.push(bug.error().message));
  for (const stream of [stdout, stderr]) {
    if (!stream) continue;
    createInterface({ input: stream }).on('line', (line) => {
      hear(line, events, waiting);
      if (isComplaint(line)) complaints.push(line);
    });
  }
}

/**
 * Main asks in windows of its own, in which Playwright can press nothing: their answers are given here, by the debugger
 * that a packed desk does not have.
 */
async function answerQuestions(app: ElectronApplication, confirms: boolean): Promise<void> {
  await app.evaluate(
    ({ dialog }, response) => {
      const asked: string[] = [];
      Object.assign(globalThis, { asked });
      const answerBox = (...given: readonly unknown[]) => {
        const { message, detail } = given.at(-1) as { message: string; detail?: string };
        asked.push(`${message} ${detail ?? ''}`);
        return Promise.resolve({ response, checkboxChecked: false });
      };
      Object.assign(dialog, { showMessageBox: answerBox });
    },
    confirms ? 1 : 0,
  );
}

/** Starts the desk without Playwright and waits until it ends by itself. */
export async function runDeskToEnd(
  options: DeskOptions,
): Promise<{ readonly code: number | null; readonly events: readonly DeskEvent[] }> {
  expectBuilt();
  const userDataDir = options.userDataDir ?? (await mkdtemp(join(tmpdir(), 'desk-')));
  const mark = randomUUID();
  const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const child = spawn(electronExecutable(), [...asRoot, ...deskArguments(options, userDataDir)], {
    cwd: projectDir,
    env: deskEnvironment(mark, options),
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const events: DeskEvent[] = [];
  createInterface({ input: child.stderr }).on('line', (line) => hear(line, events, new Set()));
  const [code] = (await once(child, 'close')) as [number | null];
  await expectNoneLeft(mark);
  if (options.userDataDir === undefined) await removeFolder(userDataDir);
  return { code, events };
}

function deskArguments(options: DeskOptions, userDataDir: string): string[] {
  return [
    '.',
    `--user-data-dir=${userDataDir}`,
    ...(options.backendUrl === undefined ? [] : [`--backend=${options.backendUrl}`]),
  ];
}

function deskEnvironment(
  mark: string,
  { env = {}, invitation }: DeskOptions,
): Record<string, string> {
  const invited = invitation === undefined ? {} : { SECOND_LOOK_INVITATION: invitation };
  const own = Object.entries(process.env).flatMap(([name, value]) =>
    value === undefined || name === 'ELECTRON_RUN_AS_NODE' ? [] : [[name, value] as const],
  );
  return {
    ...Object.fromEntries(own),
    ...ownDisplay(),
    SECOND_LOOK_TEST: '1',
    [runMark]: mark,
    ...invited,
    ...env,
  };
}

/** The virtual display of this worker, where there are several: on one display two desks would fight for the focus. */
function ownDisplay(): Record<string, string> {
  const displays = process.env['SECOND_LOOK_DISPLAYS']?.split(',') ?? [];
  const display = displays[Number(process.env['TEST_PARALLEL_INDEX'] ?? 0)];
  return display === undefined ? {} : { DISPLAY: display };
}

function expectBuilt(): void {
  if (existsSync(join(projectDir, 'out/main/app.js'))) return;
  throw new Error('The desk is not built: run "npm test", which builds it first.');
}

/** The Electron that `npm test` chose, or the installed one. */
function electronExecutable(): string {
  const chosen: unknown = createRequire(import.meta.url)('electron');
  return String(chosen);
}

/** A bug that main or one of its programs logged, or a warning of Node's own. */
function isComplaint(line: string): boolean {
  return line.startsWith('{"event":') && /"event\\?":\\?"bug|Warning:/.test(line);
}

function hear(line: string, events: DeskEvent[], waiting: ReadonlySet<() => void>): void {
  if (!line.startsWith('{"event":')) return;
  events.push(JSON.parse(line) as DeskEvent);
  for (const look of waiting) look();
}
