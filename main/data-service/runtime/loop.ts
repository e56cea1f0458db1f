import type { Log } from './log.ts';
import type { World } from './world.ts';

/** A repeated piece of work with a bell: it runs, waits as long as it said, or until nudged. */
export type Loop = {
  /** Runs once more, at once or after the present run. */
  nudge(): void;
  /** Nudges, and resolves when the run that this started is over. */
  nudgeAndWait(): Promise<void>;
  /** Resolves when the loop has ended after its signal fired. */
  readonly ended: Promise<void>;
};

/** Runs `work` until `signal` fires. `work` answers how long to wait; a bug in it is logged and tried again after 30 s. */
export function startLoop(
  name: string,
  work: () => Promise<number>,
  world: World,
  log: Log,
  signal: AbortSignal,
): Loop {
  let bell = new AbortController();
  let rung = false;
  let waiters: (() => void)[] = [];

  async function runOnce(): Promise<number> {
    try {
      return await work();
    } catch (error) {
      log('bug', {
        where: name,
        error: error instanceof Error ? error.message.slice(0, 300) : 'unknown',
      });
      return 30_000;
    }
  }

  async function loop(): Promise<void> {
    // A turn later, so that code that starts several loops has created all of them before the first runs.
    await Promise.resolve();
    while (!signal.aborted) {
      rung = false;
      const served = waiters;
      waiters = [];
      const waitMs = await runOnce();
      for (const done of served) done();
      if (rung) continue;
      bell = new AbortController();
      await world.sleep(waitMs, AbortSignal.any([bell.signal, signal]));
    }
    for (const done of waiters) done();
  }

  function nudge(): void {
    rung = true;
    bell.abort();
  }

  return {
    nudge,
    nudgeAndWait() {
      if (signal.aborted) return Promise.resolve();
      return new Promise((resolve) => {
        waiters.push(resolve);
        nudge();
      });
    },
    ended: loop(),
  };
}
