import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { ffmpeg } from '../../helpers/ffmpeg-clips.ts';
import { startMeasuringHarness, type MeasuringHarness } from '../../helpers/measuring-harness.ts';
import { signClip } from '../../helpers/signed-clips.ts';

const folder = mkdtempSync(join(tmpdir(), 'second-look-measured-'));
const plain = join(folder, 'plain.mp4');
let harness: MeasuringHarness;

test.describe.configure({ mode: 'serial' });
test.beforeAll(async () => {
  test.setTimeout(120_000);
  harness = await startMeasuringHarness();
  await ffmpeg(
    '-f',
    'lavfi',
    '-i',
    'testsrc2=s=320x180:r=25:d=2',
    '-f',
    'lavfi',
    '-i',
    'sine=f=440:d=2',
    '-c:v',
    'libx264',
    '-pix_fmt',
    'yuv420p',
    '-c:a',
    'aac',
    plain,
  );
});
test.afterAll(async () => {
  await harness.close();
  rmSync(folder, { recursive: true, force: true });
});

test('a manifest is valid, invalid after one flipped bit, and absent without one', async () => {
  const clips = signClip(plain, folder);
  const read = async (file: string, trustAnchors = '') =>
    (await harness.measure(file, { analysers: ['provenance'], trustAnchors })).result('provenance');

  expect(await read(clips.signed)).toMatchObject({
    state: 'valid-untrusted',
    certainty: 'weak',
    reason: 'signer-unknown',
    signer: 'test signer, Second Look tests',
    actions: ['c2pa.created'],
    digitalSourceType: expect.stringContaining('trainedAlgorithmicMedia') as unknown,
  });
  expect(await read(clips.signed, clips.rootPem)).toMatchObject({
    state: 'valid-trusted',
    certainty: 'clear',
    failures: [],
  });
  expect(await read(clips.tampered, clips.rootPem)).toMatchObject({
    state: 'invalid',
    failures: ['assertion.bmffHash.mismatch'],
  });
  const stripped = join(folder, 'stripped.mp4');
  await ffmpeg('-i', clips.signed, '-c', 'copy', stripped);
  expect(await read(stripped)).toMatchObject({ state: 'none', certainty: 'clear' });
});

test('of a review copy nothing is said about where the original came from', async () => {
  const measured = await harness.measure(plain, { analysers: ['provenance'], isProxy: true });
  expect(measured.result('provenance')).toMatchObject({
    certainty: 'cannot-tell',
    reason: 'only-a-proxy',
  });
});

test('loudness, speech and picture events come out of one pass', async () => {
  const cut = join(folder, 'cut.mp4');
  const sources = ['testsrc2=s=320x180:r=25:d=2', 'mandelbrot=s=320x180:r=25'];
  await ffmpeg(
    ...sources.flatMap((source) => ['-f', 'lavfi', '-i', source]),
    '-f',
    'lavfi',
    '-i',
    'aevalsrc=min(1\\,max(-1\\,1.6*sin(2765*t))):s=48000:d=4',
    '-filter_complex',
    '[0]trim=end_frame=30[a];[1]trim=end_frame=40,setpts=PTS-STARTPTS[b];[a][b]concat=n=2[v]',
    '-map',
    '[v]',
    '-map',
    '2:a',
    '-c:v',
    'libx264',
    '-pix_fmt',
    'yuv420p',
    '-c:a',
    'flac',
    '-strict',
    '-2',
    '-shortest',
    cut,
  );
  const measured = await harness.measure(cut, {
    analysers: ['sound-facts', 'speech', 'picture-events'],
  });
  expect(measured.result('picture-events')).toMatchObject({
    certainty: 'clear',
    events: [{ event: 'cut', fromFrame: 30, toFrame: 31, fromUs: 1_200_000 }],
  });
  const sound = measured.result('sound-facts');
  expect(sound.clippedSamples).toBeGreaterThan(10_000);
  expect(sound.integratedLufs).toBeGreaterThan(-6);
  expect(measured.result('speech')).toMatchObject({ spans: [], speechUs: 0, certainty: 'clear' });
});

test('a clip without sound and a clip without picture say so', async () => {
  const silent = join(folder, 'silent.mp4');
  const blind = join(folder, 'blind.m4a');
  await ffmpeg('-i', plain, '-an', '-c', 'copy', silent);
  await ffmpeg('-i', plain, '-vn', '-c', 'copy', blind);
  const analysers = ['sound-facts', 'speech', 'picture-events'];
  const withoutSound = await harness.measure(silent, { analysers });
  expect(withoutSound.result('speech')).toMatchObject({
    certainty: 'cannot-tell',
    reason: 'no-sound',
  });
  expect(withoutSound.result('sound-facts')).toMatchObject({ reason: 'no-sound' });
  const withoutPicture = await harness.measure(blind, { analysers });
  expect(withoutPicture.result('picture-events')).toMatchObject({
    certainty: 'cannot-tell',
    reason: 'no-picture',
  });
  expect(harness.complaints).toEqual([]);
});
