import { expect, test } from 'vitest';
import { monoAt, wavBytes } from '../../../../renderer/workers/wav.ts';

const tone = (hz: number, rate: number, samples: number) =>
  Float32Array.from({ length: samples }, (_, i) => Math.sin((2 * Math.PI * hz * i) / rate));

const loudness = (samples: Float32Array) =>
  Math.sqrt(samples.reduce((sum, value) => sum + value * value, 0) / samples.length);

test('a tone inside the band keeps its level, one above it is gone instead of folding down', () => {
  const kept = monoAt([tone(1000, 48_000, 48_000)], 48_000, 16_000);
  const gone = monoAt([tone(11_000, 48_000, 48_000)], 48_000, 16_000);
  expect(kept.length).toBe(16_000);
  expect(loudness(kept)).toBeCloseTo(Math.SQRT1_2, 2);
  expect(loudness(gone)).toBeLessThan(0.01);
});

test('channels are averaged', () => {
  const mono = monoAt([Float32Array.of(1, 1), Float32Array.of(0, -1)], 16_000, 16_000);
  expect([...mono]).toEqual([0.5, 0]);
});

test('the file says 16 kHz, mono, 16 bit, and how long it is', () => {
  const view = new DataView(wavBytes(new Float32Array(100), 16_000).buffer);
  expect(view.byteLength).toBe(244);
  expect(view.getUint16(22, true)).toBe(1);
  expect(view.getUint32(24, true)).toBe(16_000);
  expect(view.getUint16(34, true)).toBe(16);
  expect(view.getUint32(40, true)).toBe(200);
});
