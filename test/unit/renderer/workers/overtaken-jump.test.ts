import { EncodedPacket, type EncodedPacketSink } from 'mediabunny';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { FrameStore } from '../../../../renderer/workers/frame-store.ts';
import { Scope } from '../../../../shared/lifetime/scope.ts';
import type { FrameIndex } from '../../../../shared/media-time/frame-index.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const frames = 60;
const index: FrameIndex = {
  sha256: '',
  version: 2,
  codec: 'vp09.00.10.08',
  codedWidth: 64,
  codedHeight: 36,
  displayWidth: 64,
  displayHeight: 36,
  rotation: 0,
  rate: { kind: 'cfr', numerator: 30, denominator: 1 },
  startsUs: Float64Array.from({ length: frames }, (_, i) => Math.round((i * 1e6) / 30)),
  endUs: 2_000_000,
  keyFrames: Uint32Array.from([0]),
  droppedBeforeStart: 0,
  isMirrored: false,
  trackId: 1,
  soundTrackId: null,
  irregularities: [],
  droppedAfterEnd: 0,
};

/** A platform decoder that brings each picture 10 ms after its packet. */
class SlowDecoder extends EventTarget {
  state = 'unconfigured';
  decodeQueueSize = 0;
  readonly #output: (picture: unknown) => void;
  constructor({ output }: { readonly output: (picture: unknown) => void }) {
    super();
    this.#output = output;
  }
  configure(): void {
    this.state = 'configured';
  }
  decode({ timestamp }: { readonly timestamp: number }): void {
    this.decodeQueueSize++;
    setTimeout(() => {
      this.decodeQueueSize--;
      if (this.state === 'closed') return;
      this.#output({ timestamp, close() {}, allocationSize: () => 64 * 36 * 1.5 });
      this.dispatchEvent(new Event('dequeue'));
    }, 10);
  }
  flush(): Promise<void> {
    return new Promise((resolve) => setTimeout(resolve, 50));
  }
  close(): void {
    this.state = 'closed';
  }
}

function packetOf(frame: number): EncodedPacket {
  const type = frame === 0 ? 'key' : 'delta';
  return new EncodedPacket(new Uint8Array(8), type, frame / 30, 1 / 30, frame);
}

const sink = {
  getKeyPacket: () => Promise.resolve(packetOf(0)),
  *packets() {
    for (let frame = 0; frame < frames; frame++) yield packetOf(frame);
  },
} as unknown as EncodedPacketSink;

test('a frame whose wait a farther jump overtook, however often, is no damaged frame: it is shown when it is asked for again', async () => {
  vi.stubGlobal('VideoDecoder', SlowDecoder);
  vi.stubGlobal(
    'EncodedVideoChunk',
    class {
      readonly timestamp: number;
      constructor({ timestamp }: { readonly timestamp: number }) {
        this.timestamp = timestamp;
      }
    },
  );
  const scope = new Scope();
  const store = new FrameStore({
    sink,
    config: { codec: index.codec },
    index,
    // Room for few, so that nothing decodes the clip ahead of the jumps.
    ringBytes: 24 * 64 * 36 * 1.5,
    hasOverview: false,
    scope,
    onStandIn: () => {},
    onReady: () => {},
    onGone: (gone) => store.release(gone.length),
    onSmall: () => {},
    onSmallGone: () => {},
    onHeld: () => {},
  });
  const ask = async (frame: number, forMs: number) => {
    const shown = store.show(frame, 1);
    await vi.advanceTimersByTimeAsync(forMs);
    return shown;
  };
  const answers: string[] = [];
  for (let n = 0; n < 4; n++) {
    void store.show(0, 1);
    // Its packet is on the way when the jump comes.
    await vi.advanceTimersByTimeAsync(5);
    const far = await ask(59, 3000);
    answers.push(far.ok ? 'shown' : far.fault.message);
  }
  const again = await ask(0, 3000);
  expect(again.ok ? 'shown' : again.fault.message).toBe('shown');
  expect(answers).toEqual(['shown', 'shown', 'shown', 'shown']);
  scope.dispose();
});
