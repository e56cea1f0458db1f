import { answer } from '../../shared/contract/answer.ts';
import type { Wire } from '../../shared/contract/contract.ts';
import { measuringApi, type MeasureOrder } from '../../shared/contract/measuring-api.ts';
import { failure, success, type Outcome } from '../../shared/lifetime/outcome.ts';
import { createHandGate } from './hand-gate.ts';
import { measureClip, type MeasuringSurroundings } from './measure-clip.ts';

/** Progress is told at most this often, in milliseconds. */
const progressEveryMs = 250;

type Served = Pick<MeasuringSurroundings, 'find' | 'clipUrl'> & {
  readonly nowMs: () => number;
  readonly sleep: (ms: number) => Promise<void>;
};

/** Answers `measuringApi` on a wire: one pass at a time. */
export function serveMeasuring(wire: Wire, { find, clipUrl, nowMs, sleep }: Served): void {
  let present: AbortController | null = null;
  const gate = createHandGate({ nowMs, sleep });

  async function measure(order: MeasureOrder): Promise<Outcome<Record<string, never>>> {
    if (present) return failure('refused', 'Another clip is being measured.', 'later');
    const stop = new AbortController();
    present = stop;
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
      if (stop.signal.aborted) return failure('cancelled', 'Measuring was stopped.', 'later');
      return success({});
    } finally {
      present = null;
    }
  }

  const served = answer(
    measuringApi,
    {
      measure,
      stop() {
        present?.abort();
        return success({});
      },
      giveWay({ hand }) {
        gate.giveWay(hand);
        return success({});
      },
    },
    wire,
    (_name, error) => reportError(error),
  );
}
