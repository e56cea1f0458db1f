import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { ffmpeg } from '../../helpers/ffmpeg-clips.ts';
import { startMeasuringHarness, type MeasuringHarness } from '../../helpers/measuring-harness.ts';

const folder = mkdtempSync(join(tmpdir(), 'second-look-container-'));
const file = (name: string) => join(folder, name);
const picture = ['-f', 'lavfi', '-i', 'testsrc=size=160x120:rate=25:duration=3'];
const tone = (rate: number, seconds = 3) =>
  `-f lavfi -i sine=frequency=440:duration=${seconds}:sample_rate=${rate}`.split(' ');
const h264 = ['-c:v', 'libx264', '-pix_fmt', 'yuv420p'];
const plain = file('plain.mp4');
let harness: MeasuringHarness;

test.describe.configure({ mode: 'serial' });
test.beforeAll(async () => {
  test.setTimeout(120_000);
  harness = await startMeasuringHarness();
  await ffmpeg(...picture, ...tone(48_000), ...h264, '-c:a', 'aac', plain);
});
test.afterAll(async () => {
  await harness.close();
  rmSync(folder, { recursive: true, force: true });
});

async function factsOf(path: string) {
  const done = await harness.measure(path, { analysers: ['container'] });
  const facts = done.result('container');
  const warning = (code: string) => facts.warnings.find((one) => one.code === code);
  return { facts, warning, codes: facts.warnings.map((one) => one.code) };
}

test('a plain clip has its exact rate, codecs and lengths, and no warning', async () => {
  const { facts } = await factsOf(plain);
  expect(facts).toMatchObject({
    certainty: 'clear',
    container: 'MP4',
    warnings: [],
    video: {
      width: 160,
      height: 120,
      frames: 75,
      isVariableRate: false,
      rate: { numerator: 25, denominator: 1 },
      firstUs: 0,
      durationUs: 3_000_000,
    },
    sound: { codec: 'mp4a.40.2', sampleRate: 48_000, channels: 1, firstUs: 0, primingUs: 0 },
  });
});

for (const ending of ['mp4', 'mov', 'mkv', 'ts']) {
  test(`sound moved by 200 ms is read to 2 ms: ${ending}`, async () => {
    const late = file(`late.${ending}`);
    const early = file(`early.${ending}`);
    const two = ['-map', '0:v', '-map', '1:a', '-c', 'copy'];
    await ffmpeg('-i', plain, '-itsoffset', '0.2', '-i', plain, ...two, late);
    await ffmpeg('-itsoffset', '0.2', '-i', plain, '-i', plain, ...two, early);
    const value = (await factsOf(late)).warning('sound-starts-late')?.value;
    expect(Math.abs((value ?? 0) - 200)).toBeLessThanOrEqual(2);
    const before = (await factsOf(early)).warning('sound-starts-early')?.value;
    expect(Math.abs((before ?? 0) + 200)).toBeLessThanOrEqual(2);
  });
}

test('priming that nothing trims away is 64 ms at 16 kHz', async () => {
  const path = file('priming.mkv');
  await ffmpeg(...picture, ...tone(16_000), ...h264, '-c:a', 'aac', path);
  expect((await factsOf(path)).warning('priming-not-trimmed')?.value).toBe(64);
});

test('sound that ends before the picture is said with its length', async () => {
  const path = file('short-sound.mp4');
  await ffmpeg(...picture, ...tone(48_000, 2), ...h264, '-c:a', 'aac', path);
  const value = (await factsOf(path)).warning('sound-ends-early')?.value;
  expect(Math.abs((value ?? 0) + 1000)).toBeLessThanOrEqual(25);
});

test('uneven frames, a turned picture and an edit list are said', async () => {
  const uneven = file('vfr.mp4');
  await ffmpeg(
    ...picture,
    '-vf',
    "settb=1/600,setpts='N*24+8*mod(N,3)'",
    '-fps_mode',
    'vfr',
    '-enc_time_base',
    '1/600',
    ...h264,
    uneven,
  );
  const vfr = await factsOf(uneven);
  expect(vfr.facts.video).toMatchObject({ isVariableRate: true, rate: null });
  expect(vfr.codes).toEqual(expect.arrayContaining(['variable-frame-rate', 'no-sound']));
  const turned = file('turned.mp4');
  await ffmpeg('-i', plain, '-c', 'copy', '-metadata:s:v', 'rotate=90', turned);
  // FFmpeg counts its `rotate` against the clock, the desk with it.
  expect((await factsOf(turned)).warning('rotated')?.value).toBe(270);
  const moved = await factsOf(file('late.mp4'));
  expect(moved.codes).toContain('edit-list');
});

test('a file without sound, without picture, or with neither is a clear state', async () => {
  const noSound = file('no-sound.mp4');
  const noPicture = file('no-picture.mp4');
  await ffmpeg('-i', plain, '-map', '0:v', '-c', 'copy', noSound);
  await ffmpeg('-i', plain, '-map', '0:a', '-c', 'copy', noPicture);
  expect((await factsOf(noSound)).facts).toMatchObject({ certainty: 'clear', sound: null });
  expect(await factsOf(noPicture)).toMatchObject({
    facts: { certainty: 'clear', video: null },
    codes: ['no-picture'],
  });
  const head = Buffer.from([0, 0, 0, 16, ...Buffer.from('ftypisom'), 0, 0, 2, 0]);
  const movie = Buffer.from([0, 0, 0, 8, ...Buffer.from('moov')]);
  writeFileSync(file('nothing.mp4'), Buffer.concat([head, movie]));
  const { facts } = await factsOf(file('nothing.mp4'));
  expect(facts.certainty).toBe('cannot-tell');
});

test('a cut file says that it is cut; one of no bytes, of noise or of 4 GB of nothing is unreadable', async () => {
  const fast = file('fast.mp4');
  await ffmpeg('-i', plain, '-c', 'copy', '-movflags', '+faststart', fast);
  const whole = await readFile(fast);
  writeFileSync(file('cut.mp4'), whole.subarray(0, Math.floor(whole.length * 0.6)));
  expect((await factsOf(file('cut.mp4'))).codes).toContain('truncated');
  writeFileSync(file('empty.mp4'), '');
  writeFileSync(file('noise.mp4'), Buffer.alloc(100_000, 'no clip at all'));
  writeFileSync(file('sparse.mp4'), '');
  truncateSync(file('sparse.mp4'), 4 * 2 ** 30);
  for (const name of ['empty.mp4', 'noise.mp4', 'sparse.mp4']) {
    const { facts } = await factsOf(file(name));
    expect(facts, name).toMatchObject({ certainty: 'cannot-tell', reason: 'unreadable' });
  }
});

test('a clip with 4 GB of nothing behind it is read like the clip', async () => {
  const path = file('long-tail.mp4');
  writeFileSync(path, await readFile(plain));
  truncateSync(path, 4 * 2 ** 30);
  expect((await factsOf(path)).facts).toMatchObject({ certainty: 'clear', video: { frames: 75 } });
});
