import { readdirSync } from 'node:fs';
import { constants, setPriority } from 'node:os';

/**
 * Lets a process run only where nothing else wants the processor: playing and stepping come first. On Linux every
 * thread has a niceness of its own, which threads that it starts later inherit.
 */
export function giveWay(pid: number): void {
  for (const id of process.platform === 'linux' ? threadsOf(pid) : [pid]) {
    try {
      setPriority(id, constants.priority.PRIORITY_LOW);
    } catch {
      // It ended meanwhile, or the system doesn't allow it: it only measures less politely.
    }
  }
}

function threadsOf(pid: number): readonly number[] {
  try {
    return readdirSync(`/proc/${pid}/task`).map(Number);
  } catch {
    return [pid];
  }
}
