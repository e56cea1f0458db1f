import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/** The variable that every process of one launch inherits. */
export const runMark = 'SECOND_LOOK_RUN';

export type MarkedProcess = { readonly pid: number; readonly name: string };

/** Processes that still carry the mark of a launch. Linux only: elsewhere there are none to be seen. */
export function processesOf(mark: string): readonly MarkedProcess[] {
  if (process.platform !== 'linux') return [];
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      const environment = readProcess(pid, 'environ');
      if (!environment.includes(`${runMark}=${mark}`)) return [];
      return [{ pid: Number(pid), name: readProcess(pid, 'cmdline').replaceAll('\0', ' ').trim() }];
    });
}

/** Fails, after a few seconds of patience, when a launch has left a process behind; ends it then. */
export async function expectNoneLeft(mark: string): Promise<void> {
  const deadline = performance.now() + 6_000;
  let left = processesOf(mark);
  while (left.length > 0 && performance.now() < deadline) {
    await sleep(50);
    left = processesOf(mark);
  }
  if (left.length === 0) return;
  endAll(mark);
  throw new Error(`The desk left ${left.length} behind: ${left.map((one) => one.name).join('; ')}`);
}

/** Ends every process that carries the mark of a launch. */
export function endAll(mark: string): void {
  for (const { pid } of processesOf(mark)) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // It ended by itself meanwhile.
    }
  }
}

function readProcess(pid: string, file: 'environ' | 'cmdline'): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return '';
  }
}
