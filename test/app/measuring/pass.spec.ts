import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import type { EvidenceResult } from '../../../shared/domain/evidence.ts';
import { ownModel } from '../../../shared/domain/own-model.ts';
import { ffmpeg } from '../../helpers/ffmpeg-clips.ts';
import { startMeasuringHarness, type MeasuringHarness } from '../../helpers/measuring-harness.ts';
import { meanModel } from '../../helpers/tiny-onnx.ts';

const folder = mkdtempSync(join(tmpdir(), 'second-look-pass-'));
const clip = join(folder, 'half-black.mp4');
let harness: MeasuringHarness;

test.describe.configure({ mode: 'serial' });
test.beforeAll(async () => {
  test.setTimeout(120_000);
  harness = await startMeasuringHarness();
  // One second black, one second white; one second of silence, then a tone.
  const tone = 'aevalsrc=0.5*sin(2*PI*440*t)*gte(t\\,1):s=48000:d=2';
  await ffmpeg(
    ...'-f lavfi -i color=black:s=160x96:r=25:d=1 -f lavfi -i color=white:s=160x96:r=25:d=1'.split(
      ' ',
    ),
    ...`-f lavfi -i ${tone} -filter_complex [0][1]concat=n=2[v] -map [v] -map 2:a`.split(' '),
    ...'-c:v libx264 -bf 3 -g 20 -c:a aac'.split(' '),
    clip,
  );
});
test.afterAll(async () => {
  await harness.close();
  rmSync(folder, { recursive: true, force: true });
});

const valuesOf = (result: EvidenceResult | null | undefined) =>
  result?.kind === 'model' ? result.values : [];
const modelOf = (input: unknown, output: unknown = {}, bytes = meanModel(4)) => ({
  model: ownModel.parse({
    name: 'mean',
    file: 'mean.onnx',
    laneTitle: 'Mean',
    input,
    output,
  }),
  fileVersion: 'test',
  bytes,
});

test('every frame is handed over once, in order, under its own number and time', async () => {
  const done = await harness.measure(clip, {
    analysers: ['model.frames-seen', 'model.brightness'],
  });
  const seen = valuesOf(done.of('model.frames-seen')?.result);
  expect(seen.map(({ value }) => value)).toEqual(Array.from({ length: 50 }, (_, frame) => frame));
  expect(seen.map(({ atUs }) => atUs)).toEqual(seen.map(({ value }) => value * 40_000));
  const bright = valuesOf(done.of('model.brightness')?.result).map(({ value }) => value);
  expect(Math.max(...bright.slice(0, 25))).toBeLessThan(3);
  expect(Math.min(...bright.slice(25))).toBeGreaterThan(252);
});

test('an analyser that throws fails alone, in a sentence', async () => {
  const done = await harness.measure(clip, {
    analysers: ['model.throws', 'model.frames-seen', 'container'],
  });
  expect(done.of('model.throws')?.fault?.message).toContain('This measurement failed (RangeError)');
  expect(valuesOf(done.of('model.frames-seen')?.result)).toHaveLength(50);
  expect(done.result('container').certainty).toBe('clear');
});

test('a stopped pass ends as cancelled and tells no result of what it did not finish', async () => {
  const done = await harness.measure(clip, { analysers: ['model.frames-seen'], stopAfterMs: 0 });
  expect(done.fault).toBe('cancelled');
  expect(done.measured).toEqual([]);
});

test('the time limit of a pass that is over stops no later one', async () => {
  const { page } = harness;
  // Timers of the page are kept here and fire when the test says so.
  await page.evaluate(() => {
    const armed = new Map<number, () => void>();
    const setTimer = (act: () => void) => {
      const id = armed.size + 1;
      armed.set(id, act);
      return id;
    };
    const clearTimer = (id: number) => void armed.delete(id);
    Object.assign(globalThis, { armed, setTimeout: setTimer, clearTimeout: clearTimer });
  });
  const first = await harness.measure(clip, { analysers: ['container'], stopAfterMs: 60_000 });
  expect(first.fault).toBeNull();
  await page.evaluate(() => {
    const { measure } = globalThis;
    globalThis.measure = (...order) => {
      const answer = measure(...order);
      const { armed } = globalThis as unknown as { armed: Map<number, () => void> };
      for (const strike of armed.values()) strike();
      return answer;
    };
  });
  const second = await harness.measure(clip, { analysers: ['model.frames-seen'] });
  expect(second.fault).toBeNull();
  expect(valuesOf(second.of('model.frames-seen')?.result)).toHaveLength(50);
  await page.reload();
  await page.waitForFunction(() => 'measure' in globalThis);
});

test("an operator's model is fed frames as it declared, and draws its lane", async () => {
  const input = {
    kind: 'frames',
    width: 8,
    height: 8,
    perSecond: 5,
    mean: [0.5],
    deviation: [0.5],
  };
  const done = await harness.measure(clip, { analysers: ['model.mean'], models: [modelOf(input)] });
  const values = valuesOf(done.of('model.mean')?.result);
  expect(values.map(({ atUs }) => atUs)).toEqual(
    Array.from({ length: 10 }, (_, at) => at * 200_000),
  );
  for (const { atUs, value } of values) expect(value).toBeCloseTo(atUs < 1e6 ? -1 : 1, 1);
});

test("an operator's model of sound hears 16 kHz windows at their times, and marks spans", async () => {
  const louder = modelOf(
    { kind: 'sound-16k', windowMs: 250, hopMs: 250 },
    { kind: 'spans', activation: 'sigmoid', threshold: 0.4 },
    meanModel(2),
  );
  const done = await harness.measure(clip, { analysers: ['model.mean'], models: [louder] });
  const result = done.result('model');
  // The mean of a wave is 0 everywhere: the sigmoid of 0 is 0.5, above the threshold from end to end.
  expect(result.spans).toHaveLength(1);
  expect(result.spans[0]?.fromUs).toBe(0);
  expect(result.spans[0]?.toUs).toBeGreaterThan(1_900_000);
});
