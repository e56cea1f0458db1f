import {
  BufferSource,
  BufferTarget,
  EncodedAudioPacketSource,
  EncodedPacket,
  Input,
  MkvOutputFormat,
  Output,
} from 'mediabunny';
import { expect, test } from 'vitest';
import { PcmStore } from '../../../../renderer/workers/pcm-store.ts';
import { houseContainers } from '../../../../shared/media-file/containers.ts';
import { readDat } from '../../../../shared/media-time/peaks-data.ts';

const rate = 8000;
const hourUs = 3_600_000_000;

/** A second and a half of silence with a loud stretch from 0.5 s to 0.7 s, in a Matroska whose clock begins at `fromSeconds`. */
async function soundFrom(fromSeconds: number): Promise<Uint8Array> {
  const target = new BufferTarget();
  const output = new Output({ format: new MkvOutputFormat(), target });
  const source = new EncodedAudioPacketSource('pcm-s16');
  output.addAudioTrack(source);
  await output.start();
  const blockSamples = rate / 10;
  for (let block = 0; block < 15; block++) {
    const samples = new Int16Array(blockSamples).fill(block === 5 || block === 6 ? 16_000 : 0);
    const data = new Uint8Array(samples.buffer);
    const packet = new EncodedPacket(data, 'key', fromSeconds + block / 10, 0.1);
    const meta = { decoderConfig: { codec: 'pcm-s16', sampleRate: rate, numberOfChannels: 1 } };
    await source.add(packet, meta);
  }
  await output.finalize();
  return new Uint8Array(target.buffer ?? new ArrayBuffer(0));
}

async function storeOf(fromSeconds: number, beginUs: number): Promise<PcmStore> {
  const bytes = await soundFrom(fromSeconds);
  const input = new Input({ source: new BufferSource(bytes), formats: houseContainers });
  const track = await input.getPrimaryAudioTrack();
  if (!track) throw new Error('no sound');
  const durationUs = Math.round((await track.computeDuration()) * 1e6);
  return new PcmStore({
    track,
    channels: 1,
    sampleRate: rate,
    beginUs,
    durationUs,
    scale: 'integer',
  });
}

const loudFrom = (samples: Float32Array | Int16Array) =>
  samples.findIndex((value) => Math.abs(value) > 0.1);

test.each([
  [0, 0],
  [0.25, 0],
  [3600, hourUs],
  [3600.25, hourUs],
])(
  'sound from %d s of a clip that begins at %d us is held, drawn and written for the clip’s own length, in its place',
  async (fromSeconds, beginUs) => {
    const store = await storeOf(fromSeconds, beginUs);
    const loudUs = Math.round((fromSeconds + 0.5) * 1e6);
    const [around] = await store.read(loudUs - 100_000, loudUs + 100_000);
    expect(around).toHaveLength(0.2 * rate);
    expect(loudFrom(around ?? new Float32Array(0))).toBeCloseTo(0.1 * rate, -1);

    const seconds = (store.durationUs - beginUs) / 1e6;
    const peaks = readDat(await store.peaks());
    expect(peaks?.samplesPerPixel).toBe(64);
    const high = peaks?.channels[0]?.high ?? new Int16Array(0);
    expect(high).toHaveLength(Math.ceil((seconds * rate) / 64));
    expect(loudFrom(high)).toBe(Math.floor(((loudUs - beginUs) / 1e6) * (rate / 64)));

    const wav = await store.speechWav();
    const spoken = new Int16Array(wav.buffer, 44);
    expect(spoken.length / 16_000).toBeCloseTo(seconds, 2);
    const begins = spoken.findIndex((value) => Math.abs(value) > 8000);
    expect(begins / 16_000).toBeCloseTo((loudUs - beginUs) / 1e6, 2);
  },
);
