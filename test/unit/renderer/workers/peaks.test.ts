import { expect, test } from 'vitest';
import {
  peaksFromBytes,
  soundPictureOfPeaks,
} from '../../../../renderer/player/sound/sound-picture-of-peaks.ts';
import { PeaksBuilder, samplesPerPixelFor, toInt16 } from '../../../../renderer/workers/peaks.ts';
import { mergedPeaks, readDat, writeDat } from '../../../../shared/media-time/peaks-data.ts';
import { plainDat } from '../../../helpers/plain-peaks.ts';

function builderFor(totalSamples: number, channels = 1, sampleRate = 48_000) {
  return new PeaksBuilder({
    channels,
    sampleRate,
    totalSamples,
    samplesPerPixel: 64,
    scale: 'integer',
  });
}

function picture(build: (builder: PeaksBuilder) => void, samples: number, channels = 1) {
  const builder = builderFor(samples, channels);
  build(builder);
  const peaks = peaksFromBytes(builder.toBytes());
  if (!peaks) throw new Error('unreadable peaks');
  return soundPictureOfPeaks(peaks, { fromUs: 0, toUs: (samples / 48_000) * 1e6 }, () =>
    Promise.resolve([]),
  );
}

test('the header is audiowaveform version 2 for several channels, 16 bit, little endian', () => {
  const view = new DataView(builderFor(6400, 2, 44_100).toBytes().buffer);
  expect([0, 4, 8, 12, 16, 20].map((at) => view.getInt32(at, true))).toEqual([
    2, 0, 44_100, 64, 100, 2,
  ]);
  expect(view.byteLength).toBe(24 + 100 * 2 * 4);
});

test('one channel is written as version 1, without a field for channels, as audiowaveform does', () => {
  const bytes = writeDat(builderFor(130).data(), 8);
  const view = new DataView(bytes.buffer);
  expect([0, 4, 8, 12, 16].map((at) => view.getInt32(at, true))).toEqual([1, 1, 48_000, 64, 3]);
  expect(bytes.length).toBe(20 + 3 * 2);
});

test('the example of audiowaveform’s own documentation survives reading and writing', () => {
  const values = [-65, 63, -66, 64, -40, 41, -39, 45, -55, 43, -55, 44];
  const bytes = new Uint8Array(24 + values.length);
  const view = new DataView(bytes.buffer);
  [2, 1, 48_000, 512, 3, 2].forEach((field, i) => view.setInt32(i * 4, field, true));
  values.forEach((value, i) => view.setInt8(24 + i, value));
  const read = readDat(bytes);
  expect(read).toMatchObject({ samplesPerPixel: 512, bits: 8, sampleRate: 48_000 });
  expect(Array.from(read?.channels[1]?.high ?? [], (value) => value / 256)).toEqual([64, 45, 44]);
  expect(read && writeDat(read, 8)).toEqual(bytes);
});

test('eight bits come from division towards zero, on both sides', () => {
  const builder = builderFor(128);
  const samples = new Float32Array(128);
  samples.set([-255 / 32_768, 255 / 32_768], 0);
  samples.set([-257 / 32_768, 513 / 32_768], 64);
  builder.add(0, samples, 0);
  const bytes = writeDat(builder.data(), 8);
  expect([...new Int8Array(bytes.buffer, 20)]).toEqual([0, 0, -1, 2]);
});

test('a bucket ends exactly at its last sample, and the last bucket may be short', () => {
  const samples = new Float32Array(129);
  samples[63] = 0.25;
  samples[64] = 0.5;
  samples[128] = 0.75;
  const builder = builderFor(129);
  builder.add(0, samples, 0);
  expect(Array.from(builder.data().channels[0]?.high ?? [], (value) => value / 32_768)).toEqual([
    0.25, 0.5, 0.75,
  ]);
});

test('integers come back as they were, wider ones without their lower bits; floats are cut off at 32767', () => {
  for (const value of [-32_768, -32_767, -1, 0, 1, 12_345, 32_767])
    expect(toInt16(value / 32_768, 'integer')).toBe(value);
  // 24 bit: -1 is shifted to -1, not to 0.
  expect(toInt16(-1 / 2 ** 23, 'integer')).toBe(-1);
  expect(toInt16(255 / 2 ** 23, 'integer')).toBe(0);
  expect([1, -1, 0.99999, 0.00003].map((value) => toInt16(value, 'float'))).toEqual([
    32_767, -32_767, 32_766, 0,
  ]);
  expect([0.5 / 32_767, 1.6 / 32_767, -1.6 / 32_767].map((v) => toInt16(v, 'rounded'))).toEqual([
    0, 2, -2,
  ]);
});

test('beyond full scale the wave is held at full scale, never wrapped to the other side', () => {
  expect([1.5, -1.5].map((value) => toInt16(value, 'float'))).toEqual([32_767, -32_768]);
  expect([1.5, -1.5].map((value) => toInt16(value, 'integer'))).toEqual([32_767, -32_768]);
});

test('stereo noise in blocks of odd sizes gives, at every level and depth, the plain routine’s bytes', () => {
  const count = 64 * 300 + 17;
  const interleaved = new Int16Array(count * 2);
  let seed = 7;
  for (let i = 0; i < interleaved.length; i++) {
    seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31;
    interleaved[i] = (seed >> 8) & 0xffff;
  }
  const builder = builderFor(count, 2);
  for (let channel = 0; channel < 2; channel++) {
    for (let from = 0, size = 1; from < count; from += size, size = (size * 3) % 1021) {
      const block = Float32Array.from(
        { length: Math.min(size, count - from) },
        (_, i) => (interleaved[(from + i) * 2 + channel] ?? 0) / 32_768,
      );
      builder.add(channel, block, from);
    }
  }
  const sound = { sampleRate: 48_000, channels: 2, samples: interleaved };
  for (const by of [1, 4, 16, 64]) {
    const level = mergedPeaks(builder.data(), by);
    for (const bits of [8, 16] as const) {
      const request = { samplesPerPixel: 64 * by, bits, isMixed: false };
      expect(Buffer.from(writeDat(level, bits)).equals(plainDat(sound, request))).toBe(true);
    }
  }
});

test('a track of hours starts at a coarser level, so that its peaks stay small', () => {
  const hour = 48_000 * 3600;
  expect(samplesPerPixelFor(48_000 * 60)).toBe(64);
  expect(samplesPerPixelFor(hour)).toBe(256);
  expect(samplesPerPixelFor(hour * 3)).toBe(1024);
});

test('lowest and highest sample of every column come back, signs kept', () => {
  const samples = new Float32Array(128);
  samples[3] = 0.5;
  samples[70] = -0.25;
  const sound = picture((builder) => builder.add(0, samples, 0), 128);
  const columns = sound.columns({ fromUs: 0, toUs: (128 / 48_000) * 1e6 }, 2);
  expect(columns?.[0]?.max[0]).toBeCloseTo(0.5, 4);
  expect(columns?.[0]?.min[1]).toBeCloseTo(-0.25, 4);
  expect(columns?.[0]?.max[1]).toBe(0);
});

test('sound that starts late is drawn late, and what no block covers is silence', () => {
  const late = new Float32Array(480).fill(1);
  const sound = picture((builder) => builder.add(0, late, 24_010), 48_000);
  const [left] = sound.columns({ fromUs: 0, toUs: 1e6 }, 750) ?? [];
  expect(left?.max[374]).toBe(0);
  expect(left?.max[375]).toBeGreaterThan(0.99);
  // The first bucket begins in silence, so silence is its lowest.
  expect(left?.min[375]).toBe(0);
  expect(left?.min[376]).toBeGreaterThan(0.99);
  expect(left?.max[384]).toBe(0);
});

test('a block that begins before the clip loses only what lies before it', () => {
  const early = new Float32Array(128).fill(0.5);
  const sound = picture((builder) => builder.add(0, early, -64), 640);
  const [left] = sound.columns({ fromUs: 0, toUs: (640 / 48_000) * 1e6 }, 10) ?? [];
  expect([...(left?.max ?? [])].map((value) => value > 0.4)).toEqual([
    true,
    ...Array.from({ length: 9 }, () => false),
  ]);
});

test('coarser levels keep every extreme', () => {
  const samples = new Float32Array(1_000_000);
  samples[777_777] = 0.9;
  const sound = picture((builder) => builder.add(0, samples, 0), samples.length);
  const [whole] = sound.columns({ fromUs: 0, toUs: (samples.length / 48_000) * 1e6 }, 10) ?? [];
  expect(Math.max(...(whole?.max ?? []))).toBeCloseTo(0.9, 4);
  expect(sound.loudest).toBeCloseTo(0.9, 4);
});

test('closer than the peaks can tell, samples are asked for instead of guessed', () => {
  const sound = picture(() => {}, 48_000);
  expect(sound.columns({ fromUs: 0, toUs: 1000 }, 500)).toBeNull();
});

test('bytes that are not peaks are refused', () => {
  expect(peaksFromBytes(new Uint8Array(10))).toBeNull();
  expect(
    peaksFromBytes(new TextEncoder().encode('<!doctype html><html><body>sorry</body></html>')),
  ).toBeNull();
  const cut = builderFor(6400).toBytes().slice(0, 60);
  expect(peaksFromBytes(cut)).toBeNull();
});
