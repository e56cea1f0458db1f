import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { lengthOf, nothingKnown, type Clip } from './clip.ts';
import { damages, type Damage } from './damage.ts';
import { encode, ffmpegVersion, probeTimes } from './encode.ts';
import { readMesh } from './head/mesh.ts';
import { packings } from './packing.ts';
import { clipToBreak, sceneRecipes } from './recipes/scenes.ts';
import { talkingRecipes } from './recipes/talking.ts';
import { speak } from './speech/speak.ts';
import { readTruth, writeTruth, type ClipTruth } from './truth.ts';

const { values } = parseArgs({
  options: { head: { type: 'string' }, out: { type: 'string' }, only: { type: 'string' } },
});
const out = values.out ?? join(dirname(fileURLToPath(import.meta.url)), '../../backend/seed/media');
const wanted = values.only?.split(',');
const isWanted = (id: string) => wanted === undefined || wanted.includes(id);

mkdirSync(out, { recursive: true });
const made: ClipTruth[] = [];
for (const recipe of talkingRecipes.filter((one) => isWanted(one.id))) {
  if (values.head === undefined)
    throw new Error('talking clips need --head FOLDER with base.obj and its targets');
  made.push(await makeClip(recipe.make(readMesh(values.head))));
}
for (const recipe of sceneRecipes.filter((one) => isWanted(one.id)))
  made.push(await makeClip(recipe.make()));
for (const damage of damages.filter((one) => isWanted(one.id))) made.push(await makeBroken(damage));

const voice = speak('one', { name: 'en-us', wordsPerMinute: 150, pitch: 50 }).version;
const order = [...talkingRecipes, ...sceneRecipes, ...damages].map((one) => one.id);
const kept =
  wanted === undefined
    ? []
    : readTruth(out).filter((old) => !made.some((one) => one.id === old.id));
const clips = [...made, ...kept].sort((a, b) => order.indexOf(a.id) - order.indexOf(b.id));
writeTruth(out, { ffmpeg: ffmpegVersion(), espeakNg: voice, clips });

async function makeClip(clip: Clip): Promise<ClipTruth> {
  const packing = packings[clip.packing];
  const file = `${clip.id}.${packing.ending}`;
  const path = join(out, file);
  const startedAtMs = performance.now();
  await encode({ ...clip, path, options: [...packing.options, ...(clip.options ?? [])] });
  for (const left of ['wav', 'filter']) rmSync(`${path}.${left}`, { force: true });
  checkTimes(clip, path);
  const truth = { ...factsOf(clip, path, file), ...clip.known, broken: null };
  process.stdout.write(
    `${file}: ${clip.frameCount} frames, ${truth.sizeBytes} bytes, ${Math.round((performance.now() - startedAtMs) / 1000)} s\n`,
  );
  return truth;
}

async function makeBroken(damage: Damage): Promise<ClipTruth> {
  const clip = clipToBreak(damage.id);
  const whole = await makeClip(clip);
  const path = join(out, whole.file);
  writeFileSync(path, damage.spoil(readFileSync(path)));
  return { ...factsOf(clip, path, whole.file), ...nothingKnown, broken: damage.how };
}

function factsOf(clip: Clip, path: string, file: string) {
  const { timing, frameCount } = clip;
  const packing = packings[clip.packing];
  const durationUs = Math.round(lengthOf(timing, frameCount) * 1e6);
  return {
    id: clip.id,
    file,
    sha256: createHash('sha256').update(readFileSync(path)).digest('hex'),
    sizeBytes: statSync(path).size,
    container: packing.container,
    videoCodec: packing.videoCodec,
    width: clip.width,
    height: clip.height,
    frameRate:
      timing.kind === 'variable'
        ? ('vfr' as const)
        : { numerator: timing.numerator, denominator: timing.denominator },
    ptsUs:
      timing.kind === 'variable'
        ? timing.ticks.map((tick) => Math.round((tick * 1e6) / 90_000))
        : null,
    frameCount,
    durationUs,
    audio: clip.sound
      ? { codec: packing.audioCodec, sampleRate: packing.sampleRate, channels: 1, durationUs }
      : null,
  };
}

function checkTimes(clip: Clip, path: string): void {
  const times = probeTimes(path);
  if (times.length !== clip.frameCount)
    throw new Error(`${path}: ${times.length} frames instead of ${clip.frameCount}`);
  times.forEach((time, i) => {
    const { timing } = clip;
    const meant =
      timing.kind === 'variable'
        ? (timing.ticks[i] ?? 0) / 90_000
        : (i * timing.denominator) / timing.numerator;
    if (Math.abs(time - meant) > 0.0011)
      throw new Error(`${path}: frame ${i} starts at ${time} s instead of ${meant} s`);
  });
}
