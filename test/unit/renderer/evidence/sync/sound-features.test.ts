import { expect, test } from 'vitest';
import {
  bandCount,
  rowLength,
  SoundFeatureMaker,
} from '../../../../../renderer/evidence/sync/sound-features.ts';

/** A tone with a loud second half, in blocks of odd lengths, beginning at a media time. */
function features(rate: number, fromUs: number, hz = 1000) {
  const samples = Float32Array.from({ length: rate * 2 }, (_, i) => {
    const seconds = i / rate;
    return (seconds < 1 ? 0.01 : 0.5) * Math.sin(2 * Math.PI * hz * seconds);
  });
  const maker = new SoundFeatureMaker();
  for (let at = 0; at < samples.length; at += 1234)
    maker.add({
      fromUs: fromUs + Math.round((at / rate) * 1e6),
      sampleRate: rate,
      channels: [samples.subarray(at, at + 1234)],
    });
  const { steps, rows } = maker.end();
  const all = Array.from({ length: steps }, (_, i) => rows[i * rowLength + bandCount] ?? 0);
  const bands = Array.from({ length: bandCount }, (_, k) => rows[150 * rowLength + k] ?? 0);
  return { steps, all, bands };
}

test('a row stands every 10 ms, and the step in loudness where it is', () => {
  const { steps, all } = features(16_000, 0);
  expect(steps).toBe(200);
  const loud = Math.max(...all);
  expect(all.findIndex((level) => level > loud / 4)).toBe(100);
});

test('sound that begins late has silence before it, not a start of its own', () => {
  const { steps, all } = features(44_100, 300_000);
  expect(steps).toBe(230);
  expect(all[20]).toBe(0);
  const loud = Math.max(...all);
  expect(all.findIndex((level) => level > loud / 4)).toBe(130);
});

test.each([22_050, 32_000, 44_100, 48_000])(
  'a tone at %i Hz has the energies of 16 kHz to 2 dB, in the same band',
  (rate) => {
    const a = features(16_000, 0);
    const b = features(rate, 0);
    const ratio = (b.all[150] ?? 0) / (a.all[150] ?? 1);
    expect(Math.abs(10 * Math.log10(ratio))).toBeLessThan(2);
    expect(b.bands.indexOf(Math.max(...b.bands))).toBe(a.bands.indexOf(Math.max(...a.bands)));
  },
);

test('a higher tone lies in a higher band', () => {
  const low = features(16_000, 0, 300).bands;
  const high = features(16_000, 0, 4000).bands;
  expect(high.indexOf(Math.max(...high))).toBeGreaterThan(low.indexOf(Math.max(...low)));
});
