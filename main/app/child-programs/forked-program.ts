import { fork, spawnSync } from 'node:child_process';
import { realpathSync } from 'node:fs';
import { multiplex } from '../../../shared/contract/multiplex.ts';
import { writeLog } from '../runtime/log.ts';
import { portWire } from '../ports/port-wire.ts';
import type { ChildProgram, ProgramSpec } from './child-program.ts';
import { ownBytes } from './own-bytes.ts';
import { onPrintedLine } from './printed-lines.ts';

/**
 * Run in the child before its own code: ends it when main is gone, even when main was killed. A child
 * that watches for that itself gets 2.5 s to end in order.
 */
const endWithMain =
  'data:text/javascript,' +
  encodeURIComponent(`process.on('disconnect', () => {
    setTimeout(() => process.exit(0), 2500).unref();
    if (process.listenerCount('disconnect') === 1) process.kill(process.pid, 'SIGTERM');
  });`);

/**
 * Starts a program by `child_process.fork` on a Node of its own. Ports can't cross that line: all wires
 * share the one channel, and main passes each page's messages on.
 */
export function forkProgram(spec: ProgramSpec, nodeFile: string): ChildProgram {
  const { file, execPath, execArgv } = howToRun(spec, nodeFile);
  const child = fork(file, [...spec.args], {
    execPath,
    execArgv,
    serialization: 'advanced',
    // What a confined program prints may quote the file it reads.
    stdio: spec.confined
      ? ['ignore', 'ignore', 'ignore', 'ipc']
      : ['ignore', 'pipe', 'pipe', 'ipc'],
    // A Ctrl-C in the terminal is main's to answer: it ends its children in order.
    detached: true,
    env: spec.confined ? {} : childEnvironment(process.env),
  });
  const exits = new Set<() => void>();
  const pages = { next: 1, exited: false };
  const many = multiplex((envelope) => {
    if (child.connected) child.send(envelope, undefined, undefined, () => {});
  });
  child.on('message', (raw) => many.hear(ownBytes(raw)));

  function exited(): void {
    if (pages.exited) return;
    pages.exited = true;
    many.end();
    for (const listener of exits) listener();
  }
  child.on('exit', exited);
  child.on('error', (error) => {
    writeLog({ event: 'program-error', program: spec.name, error: error.message });
    if (child.pid === undefined) exited();
  });
  onPrintedLine(child.stderr, (line) =>
    writeLog({ event: 'program-said', program: spec.name, line }),
  );

  return {
    pid: child.pid,
    wire: (name) => many.wire(name),
    tell(message) {
      if (child.connected) child.send(Object(message) as object, undefined, undefined, () => {});
    },
    givePort(port, link) {
      const page = portWire(port);
      if (pages.exited) return port.close();
      const wire = many.open(`${link}-${pages.next++}`);
      wire.onMessage((data) => page.send(data));
      wire.onClose(() => port.close());
      page.onClose(() => wire.close());
      page.onMessage((data) => wire.send(data));
    },
    onLine: (listener) => onPrintedLine(child.stdout, listener),
    onExit(listener) {
      if (pages.exited) listener();
      else exits.add(listener);
    },
    kill: (signal) => void child.kill(signal),
  };
}

/** A confined program may read its own file and nothing else, and has no network where the system grants that. */
function howToRun(
  spec: ProgramSpec,
  nodeFile: string,
): { readonly file: string; readonly execPath: string; readonly execArgv: string[] } {
  const { confined } = spec;
  if (!confined)
    return { file: spec.file, execPath: nodeFile, execArgv: ['--import', endWithMain] };
  // What it may read is compared with where the file really is.
  const file = realpathSync(spec.file);
  const limits = [
    '--permission',
    `--allow-fs-read=${file}`,
    `--max-old-space-size=${confined.heapMegabytes}`,
    '--no-warnings',
    '--import',
    endWithMain,
  ];
  return mayRunWithoutNetwork()
    ? {
        file,
        execPath: 'unshare',
        execArgv: ['--map-root-user', '--net', '--', nodeFile, ...limits],
      }
    : { file, execPath: nodeFile, execArgv: limits };
}

/** Whether Linux gives a user a network of their own, in which there is nothing. */
function mayRunWithoutNetwork(): boolean {
  if (process.platform !== 'linux') return false;
  const tried = spawnSync('unshare', ['--map-root-user', '--net', '--', 'true'], {
    stdio: 'ignore',
    timeout: 2000,
  });
  if (tried.status !== 0) writeLog({ event: 'inspector-has-network' });
  return tried.status === 0;
}

/** Main's environment without what would change how the child's Node or Electron starts. */
function childEnvironment(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const { NODE_OPTIONS: _options, ELECTRON_RUN_AS_NODE: _asNode, ...rest } = env;
  return rest;
}
