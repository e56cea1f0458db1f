import { MessageChannelMain, utilityProcess } from 'electron';
import { Readable } from 'node:stream';
import { writeLog } from '../runtime/log.ts';
import { portWire } from '../ports/port-wire.ts';
import type { ChildProgram, ProgramSpec } from './child-program.ts';
import { onPrintedLine } from './printed-lines.ts';

/** Starts a program as an Electron utility process: it gets real ports, and ends with main. */
export function startUtility(spec: ProgramSpec): ChildProgram {
  const child = utilityProcess.fork(spec.file, [...spec.args], {
    serviceName: spec.name,
    // What a confined program prints may quote the file it reads.
    stdio: spec.confined ? 'ignore' : ['ignore', 'pipe', 'pipe'],
    ...(spec.confined && {
      env: {},
      execArgv: [`--max-old-space-size=${spec.confined.heapMegabytes}`],
    }),
  });
  const exits = new Set<() => void>();
  const state = { exited: false };
  child.once('exit', () => {
    state.exited = true;
    for (const listener of exits) listener();
  });
  const printed = (stream: unknown) => (stream instanceof Readable ? stream : null);
  onPrintedLine(printed(child.stderr), (line) =>
    writeLog({ event: 'program-said', program: spec.name, line }),
  );
  return {
    get pid() {
      return child.pid;
    },
    wire(name) {
      const { port1, port2 } = new MessageChannelMain();
      child.postMessage({ link: name }, [port2]);
      return portWire(port1);
    },
    tell: (message) => child.postMessage(message),
    givePort: (port, link) => child.postMessage({ link }, [port]),
    onLine: (listener) => onPrintedLine(printed(child.stdout), listener),
    onExit(listener) {
      if (state.exited) listener();
      else exits.add(listener);
    },
    kill(signal) {
      if (signal === 'SIGTERM') child.kill();
      else if (child.pid !== undefined) process.kill(child.pid, signal);
    },
  };
}
