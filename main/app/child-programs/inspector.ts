import { app, MessageChannelMain, type MessagePortMain } from 'electron';
import { readFileSync } from 'node:fs';
import { writeLog } from '../runtime/log.ts';
import type { ChildProgram } from './child-program.ts';

/**
 * The inspector: the process in which untrusted containers are parsed, for the data service. It runs while that wants it,
 * and it is ended without ceremony: it holds nothing.
 */
export type SupervisedInspector = {
  /** True starts one, if none runs; false ends it at once, whatever it does. */
  want(isWanted: boolean): void;
};

/** Measured 2026-11-30: a clip of 2.2 million frames (ten hours at 60 a second) takes 942 MB in all. */
export const inspectorHeapMegabytes = 1024;
/** All of its memory: buffers are outside of its heap. */
const mostResidentBytes = 1536 * 1024 * 1024;
const lookEveryMs = 100;

export function superviseInspector(options: {
  readonly launch: () => ChildProgram;
  /** Hands the data service its end of the wire. */
  readonly givePort: (port: MessagePortMain) => void;
}): SupervisedInspector {
  let running: ChildProgram | undefined;

  function start(): void {
    const program = options.launch();
    running = program;
    const { port1, port2 } = new MessageChannelMain();
    program.givePort(port1, 'inspector');
    options.givePort(port2);
    const watch = setInterval(() => {
      const bytes = program.pid === undefined ? 0 : residentBytes(program.pid);
      if (bytes < mostResidentBytes) return;
      writeLog({ event: 'inspector-too-large', bytes });
      program.kill('SIGKILL');
    }, lookEveryMs);
    program.onExit(() => {
      clearInterval(watch);
      if (running === program) running = undefined;
      writeLog({ event: 'inspector-ended' });
    });
  }

  return {
    want(isWanted) {
      if (isWanted) {
        if (!running) start();
        return;
      }
      running?.kill('SIGKILL');
      running = undefined;
    },
  };
}

/** What a process holds in memory, as the system counts it. */
function residentBytes(pid: number): number {
  if (process.platform !== 'linux') {
    const metric = app.getAppMetrics().find((one) => one.pid === pid);
    return (metric?.memory.workingSetSize ?? 0) * 1024;
  }
  try {
    const kilobytes = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return Number(kilobytes ?? 0) * 1024;
  } catch {
    return 0;
  }
}
