import { EncodedPacket, type EncodedPacketSink } from 'mediabunny';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { FrameStore } from '../../../../renderer/workers/frame-store.ts';
import { Scope } from '../../../../shared/lifetime/scope.ts';
import type { FrameIndex } from '../../../../shared/media-time/frame-index.ts';

// Time is moved by hand: nothing here waits for seconds to pass.
beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const frames = 30;
const index: FrameIndex = {
  sha256: '',
  version: 2,
  codec: 'avc1.42001e',
  codedWidth: 64,
  codedHeight: 36,
  displayWidth: 64,
  displayHeight: 36,
  rotation: 0,
  rate: { kind: 'cfr', numerator: 30, denominator: 1 },
  startsUs: Float64Array.from({ length: frames }, (_, i) => Math.round((i * 1e6) / 30)),
  endUs: 1_000_000,
  keyFrames: Uint32Array.from([0, 15]),
  droppedBeforeStart: 0,
  isMirrored: false,
  trackId: 1,
  soundTrackId: null,
  irregularities: [],
  droppedAfterEnd: 0,
};

/** A platform decoder that takes every packet and never brings a picture. */
class StuckDecoder extends EventTarget {
  static open = 0;
  state = 'unconfigured';
  decodeQueueSize = 0;
  configure(): void {
    this.state = 'configured';
    StuckDecoder.open++;
  }
  decode(): void {
    this.decodeQueueSize++;
  }
  flush(): Promise<void> {
    return new Promise(() => {});
  }
  close(): void {
    this.state = 'closed';
    StuckDecoder.open--;
  }
}

function packetsFrom(first: number): EncodedPacket[] {
  return Array.from({ length: frames - first }, (_, i) => {
    const frame = first + i;
    const type = frame % 15 === 0 ? 'key' : 'delta';
    return new EncodedPacket(new Uint8Array(8), type, frame / 30, 1 / 30, frame);
  });
}

/** What FrameStore asks of a file: the key packet before a moment, and the packets from one on. */
const sink = {
  getKeyPacket: (seconds: number) =>
    Promise.resolve(packetsFrom(Math.floor(seconds / 0.5) * 15)[0] ?? null),
  async *packets(start?: EncodedPacket) {
    yield* packetsFrom(start ? Math.round(start.timestamp * 30) : 0);
  },
} as unknown as EncodedPacketSink;

function storeWith(scope: Scope): FrameStore {
  vi.stubGlobal('VideoDecoder', StuckDecoder);
  vi.stubGlobal('EncodedVideoChunk', class {});
  return new FrameStore({
    sink,
    config: { codec: index.codec },
    index,
    ringBytes: 1_000_000,
    scope,
    onStandIn: () => {},
    hasOverview: false,
    onSmall: () => {},
    onSmallGone: () => {},
    onReady: () => {},
    onGone: () => {},
    onHeld: () => {},
  });
}

test('a decoder that brings nothing is given up after 5 seconds, in words, and another try starts a fresh one', async () => {
  const scope = new Scope();
  const store = storeWith(scope);
  const settled: string[] = [];
  const ask = (frame: number) =>
    void store
      .show(frame, 1)
      .then((shown) => settled.push(shown.ok ? 'shown' : shown.fault.message));

  ask(20);
  await vi.advanceTimersByTimeAsync(4500);
  expect(settled).toEqual([]);
  await vi.advanceTimersByTimeAsync(1000);
  expect(settled).toEqual([expect.stringContaining('Frame 20 did not come within 5 seconds')]);

  ask(21);
  await vi.advanceTimersByTimeAsync(4500);
  expect(settled).toHaveLength(1);
  expect(StuckDecoder.open).toBeGreaterThan(0);
  await vi.advanceTimersByTimeAsync(1000);
  expect(settled[1]).toContain('Frame 21 did not come within 5 seconds');

  scope.dispose();
  await vi.advanceTimersByTimeAsync(1000);
  expect(StuckDecoder.open).toBe(0);
});
