import { expect, test } from 'vitest';
import { spectrogramOf } from '../../../../renderer/workers/spectrogram.ts';

const tone = (rate: number, seconds: number, hertz: (t: number) => number) => {
  let phase = 0;
  return Float32Array.from({ length: rate * seconds }, (_, i) => {
    phase += (2 * Math.PI * hertz(i / rate)) / rate;
    return Math.sin(phase);
  });
};

/** The row with the highest level of a column. */
function loudestRow(levels: Uint8Array, column: number, rows: number): number {
  const part = levels.subarray(column * rows, (column + 1) * rows);
  return part.indexOf(Math.max(...part));
}

test.each([48_000, 44_100, 16_000])('a tone at %i Hz lies in its row in every column', (rate) => {
  const { levels } = spectrogramOf(
    tone(rate, 1, () => 3000),
    rate,
    40,
    128,
    'narrow',
  );
  for (let column = 2; column < 38; column++)
    expect(Math.abs(loudestRow(levels, column, 128) - 48)).toBeLessThanOrEqual(1);
});

test('a tone that changes half way changes its row in the middle column', () => {
  const { levels } = spectrogramOf(
    tone(48_000, 2, (t) => (t < 1 ? 1000 : 5000)),
    48_000,
    100,
    128,
    'wide',
  );
  expect(loudestRow(levels, 48, 128)).toBeLessThan(24);
  expect(loudestRow(levels, 51, 128)).toBeGreaterThan(70);
});

test('a click is one column wide in the wide band and wider in the narrow one', () => {
  const samples = new Float32Array(16_000);
  samples[8000] = 1;
  const widthOf = (band: 'wide' | 'narrow') => {
    const { levels } = spectrogramOf(samples, 16_000, 1000, 64, band);
    return Array.from({ length: 1000 }, (_, column) =>
      Math.max(...levels.subarray(column * 64, (column + 1) * 64)),
    ).filter((level) => level > 128).length;
  };
  expect(widthOf('wide')).toBeLessThan(8);
  expect(widthOf('narrow')).toBeGreaterThan(widthOf('wide') * 2);
});

test('silence is dark, and an empty stretch is too', () => {
  const silent = spectrogramOf(new Float32Array(4800), 48_000, 10, 16, 'wide');
  expect(new Set(silent.levels)).toEqual(new Set([0]));
  expect(spectrogramOf(new Float32Array(0), 48_000, 4, 4, 'wide').levels).toHaveLength(16);
});
