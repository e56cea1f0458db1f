import type { Client } from '../../../shared/contract/create-client.ts';
import type {
  Measured,
  MeasureOrder,
  MeasuringApi,
} from '../../../shared/contract/measuring-api.ts';
import type { World } from '../runtime/world.ts';

/** How a pass ended: to its end, stopped by us (`stuck`: it did not obey), with its process dead, or with nothing heard for too long. */
export type PassEnd = 'over' | 'stopped' | 'stuck' | 'died' | 'silent' | 'refused';

export type PassOptions = {
  readonly line: Client<MeasuringApi>;
  readonly order: MeasureOrder;
  readonly world: World;
  /** Given up when it fires. */
  readonly signal: AbortSignal;
  /** Nothing heard for this long means that it hangs. */
  readonly silentMs: number;
  readonly onMeasured: (measured: Measured) => void;
  readonly onProgress: (done: number) => void;
};

/** How long a stopped pass may take to say so before its process is ended. */
const stopsWithinMs = 5_000;

/** Has one clip measured, and passes every result on as it comes. */
export async function runPass(options: PassOptions): Promise<PassEnd> {
  const { line, order, world, signal } = options;
  let lastLifeMs = world.monotonicMs();
  const isOurs = (of: { readonly sha256: string }) => {
    lastLifeMs = world.monotonicMs();
    return of.sha256 === order.sha256 && !signal.aborted;
  };
  const stopHearing = [
    line.on('measured', (measured) => {
      if (isOurs(measured)) options.onMeasured(measured);
    }),
    line.on('progress', (progress) => {
      if (isOurs(progress)) options.onProgress(progress.done);
    }),
  ];
  const over = new AbortController();
  const either = AbortSignal.any([signal, over.signal]);

  async function untilSilent(): Promise<PassEnd> {
    while (!either.aborted) {
      const leftMs = options.silentMs - (world.monotonicMs() - lastLifeMs);
      if (leftMs <= 0) return 'silent';
      await world.sleep(leftMs, either);
    }
    if (!over.signal.aborted) {
      void line.call.stop({ sha256: order.sha256 });
      await world.sleep(stopsWithinMs, over.signal);
      if (!over.signal.aborted) return 'stuck';
    }
    return 'stopped';
  }

  try {
    return await Promise.race([
      line.call.measure(order).then((done): PassEnd => {
        if (done.ok) return 'over';
        if (done.fault.kind === 'closed') return 'died';
        return done.fault.kind === 'cancelled' ? 'stopped' : 'refused';
      }),
      untilSilent(),
    ]);
  } finally {
    over.abort();
    for (const stop of stopHearing) stop();
  }
}
