import { createClient } from '../../../../shared/contract/create-client.ts';
import {
  measuringApi,
  type Measured,
  type MeasureOrder,
  type ModelToRun,
} from '../../../../shared/contract/measuring-api.ts';
import { portWire } from '../../../../shared/contract/port-wire.ts';
import type { EvidenceResult } from '../../../../shared/domain/evidence.ts';
import type { FrameIndex } from '../../../../shared/media-time/frame-index.ts';

/** An order as plain JSON: typed arrays can't be handed to a page by a test. */
export type PlainOrder = Omit<MeasureOrder, 'index' | 'models' | 'earlier'> & {
  readonly index:
    | (Omit<FrameIndex, 'startsUs' | 'keyFrames'> & {
        readonly startsUs: readonly number[];
        readonly keyFrames: readonly number[];
      })
    | null;
  readonly earlier: readonly EvidenceResult[];
  readonly models: readonly (Omit<ModelToRun, 'bytes'> & { readonly bytes: readonly number[] })[];
};
export type HarnessAnswer = {
  readonly measured: readonly Measured[];
  readonly fault: string | null;
  readonly progress: readonly number[];
  readonly ms: number;
};

const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
const { port1, port2 } = new MessageChannel();
worker.postMessage(null, [port2]);
const measuring = createClient(measuringApi, portWire(port1));

async function measure(order: PlainOrder, stopAfterMs: number | null): Promise<HarnessAnswer> {
  const measured: Measured[] = [];
  const progress: number[] = [];
  const offs = [
    measuring.on('measured', (one) => measured.push(one)),
    measuring.on('progress', ({ done }) => progress.push(done)),
  ];
  const { index, sha256 } = order;
  const startedMs = performance.now();
  // Cleared with its order: a timer left behind would stop whatever is measured when it fires.
  const timer =
    stopAfterMs === null
      ? undefined
      : setTimeout(() => void measuring.call.stop({ sha256 }), stopAfterMs);
  try {
    const done = await measuring.call.measure({
      ...order,
      analysers: [...order.analysers],
      earlier: [...order.earlier],
      models: order.models.map((one) => ({ ...one, bytes: Uint8Array.from(one.bytes) })),
      index: index && {
        ...index,
        startsUs: Float64Array.from(index.startsUs),
        keyFrames: Uint32Array.from(index.keyFrames),
      },
    });
    return {
      measured,
      progress,
      fault: done.ok ? null : done.fault.kind,
      ms: performance.now() - startedMs,
    };
  } finally {
    clearTimeout(timer);
    for (const off of offs) off();
  }
}

declare global {
  var measure: (order: PlainOrder, stopAfterMs: number | null) => Promise<HarnessAnswer>;
}
globalThis.measure = measure;
