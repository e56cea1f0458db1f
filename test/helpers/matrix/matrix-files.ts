import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ffmpeg } from '../ffmpeg-clips.ts';
import { markedPictures } from './marked-frames.ts';
import { matroskaOf } from './matroska-writer.ts';
import {
  editForms,
  matrixFrames,
  matrixGroup,
  nameOfRecipe,
  type ColourTags,
  type MatrixRecipe,
  type Rate,
} from './matrix-recipes.ts';
import {
  colourBox,
  editMovie,
  firstEditTick,
  isPicture,
  orientationMatrix,
  ticksPerSecondOf,
  withEdits,
  withEntryBoxes,
  withFlags,
  withMatrix,
  type Box,
} from './movie-editor.ts';
import { markedSize } from './picture-marks.ts';

/** Numbers of the second picture track's pictures begin here. */
export const secondTrackFrom = 100;
/** When the tone begins on the sound's own clock, in seconds, and how long it lasts. */
export const tone = { from: 0.4, seconds: 0.2 } as const;

const coders: Readonly<Record<MatrixRecipe['coding'], string>> = {
  h264: `libx264 -preset veryfast -crf 8 -bf 2 -sc_threshold 0 -keyint_min ${matrixGroup}`,
  vp8: 'libvpx -deadline realtime -cpu-used 4 -b:v 2M -qmin 2 -qmax 10',
  vp9: 'libvpx-vp9 -deadline realtime -cpu-used 6 -b:v 2M -qmin 2 -qmax 10',
  av1: 'libsvtav1 -preset 10 -crf 15',
};
const tagged = (primaries: string, transfer: string, matrix: string, range = 'tv') =>
  `-color_primaries ${primaries} -color_trc ${transfer} -colorspace ${matrix} -color_range ${range}`;
const tags: Readonly<Record<ColourTags, string>> = {
  none: '',
  bt709: tagged('bt709', 'bt709', 'bt709'),
  bt601: tagged('smpte170m', 'smpte170m', 'smpte170m'),
  'bt709-full': tagged('bt709', 'bt709', 'bt709', 'pc'),
  pq: tagged('bt2020', 'smpte2084', 'bt2020nc'),
  contrary: tagged('bt709', 'bt709', 'bt709'),
};

const folder = join(tmpdir(), 'second-look-matrix');
/** Raised when the making of a file changes: older ones are made anew. */
const makingVersion = 1;

/** The recipe's file, made on first use and kept in the system's temporary folder. */
export async function matrixFile(recipe: MatrixRecipe): Promise<string> {
  return kept(`${nameOfRecipe(recipe)}`, recipe.container, async (to) => {
    if (recipe.container === 'mp4') await makeMovie(recipe, to);
    else await makeMatroska(recipe, to);
  });
}

async function kept(
  name: string,
  ending: string,
  make: (to: string) => Promise<void>,
): Promise<string> {
  await mkdir(folder, { recursive: true });
  const id = createHash('sha256').update(`${makingVersion} ${name}`).digest('hex').slice(0, 16);
  const file = join(folder, `${id}.${ending}`);
  if (await stat(file).catch(() => null)) return file;
  const raw = join(folder, `${process.pid}-${id}.${ending}`);
  await make(raw);
  await rename(raw, file);
  return file;
}

const words = (text: string) => text.split(' ').filter((word) => word !== '');

/** One picture track, packed by ffmpeg. */
function pictureOf(
  coding: MatrixRecipe['coding'],
  colour: ColourTags,
  rate: Rate,
  first: number,
): Promise<string> {
  const ending = coding === 'h264' || coding === 'av1' ? 'mp4' : 'webm';
  return kept(`picture ${coding} ${colour} ${rate} ${first}`, ending, async (to) => {
    const raw = await kept(`raw ${first}`, 'yuv', (yuv) =>
      writeFile(yuv, markedPictures(matrixFrames, markedSize.width, markedSize.height, first)),
    );
    const range = colour === 'bt709-full' ? 'pc' : 'tv';
    const source = `-f rawvideo -pix_fmt yuv420p -color_range ${range} -s ${markedSize.width}x${markedSize.height}`;
    const uneven = "settb=1/90000,setpts='(N+0.4*mod(N,3))*3600'";
    const clock =
      rate === 'uneven'
        ? ['-vf', uneven, ...words('-fps_mode passthrough -enc_time_base 1/90000')]
        : [];
    const timescale =
      ending === 'mp4' && rate === 'uneven' ? words('-video_track_timescale 90000') : [];
    await ffmpeg(
      ...words(source),
      '-r',
      rate === 'uneven' ? '25' : rate,
      '-i',
      raw,
      ...clock,
      ...words(`-c:v ${coders[coding]} -g ${matrixGroup} ${tags[colour]}`),
      ...timescale,
      to,
    );
  });
}

function soundOf(isWebm: boolean, isLow: boolean, isHoled: boolean): Promise<string> {
  const rate = isLow ? 22_050 : 48_000;
  const coder = isWebm ? 'libopus' : 'aac';
  return kept(`sound ${coder} ${rate} ${isHoled}`, isWebm ? 'webm' : 'mp4', async (to) => {
    const heard = `between(t,${tone.from},${tone.from + tone.seconds})`;
    const source = `aevalsrc=if(${heard.replaceAll(',', '\\,')}\\,0.5*sin(2*PI*1000*t)\\,0):s=${isWebm ? 48_000 : rate}:d=1`;
    const whole = isHoled ? `${to}.whole.${isWebm ? 'webm' : 'mp4'}` : to;
    await ffmpeg('-f', 'lavfi', '-i', source, '-c:a', coder, whole);
    if (!isHoled) return;
    const drop = ['-bsf:a', "noise=drop='between(n,30,40)'"];
    await ffmpeg('-i', whole, '-c', 'copy', ...drop, to);
  });
}

/** Picture and sound side by side, as ffmpeg packs them into this container. */
async function packed(recipe: MatrixRecipe, to: string): Promise<void> {
  const { coding, colour, rate, sound, tracks, container } = recipe;
  const inputs = [await pictureOf(coding, colour, rate, 0)];
  const maps = ['-map', '0:v'];
  if (tracks !== 'one' && tracks !== 'subtitles') {
    inputs.push(await pictureOf(coding, colour, rate, secondTrackFrom));
    maps.push('-map', '1:v');
  }
  if (sound !== 'none') {
    inputs.push(await soundOf(container === 'webm', sound === 'low-rate', sound === 'holed'));
    maps.push('-map', `${inputs.length - 1}:a`);
  }
  if (tracks === 'subtitles') {
    const lines = '1\n00:00:00,000 --> 00:00:00,500\nword\n';
    inputs.push(await kept('subtitles', 'srt', (srt) => writeFile(srt, lines)));
    maps.push('-map', `${inputs.length - 1}:s`);
  }
  const text = tracks === 'subtitles' ? ['-c:s', container === 'mp4' ? 'mov_text' : 'srt'] : [];
  const flags =
    tracks === 'second-default' ? words('-disposition:v:0 0 -disposition:v:1 default') : [];
  const files = inputs.flatMap((file) => ['-i', file]);
  await ffmpeg(...files, ...maps, ...words('-c:v copy -c:a copy'), ...text, ...flags, to);
}

async function makeMovie(recipe: MatrixRecipe, to: string): Promise<void> {
  await packed(recipe, to);
  let picture = 0;
  const movie = editMovie(await readFile(to), (track) => {
    if (!isPicture(track)) return soundTrack(recipe, track);
    picture += 1;
    return pictureTrack(recipe, track, picture === 1);
  });
  await writeFile(to, movie);
}

function pictureTrack(
  { edit, isMirrored, rotation, colour, rate, tracks }: MatrixRecipe,
  track: readonly Box[],
  isFirst: boolean,
): readonly Box[] {
  const ticks = ticksPerSecondOf(track);
  const [numerator = 25, denominator = 1] =
    rate === 'uneven' ? [25, 1] : rate.split('/').map(Number);
  const step = (ticks * denominator) / numerator;
  const form = editForms[edit];
  const inMs = (length: number) => Math.floor((length * 1000) / ticks);
  const edited = form ? withEdits(track, form(firstEditTick(track), step, inMs)) : track;
  const matrix = orientationMatrix(isMirrored, rotation, markedSize.width, markedSize.height);
  const lying = isMirrored || rotation !== 0 ? withMatrix(edited, matrix) : edited;
  const flagged =
    tracks === 'one' || tracks === 'subtitles'
      ? lying
      : withFlags(lying, tracks === 'first-disabled' && isFirst ? 2 : 3);
  if (colour !== 'contrary') return flagged;
  return withEntryBoxes(flagged, (boxes) => [
    ...boxes.filter(({ name }) => name !== 'colr'),
    colourBox(6, 6, 6),
  ]);
}

function soundTrack({ sound }: MatrixRecipe, track: readonly Box[]): readonly Box[] {
  const mediaTime = firstEditTick(track);
  if (sound === 'late')
    return withEdits(track, [
      { duration: 300, mediaTime: -1 },
      { duration: 1000, mediaTime },
    ]);
  return sound === 'cut' ? withEdits(track, [{ duration: 500, mediaTime }]) : track;
}

async function makeMatroska(recipe: MatrixRecipe, to: string): Promise<void> {
  const { times, sound, tracks } = recipe;
  await packed(recipe, to);
  const isAsPacked = times === 'plain' && sound !== 'late' && sound !== 'cut';
  if (isAsPacked || tracks !== 'one') return;
  const [half, hour] = [500, 3_600_000];
  const written = await matroskaOf(await readFile(to), {
    startMs: times === 'half-second' ? half : times === 'an-hour' ? hour : 0,
    pictureMs: (ms, place) => {
      if (times === 'equal' && place % matrixGroup === 4) return ms - 40;
      return times === 'backwards' && place >= 3 * matrixGroup ? ms - 400 : ms;
    },
    soundMs: (ms) => (sound === 'late' ? ms + 300 : sound === 'cut' && ms > 500 ? null : ms),
  });
  await writeFile(to, written);
}
