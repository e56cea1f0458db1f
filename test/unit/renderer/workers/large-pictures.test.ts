import { EncodedPacket, type EncodedPacketSink, type InputAudioTrack } from 'mediabunny';
import { afterEach, expect, test, vi } from 'vitest';
import { DecoderRun } from '../../../../renderer/workers/decoder-run.ts';
import { PcmStore } from '../../../../renderer/workers/pcm-store.ts';
import type { FrameIndex } from '../../../../shared/media-time/frame-index.ts';

afterEach(() => void vi.unstubAllGlobals());

const index = {
  startsUs: Float64Array.from([0, 40_000, 80_000]),
  endUs: 120_000,
  keyFrames: Uint32Array.from([0]),
} as unknown as FrameIndex;

const packet = (frame: number) =>
  new EncodedPacket(new Uint8Array(8), frame === 0 ? 'key' : 'delta', frame / 25, 0.04, frame);
const sink = {
  getKeyPacket: () => Promise.resolve(packet(0)),
  async *packets() {
    yield* [0, 1, 2].map(packet);
  },
} as unknown as EncodedPacketSink;

/** A decoder whose second picture is of the given size, whatever the headers said. */
function decoderOf(width: number, height: number, closed: number[]) {
  return class extends EventTarget {
    state = 'unconfigured';
    decodeQueueSize = 0;
    #put: (picture: unknown) => void;
    constructor({ output }: { output: (picture: unknown) => void }) {
      super();
      this.#put = output;
    }
    configure(): void {
      this.state = 'configured';
    }
    decode({ timestamp }: { timestamp: number }): void {
      const [codedWidth, codedHeight] = timestamp === 0 ? [64, 36] : [width, height];
      this.#put({ timestamp, codedWidth, codedHeight, close: () => closed.push(timestamp) });
    }
    close(): void {
      this.state = 'closed';
    }
  };
}

async function decoded(width: number, height: number) {
  const closed: number[] = [];
  vi.stubGlobal('VideoDecoder', decoderOf(width, height, closed));
  vi.stubGlobal(
    'EncodedVideoChunk',
    class {
      readonly timestamp: number;
      constructor({ timestamp }: { timestamp: number }) {
        this.timestamp = timestamp;
      }
    },
  );
  const seen: number[] = [];
  let failures = 0;
  const run = new DecoderRun({
    sink,
    config: { codec: 'vp09.00.10.08' },
    index,
    keyFrame: 0,
    listener: { onPicture: (frame) => seen.push(frame), onFailed: () => (failures += 1) },
  });
  for (let n = 0; n < 3 && !run.isOver; n++) await run.advance();
  run.close();
  return { seen, failures, closed };
}

test('a picture that grows past every bound in the middle of a clip ends its decoder, and is closed', async () => {
  expect(await decoded(16_384, 16_384)).toEqual({ seen: [0], failures: 1, closed: [40_000] });
  expect(await decoded(20_000, 2)).toMatchObject({ seen: [0], failures: 1 });
});

test('a picture of 8K is decoded', async () => {
  expect(await decoded(7680, 4320)).toEqual({ seen: [0, 1, 2], failures: 0, closed: [] });
});

test('no single reading of a soundtrack takes more memory than one that is kept whole', async () => {
  // 32 channels at 768 kHz: two minutes of it would be 11 GB.
  const silent = { getCodec: () => Promise.resolve('pcm-s16') } as unknown as InputAudioTrack;
  const asked: number[] = [];
  class Counted {
    constructor(length: number) {
      asked.push(length);
    }
  }
  const store = new PcmStore({
    track: silent,
    channels: 32,
    sampleRate: 768_000,
    beginUs: 0,
    durationUs: 600_000_000,
    scale: 'integer',
  });
  vi.stubGlobal('Float32Array', Counted);
  await store.read(0, 600_000_000).catch(() => {});
  expect(asked).toHaveLength(32);
  expect(asked.reduce((sum, length) => sum + length * 4, 0)).toBeLessThanOrEqual(240_000_128);
});
