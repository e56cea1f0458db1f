import { readdirSync } from 'node:fs';
import { constants, getPriority, setPriority } from 'node:os';

const lowest = constants.priority.PRIORITY_LOW;
/** How often new threads are looked for, in milliseconds. */
const everyMs = 1000;

/**
 * Lets a process run only where nothing else wants the processor, until the returned function is called: playing and
 * stepping come first. On Linux every thread has a niceness of its own, which Chromium sets anew for the threads that
 * it starts, wherever it may: one look at the start would miss the very worker that measures.
 */
export function throttleWhileActive(pid: number): () => void {
  throttle(pid);
  const timer = setInterval(() => throttle(pid), everyMs);
  timer.unref();
  return () => clearInterval(timer);
}

function throttle(pid: number): void {
  for (const id of process.platform === 'linux' ? threadsOf(pid) : [pid]) {
    try {
      if (getPriority(id) !== lowest) setPriority(id, lowest);
    } catch {
      // It ended meanwhile, or the system doesn't allow it: measuring then only competes with the desk for the processor.
    }
  }
}

function threadsOf(pid: number): readonly number[] {
  try {
    return readdirSync(`/proc/${pid}/task`).map(Number);
  } catch {
    return [];
  }
}
