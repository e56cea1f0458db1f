import type { Log } from './log.ts';
import type { World } from './world.ts';

/** A repeated piece of work with a bell: it runs, waits as long as it said, or until nudged. */
export type Pulse = {
  nudge(): void;
  /** Resolves when the loop has ended after its signal fired. */
  readonly ended: Promise<void>;
};

/** Runs `work` until `signal` fires. `work` answers how long to wait; a bug in it is logged and tried again after 30 s. */
export function startPulse(
  name: string,
  work: () => Promise<number>,
  world: World,
  log: Log,
  signal: AbortSignal,
): Pulse {
  let bell = new AbortController();
  let rung = false;

  async function loop(): Promise<void> {
    while (!signal.aborted) {
      rung = false;
      const waitMs = await work().catch((error: unknown) => {
        log('bug', {
          where: name,
          error: error instanceof Error ? error.message.slice(0, 300) : 'unknown',
        });
        return 30_000;
      });
      if (rung) continue;
      bell = new AbortController();
      await world.sleep(waitMs, AbortSignal.any([bell.signal, signal]));
    }
  }

  return {
    nudge() {
      rung = true;
      bell.abort();
    },
    ended: loop(),
  };
}
