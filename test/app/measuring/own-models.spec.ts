import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { mouthPart } from '../../../renderer/evidence/own-model/mouth-part.ts';
import type { EvidenceResult } from '../../../shared/domain/evidence.ts';
import { ownModel } from '../../../shared/domain/own-model.ts';
import { ffmpeg } from '../../helpers/ffmpeg-clips.ts';
import { startMeasuringHarness, type MeasuringHarness } from '../../helpers/measuring-harness.ts';
import { echoModel, meanModel, twoInputModel } from '../../helpers/tiny-onnx.ts';

// An operator's models on real pictures and sound, in the desk's own measuring worker.
const media = join(import.meta.dirname, '../../../backend/seed/media');
const folder = mkdtempSync(join(tmpdir(), 'second-look-models-'));
const plain = join(folder, 'red-with-tone.mp4');
let harness: MeasuringHarness;

test.describe.configure({ mode: 'serial', timeout: 120_000 });
test.beforeAll(async () => {
  harness = await startMeasuringHarness();
  const tone = 'aevalsrc=0.5*sin(2*PI*1000*t)|0.5*sin(2*PI*1000*t):s=44100:d=1';
  await ffmpeg(
    ...`-f lavfi -i color=red:s=160x96:r=25:d=1 -f lavfi -i ${tone}`.split(' '),
    ...'-c:v libx264 -crf 10 -pix_fmt yuv420p -c:a flac -strict -2'.split(' '),
    plain,
  );
});
test.afterAll(async () => {
  await harness.close();
  rmSync(folder, { recursive: true, force: true });
});

const modelOf = (input: unknown, bytes: Uint8Array<ArrayBuffer>, output: unknown = {}) => ({
  model: ownModel.parse({ name: 'made', file: 'made.onnx', laneTitle: 'Made', input, output }),
  fileVersion: 'test',
  bytes,
});

async function valuesOf(clip: string, model: ReturnType<typeof modelOf>) {
  const done = await harness.measure(clip, { analysers: ['model.made'], models: [model] });
  return done.result('model').values;
}

type Faces = Extract<EvidenceResult, { kind: 'faces' }>;

/** Mean grey, 0..1, of a part of one frame, by a decoder that is not ours. */
function greyByFfmpeg(clip: string, frame: number, part: ReturnType<typeof mouthPart>): number {
  const cut = `crop=iw*${part.width}:ih*${part.height}:iw*${part.x}:ih*${part.y}`;
  const filter = `select=eq(n\\,${frame}),format=gbrp,${cut},scale=1:1:flags=area,format=rgb24`;
  const args = ['-v', 'error', '-i', clip, '-vf', filter, '-frames:v', '1', '-f', 'rawvideo', '-'];
  const [red = 0, green = 0, blue = 0] = execFileSync('ffmpeg', args);
  return (0.2126 * red + 0.7152 * green + 0.0722 * blue) / 255;
}

function correlation(a: readonly number[], b: readonly number[]): number {
  const mean = (list: readonly number[]) => list.reduce((sum, one) => sum + one, 0) / list.length;
  const [ma, mb] = [mean(a), mean(b)];
  const sum = (of: (i: number) => number) => a.reduce((all, _, i) => all + of(i), 0);
  const da = (i: number) => (a[i] ?? 0) - ma;
  const db = (i: number) => (b[i] ?? 0) - mb;
  return sum((i) => da(i) * db(i)) / Math.sqrt(sum((i) => da(i) ** 2) * sum((i) => db(i) ** 2));
}

// One head in a square picture, one in a tall one.
for (const [id, size] of [
  ['weather-in-sync', { width: 640, height: 640 }],
  ['singer-portrait', { width: 720, height: 1280 }],
] as const)
  test(`${id}: a model of mouths is fed the mouth, on the frames that it asked for`, async () => {
    const clip = join(media, `${id}.mp4`);
    const found = await harness.measure(clip, { analysers: ['faces'] });
    const faces: Faces = found.result('faces');
    const input = { kind: 'mouth-crops', width: 24, height: 24, channels: 'grey', margin: 1 };
    const model = modelOf({ ...input, perSecond: 12 }, meanModel(4));
    const done = await harness.measure(clip, {
      analysers: ['model.made'],
      earlier: [faces],
      models: [model],
    });
    const { values } = done.result('model');
    const [track] = faces.tracks;
    expect(values.length).toBeGreaterThan(60);
    const openings = values.map(({ atUs }) => {
      const at = track?.mouth.atUs.indexOf(atUs) ?? -1;
      expect(at, `a face at ${atUs} us`).toBeGreaterThanOrEqual(0);
      return track?.mouth.opening[at] ?? 0;
    });
    // An open mouth is dark inside: a crop beside the mouth, or of another frame, would not follow it.
    expect(
      correlation(
        values.map(({ value }) => value),
        openings,
      ),
    ).toBeLessThan(-0.6);
    for (const at of [5, 30, 55]) {
      const box = track?.boxes.find(
        (one) => values[at]?.atUs === track.mouth.atUs[track.boxes.indexOf(one)],
      );
      if (!box) throw new Error('no box');
      const theirs = greyByFfmpeg(clip, box.frame, mouthPart(box.mouth, 1, size));
      expect(Math.abs((values[at]?.value ?? 0) - theirs)).toBeLessThan(0.03);
    }
  });

test('in a clip of 60 pictures a second no mouth is missed between two looks at faces', async () => {
  const fast = join(folder, 'fast.mp4');
  await ffmpeg('-i', join(media, 'weather-in-sync.mp4'), '-r', '60', '-t', '2', '-an', fast);
  const found = await harness.measure(fast, { analysers: ['faces'] });
  // Odd pictures as well, in which nobody looked for faces.
  const input = { kind: 'mouth-crops', width: 8, height: 8, perSecond: 7 };
  const done = await harness.measure(fast, {
    analysers: ['model.made'],
    earlier: [found.result('faces')],
    models: [modelOf(input, meanModel(4))],
  });
  expect(done.result('model').values.map(({ atUs }) => Math.round((atUs * 60) / 1e6))).toEqual(
    Array.from({ length: 14 }, (_, at) => Math.ceil((at * 60) / 7)),
  );
});

test('pictures come in the channels and the order that were declared', async () => {
  const pixel = async (changes: object, index: number) => {
    const input = { kind: 'frames', width: 4, height: 4, perSecond: 1, ...changes };
    return (await valuesOf(plain, modelOf(input, echoModel(4), { index })))[0]?.value ?? -1;
  };
  expect(await pixel({}, 0)).toBeGreaterThan(0.95);
  expect(await pixel({}, 16)).toBeLessThan(0.05);
  expect(await pixel({ channels: 'bgr' }, 0)).toBeLessThan(0.05);
  expect(await pixel({ channels: 'bgr' }, 32)).toBeGreaterThan(0.95);
  expect(await pixel({ layout: 'nhwc' }, 3)).toBeGreaterThan(0.95);
  expect(await pixel({ layout: 'nhwc' }, 1)).toBeLessThan(0.05);
});

test('sound of 44.1 kHz in stereo comes as 16 kHz mono, each sample at its own time', async () => {
  const input = { kind: 'sound-16k', windowMs: 100, hopMs: 100 };
  // 1 kHz at 16 kHz: sixteen samples a wave, every window begins at a wave's begin.
  for (const [index, value] of [
    [0, 0],
    [4, 0.5],
    [8, 0],
    [12, -0.5],
  ] as const) {
    const heard = await valuesOf(plain, modelOf(input, echoModel(2), { index }));
    expect(heard.map(({ atUs }) => atUs).slice(0, 9)).toEqual(
      Array.from({ length: 9 }, (_, at) => at * 100_000),
    );
    for (const one of heard.slice(1, 9)) expect(Math.abs(one.value - value)).toBeLessThan(0.01);
  }
});

test('a model of mouths without a face says that there is none; where nobody looked, that', async () => {
  const input = { kind: 'mouth-crops', width: 8, height: 8 };
  const found = await harness.measure(plain, { analysers: ['faces'] });
  const options = { analysers: ['model.made'], models: [modelOf(input, meanModel(4))] };
  const looked = await harness.measure(plain, { ...options, earlier: [found.result('faces')] });
  expect(looked.result('model')).toMatchObject({ certainty: 'cannot-tell', reason: 'no-face' });
  expect((await harness.measure(plain, options)).result('model')).toMatchObject({
    certainty: 'cannot-tell',
    reason: 'faces-not-measured',
  });
});

const frames = { kind: 'frames', width: 8, height: 8 };
for (const [what, model, sentence] of [
  ['bytes that are no ONNX file', modelOf(frames, Uint8Array.of(1, 2, 3, 4)), /can't be loaded/],
  ['a file that could not be read', modelOf(frames, new Uint8Array(0)), /can't be read/],
  ['a model of two inputs', modelOf(frames, twoInputModel(4)), /takes 2 inputs: the desk feeds/],
  [
    'a model of another size',
    modelOf(frames, meanModel([1, 3, 64, 64])),
    /takes 1 × 3 × 64 × 64 numbers: own-models\.json feeds it 1 × 3 × 8 × 8\.$/,
  ],
  ['a model of another rank', modelOf(frames, meanModel(2)), /own-models\.json feeds it/],
  ['a model of whole numbers', modelOf(frames, meanModel(4, 6)), /takes int32: the desk feeds/],
  [
    'a model without the number asked for',
    modelOf(frames, meanModel(4), { index: 7 }),
    /failed on this clip: its answer has no number 7/,
  ],
] as const)
  test(`${what} is a sentence, and nothing else is harmed`, async () => {
    const done = await harness.measure(plain, {
      analysers: ['model.made', 'container', 'model.frames-seen'],
      models: [model],
    });
    expect(done.of('model.made')?.fault?.message).toMatch(/^Your model "made" /);
    expect(done.of('model.made')?.fault?.message).toMatch(sentence);
    expect(done.result('container').certainty).toBe('clear');
    const seen = done.of('model.frames-seen')?.result;
    expect(seen?.kind === 'model' ? seen.values : []).toHaveLength(25);
  });

test('the page complained of nothing', () => {
  expect(harness.complaints).toEqual([]);
});
