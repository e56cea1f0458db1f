import type { AudioSample } from 'mediabunny';
import { describe, expect, test } from 'vitest';
import { soundStretches } from '../../../../renderer/workers/placed-sound.ts';
import { createSampleGrid } from '../../../../renderer/workers/sample-grid.ts';

const packet = 1024 / 48_000;
const even = (from: number, n: number) => Array.from({ length: n }, (_, i) => from + i * packet);

describe('where the packets of a soundtrack leave a hole', () => {
  test('a track without one is a single stretch, whatever its first time', () => {
    expect(soundStretches(even(-0.02, 200), true)).toEqual([{ from: -0.02, last: Infinity }]);
    expect(soundStretches([], true)).toEqual([]);
  });

  test('a lost packet divides it, and so does a lost second', () => {
    const starts = [...even(0, 50), ...even(51 * packet, 50), ...even(5, 50)];
    const found = soundStretches(starts, true);
    expect(found.map(({ from }) => from)).toEqual([0, 51 * packet, 5]);
    // Each ends with its own last packet, not where the next begins.
    expect(found[0]?.last).toBeCloseTo(49.5 * packet);
    expect(found[1]?.last).toBeCloseTo(100.5 * packet);
    expect(found[2]?.last).toBe(Infinity);
  });

  test('times rounded to milliseconds, as Matroska has them, are no holes', () => {
    const starts = even(0, 500).map((start) => Math.round(start * 1000) / 1000);
    expect(soundStretches(starts, true)).toHaveLength(1);
  });

  test('packets of different lengths are no holes', () => {
    const starts = Array.from({ length: 200 }, (_, i) => i * 0.003 + Math.floor(i / 4) * 0.02);
    expect(soundStretches(starts, false)).toHaveLength(1);
  });
});

type InputBlock = { readonly from: number; readonly rate: number; readonly values: Float32Array[] };
type Placed = { readonly channel: number; readonly at: number; readonly samples: Float32Array };

function placed(blocks: readonly InputBlock[], channels: number): Placed[] {
  const seen: Placed[] = [];
  const grid = createSampleGrid(
    { sampleRate: 48_000, channels },
    (block, channel) =>
      (block as unknown as { readonly values: Float32Array[] }).values[channel] ??
      new Float32Array(),
    (samples, channel, at) => seen.push({ channel, at, samples }),
  );
  for (const { from, rate, values } of blocks) {
    const frames = values[0]?.length ?? 0;
    grid.add({
      timestamp: from,
      sampleRate: rate,
      duration: frames / rate,
      numberOfChannels: values.length,
      values,
    } as unknown as AudioSample);
  }
  grid.end();
  return seen;
}

/** One channel of what was placed, by sample of the grid. */
function laid(all: readonly Placed[], channel: number, length: number): Float32Array {
  const out = new Float32Array(length);
  for (const one of all) {
    if (one.channel !== channel) continue;
    one.samples.forEach((value, i) => (out[one.at + i] = value));
  }
  return out;
}

describe('sound on the grid of its clip', () => {
  test('blocks of the grid’s own rate come through unchanged, mono on every channel', () => {
    const values = new Float32Array([0.1, 0.2, 0.3]);
    const seen = placed([{ from: 0.5, rate: 48_000, values: [values] }], 2);
    expect(seen).toEqual([
      { channel: 0, at: 24_000, samples: values },
      { channel: 1, at: 24_000, samples: values },
    ]);
  });

  test('a rate that changes half-way is brought to the grid, and each part lies at its own time', () => {
    const tone = (rate: number, hertz: number, seconds: number) =>
      Float32Array.from({ length: rate * seconds }, (_, i) =>
        Math.sin((2 * Math.PI * hertz * i) / rate),
      );
    const slow = tone(24_000, 1000, 0.5);
    const blocks = [
      { from: 0, rate: 48_000, values: [tone(48_000, 1000, 0.5)] },
      { from: 1, rate: 24_000, values: [slow.subarray(0, 6000)] },
      { from: 1.25, rate: 24_000, values: [slow.subarray(6000)] },
    ];
    const whole = laid(placed(blocks, 1), 0, 96_000);
    expect(whole.subarray(24_000, 48_000).every((value) => value === 0)).toBe(true);
    // Away from the ends, where the filter sees silence on one side, it is the very tone.
    const wanted = tone(48_000, 1000, 0.5);
    for (let i = 200; i < 23_800; i++)
      expect(Math.abs((whole[48_000 + i] ?? 0) - (wanted[i] ?? 0))).toBeLessThan(0.01);
  });
});
