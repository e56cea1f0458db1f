import { serve } from '../../shared/contract/serve.ts';
import type { Wire } from '../../shared/contract/contract.ts';
import { measuringApi, type MeasureOrder } from '../../shared/contract/measuring-api.ts';
import { err, ok, type Result } from '../../shared/lifetime/result.ts';
import { createActivityGate } from './engine/activity-gate.ts';
import type { MeasuringDeps } from './engine/analyser.ts';
import { measureClip } from './engine/measure-clip.ts';

/** Progress is reported at most this often, in milliseconds. */
const progressEveryMs = 250;

type Served = Pick<MeasuringDeps, 'find' | 'clipUrl'> & {
  readonly nowMs: () => number;
  readonly sleep: (ms: number) => Promise<void>;
};

/** Answers `measuringApi` on a wire: one pass at a time. */
export function serveMeasuring(wire: Wire, { find, clipUrl, nowMs, sleep }: Served): void {
  let present: { readonly sha256: string; readonly stop: AbortController } | null = null;
  const gate = createActivityGate({ nowMs, sleep });

  async function measure(order: MeasureOrder): Promise<Result<Record<string, never>>> {
    if (present) return err('refused', 'Another clip is being measured.', 'later');
    const stop = new AbortController();
    present = { sha256: order.sha256, stop };
    let toldAtMs = -Infinity;
    try {
      await measureClip(order, {
        find,
        clipUrl,
        signal: stop.signal,
        mayGoOn: () => gate.mayGoOn(),
        onMeasured: (measured) => served.emit('measured', measured),
        onProgress(done) {
          if (nowMs() - toldAtMs < progressEveryMs) return;
          toldAtMs = nowMs();
          served.emit('progress', { sha256: order.sha256, done });
        },
      });
      if (stop.signal.aborted) return err('cancelled', 'Measuring was stopped.', 'later');
      return ok({});
    } finally {
      present = null;
    }
  }

  const served = serve(
    measuringApi,
    {
      measure,
      stop({ sha256 }) {
        // A stop that comes late must not end the clip after the one that it is meant for.
        if (present?.sha256 === sha256) present.stop.abort();
        return ok({});
      },
      throttle({ activity }) {
        gate.throttle(activity);
        return ok({});
      },
    },
    wire,
    (_name, error) => reportError(error),
  );
}
