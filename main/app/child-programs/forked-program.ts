import { fork } from 'node:child_process';
import { multiplex } from '../../../shared/contract/multiplex.ts';
import { writeLog } from '../log.ts';
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
  const child = fork(spec.file, [...spec.args], {
    execPath: nodeFile,
    execArgv: ['--import', endWithMain],
    serialization: 'advanced',
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    // A Ctrl-C in the terminal is main's to answer: it ends its children in order.
    detached: true,
    env: childEnvironment(process.env),
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

/** Main's environment without what would change how the child's Node or Electron starts. */
function childEnvironment(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const { NODE_OPTIONS: _options, ELECTRON_RUN_AS_NODE: _asNode, ...rest } = env;
  return rest;
}
