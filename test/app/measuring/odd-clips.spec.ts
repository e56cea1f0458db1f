import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { evidenceStrings } from '../../../renderer/strings/evidence-strings.ts';
import { ownAnalysers } from '../../../shared/domain/evidence.ts';
import { ffmpeg } from '../../helpers/ffmpeg-clips.ts';
import {
  startMeasuringHarness,
  type MeasuredFile,
  type MeasuringHarness,
} from '../../helpers/measuring-harness.ts';

// Clips that can be measured in part, badly or not at all: each answer is true of what was looked at, and says so.
const folder = mkdtempSync(join(tmpdir(), 'second-look-odd-'));
const talking = join(import.meta.dirname, '../../../backend/seed/media/weather-in-sync.mp4');
let harness: MeasuringHarness;
const reasons = new Set<string>();

test.describe.configure({ mode: 'serial', timeout: 240_000 });
test.beforeAll(async () => {
  harness = await startMeasuringHarness();
});
test.afterAll(async () => {
  await harness.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Makes a clip of these arguments of ffmpeg and measures all there is to measure. */
async function measured(
  name: string,
  args: readonly string[],
  more: readonly string[] = [],
): Promise<MeasuredFile> {
  const file = join(folder, name);
  await ffmpeg(...args, file);
  const done = await harness.measure(file, { analysers: [...ownAnalysers, ...more] });
  expect(done.fault).toBeNull();
  for (const id of ownAnalysers) {
    const result = done.of(id)?.result;
    expect(result, `${name} has an answer of ${id}`).toBeTruthy();
    if (result?.reason) reasons.add(result.reason);
    if (result?.kind === 'sync')
      for (const face of result.faces) if (face.reason) reasons.add(face.reason);
  }
  return done;
}

const copied = ['-i', talking, '-c', 'copy'];
const soundAs = (...args: readonly string[]) => ['-i', talking, '-c:v', 'copy', ...args];
const made = (size: string, seconds: number, ...args: readonly string[]) => [
  ...`-f lavfi -i testsrc2=s=${size}:r=25:d=${seconds}`.split(' '),
  ...args,
];

test('of a clip of eleven minutes the first ten are measured, and every answer says so', async () => {
  const sources = '-f lavfi -i color=teal:s=64x36:r=1:d=660 -f lavfi -i sine=f=440:r=16000:d=660';
  const coded = '-c:v libx264 -preset ultrafast -pix_fmt yuv420p -c:a aac';
  const done = await measured(
    'long.mp4',
    [...sources.split(' '), ...coded.split(' ')],
    ['model.frames-seen', 'model.sound-blocks'],
  );
  for (const kind of ['picture-events', 'sound-facts', 'speech'] as const)
    expect(done.result(kind), kind).toMatchObject({
      certainty: 'weak',
      reason: 'only-the-beginning',
    });
  expect(done.result('faces')).toMatchObject({
    certainty: 'cannot-tell',
    reason: 'only-the-beginning',
  });
  expect(done.result('sync').certainty).toBe('cannot-tell');
  // The container is read to its end.
  expect(done.result('container')).toMatchObject({ certainty: 'clear', video: { frames: 660 } });
  const seen = done.of('model.frames-seen')?.result;
  expect(seen?.kind === 'model' ? seen.values.length : 0).toBe(600);
  const heard = done.of('model.sound-blocks')?.result;
  expect(heard?.kind === 'model' ? heard.values.at(-1)?.atUs : 0).toBeLessThan(600_000_000);
});

test('sound in six channels is heard in all of them; its loudness is not measured, and that is said', async () => {
  const done = await measured('surround.mp4', soundAs('-ac', '6', '-c:a', 'aac'));
  expect(done.result('sound-facts')).toMatchObject({
    certainty: 'weak',
    reason: 'two-channels-only',
    integratedLufs: null,
  });
  expect(done.result('sound-facts').bandwidthHz).toBeGreaterThan(8000);
  expect(done.result('speech').speechUs).toBeGreaterThan(3_000_000);
  expect(done.result('sync').certainty).toBe('clear');
});

for (const [name, args] of [
  ['mono-44k.mp4', ['-ar', '44100', '-ac', '1', '-c:a', 'aac']],
  ['plain-8k.mov', ['-ar', '8000', '-c:a', 'pcm_s16le']],
  ['flac-96k.mp4', ['-ar', '96000', '-ac', '2', '-c:a', 'flac', '-strict', '-2']],
] as const)
  test(`${name}: whatever the sound's rate, the voice is as clear and as late`, async () => {
    const { faces, certainty } = (await measured(name, soundAs(...args))).result('sync');
    expect(certainty).toBe('clear');
    // As the clip itself is read: docs/evidence.md.
    expect(Math.abs((faces[0]?.lagMs ?? Infinity) + 15)).toBeLessThan(8);
  });

test('a soundtrack that breaks off is heard up to there, and nothing is called clear', async () => {
  const noise = "noise=amount='if(gte(n\\,120)\\,1\\,0)'";
  const done = await measured('broken-sound.mp4', [...copied, '-bsf:a', noise]);
  for (const kind of ['sound-facts', 'speech'] as const)
    expect(done.result(kind), kind).toMatchObject({
      certainty: 'weak',
      reason: 'sound-breaks-off',
    });
  expect(done.result('sync')).toMatchObject({ reason: 'sound-breaks-off' });
  expect(done.result('sync').certainty).not.toBe('clear');
});

test('pictures that can not be decoded are no clip without a face', async () => {
  const done = await measured('broken-picture.mp4', [...copied, '-bsf:v', 'noise=amount=1']);
  for (const kind of ['picture-events', 'faces', 'sync'] as const)
    expect(done.result(kind), kind).toMatchObject({
      certainty: 'cannot-tell',
      reason: 'picture-undecodable',
    });
  expect(done.result('speech').certainty).toBe('clear');
});

test('a clip without sound, without picture, of one frame, of ten bits, of 4K: an answer each', async () => {
  const quick = '-c:v libx264 -preset ultrafast -pix_fmt'.split(' ');
  const silent = await measured('silent.mp4', [...copied, '-an']);
  expect(silent.result('sync')).toMatchObject({ certainty: 'cannot-tell', reason: 'no-sound' });
  const blind = await measured('blind.m4a', [...copied, '-vn']);
  expect(blind.result('sync')).toMatchObject({ certainty: 'cannot-tell', reason: 'no-picture' });
  const single = await measured(
    'single.mp4',
    made('320x180', 1, '-frames:v', '1', ...quick, 'yuv420p'),
  );
  expect(single.result('picture-events')).toMatchObject({ certainty: 'clear', events: [] });
  const deep = await measured('deep.mp4', made('320x180', 1, ...quick, 'yuv420p10le'));
  expect(deep.result('faces').framesLookedAt).toBe(25);
  const large = await measured('large.mp4', made('3840x2160', 0.4, ...quick, 'yuv420p'));
  expect(large.result('faces').framesLookedAt).toBe(10);
});

test('frames of another size in between are decoded, or said to be missing', async () => {
  for (const [name, size] of [
    ['one.h264', '320x180'],
    ['two.h264', '480x270'],
  ] as const)
    await ffmpeg(
      ...made(size, 1, ...'-c:v libx264 -pix_fmt yuv420p'.split(' ')),
      join(folder, name),
    );
  const both = `concat:${join(folder, 'one.h264')}|${join(folder, 'two.h264')}`;
  const done = await measured(
    'sizes.mp4',
    '-r 25 -f h264 -i'.split(' ').concat(both, '-c', 'copy'),
  );
  expect(done.result('picture-events')).toMatchObject({
    certainty: 'weak',
    reason: 'frames-missing',
  });
  expect(done.result('faces').reason).toBe('frames-missing');
});

test('of a review copy the file and the reach of its sound are its own, and that is said', async () => {
  const done = await harness.measure(talking, { analysers: [...ownAnalysers], isProxy: true });
  for (const kind of ['container', 'sound-facts'] as const)
    expect(done.result(kind), kind).toMatchObject({ certainty: 'weak', reason: 'only-a-proxy' });
  expect(done.result('sync').certainty).toBe('clear');
});

test('a kind of file whose manifests nobody here can read is not called unreadable', async () => {
  const done = await measured('talking.mkv', [...copied]);
  expect(done.result('provenance')).toMatchObject({
    certainty: 'cannot-tell',
    reason: 'no-reader',
  });
});

test('every reason that was given has a sentence, and the page complained of nothing', () => {
  expect(reasons.size).toBeGreaterThan(8);
  for (const reason of reasons)
    expect(Object.keys(evidenceStrings['evidence-reasons'])).toContain(reason);
  expect(harness.complaints).toEqual([]);
});
