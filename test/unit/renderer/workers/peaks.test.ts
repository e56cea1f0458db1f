import { expect, test } from 'vitest';
import {
  peaksFromBytes,
  soundPictureOfPeaks,
} from '../../../../renderer/player/sound-picture-of-peaks.ts';
import { PeaksBuilder } from '../../../../renderer/workers/peaks.ts';

function picture(
  build: (builder: PeaksBuilder) => void,
  samples: number,
  channels = 1,
  rate = 48_000,
) {
  const builder = new PeaksBuilder(channels, rate, samples);
  build(builder);
  const peaks = peaksFromBytes(builder.toBytes());
  if (!peaks) throw new Error('unreadable peaks');
  return soundPictureOfPeaks(peaks, (samples / rate) * 1e6, () => Promise.resolve([]));
}

test('the header is audiowaveform version 2, 16 bit, with rate, column width, length and channels', () => {
  const view = new DataView(new PeaksBuilder(2, 44_100, 6400).toBytes().buffer);
  expect([0, 4, 8, 12, 16, 20].map((at) => view.getInt32(at, true))).toEqual([
    2, 0, 44_100, 64, 100, 2,
  ]);
  expect(view.byteLength).toBe(24 + 100 * 2 * 4);
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
  const sound = picture((builder) => builder.add(0, late, 24_000), 48_000);
  const [left] = sound.columns({ fromUs: 0, toUs: 1e6 }, 100) ?? [];
  expect(left?.max[49]).toBe(0);
  expect(left?.max[50]).toBeGreaterThan(0.99);
  expect(left?.max[53]).toBe(0);
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
  const cut = new PeaksBuilder(1, 48_000, 6400).toBytes().slice(0, 60);
  expect(peaksFromBytes(cut)).toBeNull();
});
