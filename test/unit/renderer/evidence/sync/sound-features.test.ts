import { expect, test } from 'vitest';
import {
  bandCount,
  rowLength,
  SoundFeatureMaker,
} from '../../../../../renderer/evidence/sync/sound-features.ts';

/** A tone with a loud second half, in blocks of odd lengths, beginning at a media time. */
function features(rate: number, fromUs: number, hz = 1000, beginUs = 0) {
  const samples = Float32Array.from({ length: rate * 2 }, (_, i) => {
    const seconds = i / rate;
    return (seconds < 1 ? 0.01 : 0.5) * Math.sin(2 * Math.PI * hz * seconds);
  });
  const maker = new SoundFeatureMaker(beginUs);
  for (let at = 0; at < samples.length; at += 1234)
    maker.add({
      fromUs: fromUs + Math.round((at / rate) * 1e6),
      sampleRate: rate,
      channels: [samples.subarray(at, at + 1234)],
    });
  const { firstStep, steps, rows } = maker.end();
  const all = Array.from({ length: steps }, (_, i) => rows[i * rowLength + bandCount] ?? 0);
  const bands = Array.from({ length: bandCount }, (_, k) => rows[150 * rowLength + k] ?? 0);
  return { firstStep, steps, all, bands };
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

test('a clip whose clock begins at an hour has rows for its own length only, the same ones as at zero', () => {
  const hour = 3_600_000_000;
  const late = features(48_000, hour + 300_000, 1000, hour);
  const early = features(48_000, 300_000);
  expect(late).toMatchObject({ firstStep: 360_000, steps: early.steps });
  late.all.forEach((level, i) => expect(level).toBeCloseTo(early.all[i] ?? 0, 6));
});

test('a long hole is silence in its place', () => {
  const rate = 8000;
  const maker = new SoundFeatureMaker();
  const tone = Float32Array.from({ length: rate }, (_, i) => Math.sin(i / 3));
  for (const fromUs of [0, 90_000_000]) maker.add({ fromUs, sampleRate: rate, channels: [tone] });
  const { steps, rows } = maker.end();
  expect(steps).toBe(9100);
  const loudAt = Array.from(
    { length: steps },
    (_, i) => (rows[i * rowLength + bandCount] ?? 0) > 1e-6,
  );
  expect(loudAt.indexOf(false)).toBeLessThan(105);
  expect(loudAt.lastIndexOf(false)).toBeGreaterThan(8990);
  expect(loudAt.slice(105, 8990)).not.toContain(true);
  expect(loudAt[9050]).toBe(true);
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
