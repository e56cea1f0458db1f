import { createClient, type Client } from '../contract/create-client.ts';
import type { Wire } from '../contract/contract.ts';
import { inspectorApi, type InspectorApi } from '../contract/inspector-api.ts';
import type { Result } from '../lifetime/result.ts';
import type { ByteSource } from './byte-source.ts';
import { largestRead } from './media-limits.ts';

/** What one file may take of the inspector. */
export type InspectionBudget = {
  /** Time that the inspector has for itself, in milliseconds: while it waits for bytes, none of it passes. */
  readonly ownMs: number;
  readonly reads: number;
  readonly bytes: number;
  /** The largest single read: it is in memory at once. */
  readonly readBytes: number;
};

/** How looking into a file ended. `died`: the process, of itself or because it took too much memory. */
export type InspectionEnd<T> =
  | { readonly end: 'answered'; readonly outcome: Result<T> }
  | { readonly end: 'died' | 'too-slow' | 'too-much-read' | 'cancelled' };

/** However crowded a machine is, time does not stand still. */
const mostCrowding = 8;

export type InspectorClock = {
  monotonicMs(): number;
  /** How many programs want each processor now, at least 1: the inspector's own time passes so much slower. */
  crowding?(): number;
  /** Ends after `ms`, or as soon as the signal fires; never rejects. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
};

const megabyte = 1024 * 1024;

/**
 * What an honest file needs grows with its frames, and so with its size as far as their number has a bound. Measured on
 * 2026-11-30 on two crowded cores: a clip of 3 GB (100 minutes, 360,000 frames) takes 34 s of a processor, 52,000 reads and 7 GB
 * of them; one of ten hours in 200 MB (2.2 million frames of 90 bytes) takes 162 s, and about as much memory as the inspector has.
 */
export function inspectionBudget(sizeBytes: number): InspectionBudget {
  return {
    ownMs: 30_000 + Math.min(600_000, (sizeBytes / megabyte) * 1500),
    reads: 20_000 + sizeBytes / 4096,
    bytes: 64 * megabyte + sizeBytes * 6,
    readBytes: largestRead,
  };
}

export type Inspection<T> = {
  /** A wire to an inspector that looks into nothing else. It is not to be used again unless it answered. */
  readonly wire: Wire;
  readonly source: ByteSource;
  readonly budget: InspectionBudget;
  readonly clock: InspectorClock;
  readonly signal: AbortSignal;
  readonly question: (call: Client<InspectorApi>['call']) => Promise<Result<T>>;
};

/** Asks the inspector about one file, hands it the bytes it wants, and counts both. */
export async function askInspector<T>(inspection: Inspection<T>): Promise<InspectionEnd<T>> {
  const { wire, source, budget, clock, signal, question } = inspection;
  const line = createClient(inspectorApi, wire);
  const over = new AbortController();
  let settle: (end: InspectionEnd<T>) => void = () => {};
  const ended = new Promise<InspectionEnd<T>>((resolve) => (settle = resolve));
  const spent = { ownMs: 0, sinceMs: clock.monotonicMs(), reads: 0, bytes: 0, underWay: 0 };
  const crowding = () => Math.max(1, Math.min(mostCrowding, clock.crowding?.() ?? 1));
  const ownMs = () =>
    spent.ownMs + (spent.underWay === 0 ? (clock.monotonicMs() - spent.sinceMs) / crowding() : 0);

  async function give(request: number, from: number, to: number): Promise<void> {
    if (spent.underWay === 0) spent.ownMs = ownMs();
    spent.underWay += 1;
    spent.reads += 1;
    spent.bytes += to - from;
    const isInside = from < to && to <= source.sizeBytes;
    const tooMuch =
      spent.reads > budget.reads || spent.bytes > budget.bytes || to - from > budget.readBytes;
    if (tooMuch) return settle({ end: 'too-much-read' });
    const bytes = isInside ? await source.read(from, to).catch(() => null) : null;
    spent.underWay -= 1;
    spent.sinceMs = clock.monotonicMs();
    if (over.signal.aborted) return;
    void line.call.giveBytes({ request, bytes: bytes === null ? null : ownBuffer(bytes) });
  }

  async function watch(): Promise<void> {
    while (!over.signal.aborted) {
      const leftMs = budget.ownMs - ownMs();
      if (leftMs <= 0) return settle({ end: 'too-slow' });
      await clock.sleep(Math.max(50, Math.min(leftMs, 5000)), over.signal);
      // What has passed is counted as crowded as it was while it passed.
      if (spent.underWay === 0) {
        spent.ownMs = ownMs();
        spent.sinceMs = clock.monotonicMs();
      }
    }
  }

  const stop = () => settle({ end: 'cancelled' });
  if (signal.aborted) stop();
  signal.addEventListener('abort', stop);
  line.on('bytesWanted', ({ request, from, to }) => void give(request, from, to));
  void question(line.call).then((outcome) => {
    const isGone = !outcome.ok && outcome.fault.kind === 'closed';
    const isCancelled = signal.aborted;
    settle(
      isCancelled ? { end: 'cancelled' } : isGone ? { end: 'died' } : { end: 'answered', outcome },
    );
  });
  void watch();
  const end = await ended;
  over.abort();
  signal.removeEventListener('abort', stop);
  line.close();
  return end;
}

/** Bytes whose buffer holds nothing else: a view would take all of its buffer along. */
function ownBuffer(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const { buffer } = bytes;
  const isWhole = buffer instanceof ArrayBuffer && bytes.byteLength === buffer.byteLength;
  return isWhole ? new Uint8Array(buffer) : new Uint8Array(bytes);
}
