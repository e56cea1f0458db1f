import { spawn } from 'node:child_process';
import { chmodSync, createWriteStream, existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { tiedToUs } from '../setup/display.mjs';
import { Stop } from '../setup/step.mjs';
import { endGroup } from './process-group.mjs';
import { parseEvent, readySentence } from './ready-line.mjs';

const readyTimeoutMs = 120_000;
const screenshotTimeoutMs = 20_000;
const keptLines = 20;

/** Arguments for Electron: the app's folder first, then ours. */
export function deskArguments(flags, { userData, backend }) {
  return [
    ...flags,
    '.',
    `--user-data-dir=${userData}`,
    ...(backend ? [`--backend=${backend}`] : []),
  ];
}

function launch(app, options, env) {
  const args = deskArguments(app.flags, options);
  const [command, commandArgs] = tiedToUs(app.electron.executable, args);
  // A process group of its own, so that everything it starts can be ended together.
  const detached = process.platform !== 'win32';
  const stdio = ['ignore', 'pipe', 'pipe'];
  return spawn(command, commandArgs, { cwd: options.projectDir, env, stdio, detached });
}

/** Keeps the app's own output in a file and its last lines in memory. */
function follow(child, logFile) {
  // Appended to, so that a wipe of the desk can empty it meanwhile.
  const log = createWriteStream(logFile, { flags: 'a' });
  const recent = [];
  const keep = (line) => {
    log.write(`${line}\n`);
    recent.push(line);
    if (recent.length > keptLines) recent.shift();
  };
  createInterface({ input: child.stderr }).on('line', keep);
  const ready = new Promise((resolve) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      const event = parseEvent(line);
      if (event?.event === 'ready') resolve(event);
      keep(line);
    });
  });
  return { recent, ready };
}

async function waitForFile(path, state) {
  const deadline = performance.now() + screenshotTimeoutMs;
  while (!existsSync(path) && !state.stopping && !state.ended && performance.now() < deadline) {
    await sleep(100);
  }
  return existsSync(path);
}

function describeReady({ waiting }, logFile) {
  const cases = typeof waiting === 'number' ? `${waiting} cases waiting, ` : '';
  return `${cases}log in ${logFile}`;
}

/** Says where to look when the display is not visible. */
async function reportScreenshot(path, state) {
  const written = await waitForFile(path, state);
  if (state.stopping) return;
  console.log(
    written
      ? `Nobody sees a virtual display: a screenshot of the desk is in ${path}`
      : 'The desk wrote no screenshot.',
  );
}

/** Ctrl-C and similar signals end the app first, once, and then this process. */
function stopOnSignals(child, state) {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.removeAllListeners(signal);
    process.on(signal, () => {
      if (!state.stopping) void endGroup(child.pid);
      state.stopping = true;
    });
  }
}

/** Step and life of the desk: resolves with the exit code when the app has ended. */
export async function runDesk(step, app, options) {
  // What the app prints and the picture of its screen are for this person alone, as all in the folder.
  process.umask(0o077);
  mkdirSync(options.userData, { recursive: true });
  chmodSync(options.userData, 0o700);
  const logFile = join(options.userData, 'desk.log');
  const screenshot = join(options.userData, 'desk.png');
  for (const file of [logFile, screenshot]) rmSync(file, { force: true });
  const env = { ...app.env };
  if (options.invitation) env.SECOND_LOOK_INVITATION = options.invitation;
  if (app.display.virtual) env.SECOND_LOOK_SCREENSHOT = screenshot;

  const state = { stopping: false, ended: false };
  const child = launch(app, options, env);
  stopOnSignals(child, state);
  const ended = new Promise((resolve) => {
    child.once('error', (error) => resolve({ why: error.message }));
    child.once('close', (code, signal) => resolve({ code, why: signal ?? `exit code ${code}` }));
  }).finally(() => (state.ended = true));
  const { recent, ready } = follow(child, logFile);

  try {
    await step('desk', async () => {
      const event = await readyOrStop({ ready, ended, recent, logFile, state });
      return { summary: describeReady(event, logFile) };
    });
    if (app.display.virtual) await reportScreenshot(screenshot, state);
    if (!state.stopping) console.log(readySentence);
    const { code } = await ended;
    return state.stopping ? 0 : (code ?? 1);
  } finally {
    if (child.pid) await endGroup(child.pid);
  }
}

async function readyOrStop({ ready, ended, recent, logFile, state }) {
  const late = new Promise((resolve) => setTimeout(resolve, readyTimeoutMs).unref());
  const first = await Promise.race([
    ready.then((event) => ({ event })),
    ended.then(({ why }) => ({ trouble: `The desk ended before it was ready (${why}).` })),
    late.then(() => ({ trouble: `The desk was not ready after ${readyTimeoutMs / 1000} s.` })),
  ]);
  if (first.event) return first.event;
  if (state.stopping) throw new Stop('Stopped before the desk was ready.');
  if (recent.some((line) => parseEvent(line)?.event === 'already-open')) {
    throw new Stop(
      'This desk is already open: close it first, or give --user-data another folder.',
    );
  }
  throw new Stop(`${recent.join('\n')}\n\n${first.trouble} The whole log is in ${logFile}`);
}
