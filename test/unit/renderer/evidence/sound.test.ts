import { describe, expect, test } from 'vitest';
import { gatherMono16k } from '../../../../renderer/evidence/sound/mono-16k.ts';
import { createResampler } from '../../../../renderer/workers/resampler.ts';
import { gatherLevelSpans } from '../../../../renderer/evidence/sound-facts/level-spans.ts';
import { speechSpansOf } from '../../../../renderer/evidence/speech/speech-spans.ts';

const tone = (rate: number, count: number, hertz = 1000) =>
  Float32Array.from({ length: count }, (_, i) => Math.sin((2 * Math.PI * hertz * i) / rate));

function inPieces(rate: number, samples: Float32Array, piece: number): Float32Array {
  const resampler = createResampler(rate, 16_000);
  const out: number[] = [];
  for (let at = 0; at < samples.length; at += piece)
    out.push(...resampler.push(samples.subarray(at, at + piece)));
  return Float32Array.from([...out, ...resampler.end()]);
}

describe('resampling to 16 kHz', () => {
  test.each([48_000, 44_100, 24_000, 8000])('keeps a tone of %i Hz in place', (rate) => {
    const out = inPieces(rate, tone(rate, rate), 777);
    expect(Math.abs(out.length - 16_000)).toBeLessThanOrEqual(1);
    const asked = tone(16_000, 16_000);
    for (let i = 200; i < 15_800; i++)
      expect(Math.abs((out[i] ?? 0) - (asked[i] ?? 0))).toBeLessThan(1e-4);
  });

  test('lets nothing above half the rate fold back', () => {
    const out = inPieces(48_000, tone(48_000, 48_000, 11_000), 4096).subarray(200, 15_800);
    expect(Math.max(...out.map(Math.abs))).toBeLessThan(1e-3);
  });

  test('does not depend on how the sound is cut into pieces', () => {
    const samples = tone(44_100, 20_000, 333);
    expect(inPieces(44_100, samples, 64)).toEqual(inPieces(44_100, samples, 20_000));
  });
});

describe('sound gathered for speech tools', () => {
  test('is placed by its timestamps: a gap becomes silence', () => {
    const gathered = gatherMono16k();
    const ones = new Float32Array(16_000).fill(0.5);
    gathered.add({ fromUs: 500_000, sampleRate: 16_000, channels: [ones] });
    gathered.add({ fromUs: 2_500_000, sampleRate: 16_000, channels: [ones] });
    const sound = gathered.end();
    expect(sound?.fromUs).toBe(500_000);
    expect(sound?.samples.length).toBe(48_000);
    expect(sound?.samples[15_999]).toBe(0.5);
    expect(sound?.samples[24_000]).toBe(0);
    expect(sound?.samples[32_000]).toBe(0.5);
  });

  test('mixes channels and cuts overlaps', () => {
    const gathered = gatherMono16k();
    const left = new Float32Array(1600).fill(1);
    const right = new Float32Array(1600);
    gathered.add({ fromUs: 0, sampleRate: 16_000, channels: [left, right] });
    gathered.add({ fromUs: 50_000, sampleRate: 16_000, channels: [left, right] });
    const sound = gathered.end();
    expect(sound?.samples.length).toBe(2400);
    expect(new Set(sound?.samples)).toEqual(new Set([0.5]));
  });

  test('is nothing without sound', () => {
    expect(gatherMono16k().end()).toBeNull();
  });
});

describe('clipping and silence', () => {
  const rate = 48_000;

  test('a flattened wave is found where it is, across blocks; a single peak is not', () => {
    const levels = gatherLevelSpans();
    const samples = tone(rate, rate, 100).map((level) => level * 0.5);
    samples[10_000] = 1;
    samples.fill(1, 23_990, 24_010);
    for (let at = 0; at < rate; at += 1000)
      levels.add((at / rate) * 1e6, rate, [samples.slice(at, at + 1000)]);
    const found = levels.end();
    expect(found.clippedSamples).toBe(20);
    expect(found.clipped).toHaveLength(1);
    expect(found.clipped[0]?.fromUs).toBeGreaterThan(499_000);
    expect(found.clipped[0]?.toUs).toBeLessThan(501_000);
    expect(found.silent).toEqual([]);
    expect(found.peak).toBe(1);
  });

  test('silence is both channels at once, for half a second', () => {
    const levels = gatherLevelSpans();
    const loud = tone(rate, rate, 300);
    const quiet = new Float32Array(rate);
    levels.add(0, rate, [loud, quiet]);
    levels.add(1_000_000, rate, [quiet, quiet]);
    levels.add(2_000_000, rate, [loud, loud]);
    const { silent } = levels.end();
    expect(silent).toHaveLength(1);
    expect(silent[0]?.fromUs).toBeLessThan(1_000_100);
    expect(silent[0]?.toUs).toBeLessThanOrEqual(2_000_100);
  });
});

describe('spans of speech', () => {
  const steps = (...runs: [number, number][]) =>
    runs.flatMap(([count, probability]) => Array.from<number>({ length: count }).fill(probability));

  test('begin and end at two thresholds, join over short pauses, and must last', () => {
    const spans = speechSpansOf(
      steps([10, 0], [20, 0.9], [3, 0.1], [20, 0.8], [30, 0], [3, 0.9], [30, 0.2]),
      1_000_000,
    );
    expect(spans).toHaveLength(1);
    expect(spans[0]).toMatchObject({ fromUs: 1_320_000, toUs: 1_000_000 + 53 * 32_000 });
    expect(spans[0]?.probability).toBeCloseTo((20 * 0.9 + 3 * 0.1 + 20 * 0.8) / 43);
  });

  test('a stretch that runs to the end ends there', () => {
    expect(speechSpansOf(steps([10, 0.5]), 0)).toEqual([
      { fromUs: 0, toUs: 320_000, probability: 0.5 },
    ]);
  });
});
