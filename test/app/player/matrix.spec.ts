import { readFile } from 'node:fs/promises';
import {
  irregularityRules,
  playsOtherwise,
  type IrregularityCode,
} from '../../../shared/media-time/irregularities.ts';
import { frameAt, frameCount, type FrameIndex } from '../../../shared/media-time/frame-index.ts';
import { hasFfmpegFor } from '../../helpers/ffmpeg-clips.ts';
import { indexOfBytes } from '../../helpers/index-of-bytes.ts';
import { matrixFile, secondTrackFrom, tone } from '../../helpers/matrix/matrix-files.ts';
import {
  matrixRecipes,
  nameOfRecipe,
  shownNumbers,
  type MatrixRecipe,
} from '../../helpers/matrix/matrix-recipes.ts';
import { corners, type Corner } from '../../helpers/matrix/picture-marks.ts';
import type { LookedAt, SeenPicture } from './harness/look-at-file.ts';
import { expect, test } from './harness-test.ts';

// Many small files of every form: stepped, played, drawn, measured and heard agree, or an irregularity says that they may not.

/** Files looked at in every run of the tests; all of them with SECOND_LOOK_MATRIX=whole. */
const sampled = 20;
const isWhole = process.env['SECOND_LOOK_MATRIX'] === 'whole';
/** Steps through the list by a number that shares no divisor with it, so that a sample meets every axis. */
const stride = 61;
const recipes = isWhole
  ? matrixRecipes
  : Array.from({ length: sampled }, (_, n) => matrixRecipes[(n * stride) % matrixRecipes.length]);

/** The element's clock may be rounded to a tick, in microseconds. */
const clockToleranceUs = 1500;
/** A coder's own delay, which Matroska does not take off (AAC: 21 ms), and a step of 10 ms. */
const onsetToleranceUs = 40_000;
/** The element is heard through a sound device, by a page that may be busy. */
const heardToleranceUs = 80_000;
/** Two paths may scale and round a colour differently, of 255. */
const colourTolerance = 10;

type Disagreement = string;

/** What stepped and played pictures say against each other and against the truth. */
function disagreements(
  recipe: MatrixRecipe,
  index: FrameIndex,
  looked: LookedAt,
): { readonly stepped: readonly Disagreement[]; readonly played: readonly Disagreement[] } {
  const shown = shownNumbers(recipe);
  const isSecond = recipe.container === 'mp4' && recipe.tracks === 'first-disabled';
  const numbers = shown?.map((number) => number + (isSecond ? secondTrackFrom : 0));
  const stepped: Disagreement[] = [];
  if (numbers && numbers.length !== frameCount(index))
    stepped.push(`${frameCount(index)} frames indexed, ${numbers.length} are shown`);
  for (const seen of looked.stepped) {
    const number = numbers?.[seen.at];
    if (number !== undefined && seen.number !== number)
      stepped.push(`frame ${seen.at} is picture ${seen.number}, not ${number}`);
    stepped.push(...wronglyLying(recipe, seen));
  }
  const [offsetUs] = [firstDifference(index, looked.played)];
  const first = looked.stepped[0];
  const played = looked.played.flatMap((seen): Disagreement[] => {
    const us = seen.at - offsetUs;
    const frame = frameAt(index, us + clockToleranceUs);
    const number = numbers?.[frame];
    return [
      ...(Math.abs((index.startsUs[frame] ?? 0) - us) > clockToleranceUs
        ? [`a picture played at ${us} us is no frame's`]
        : []),
      ...(number === undefined || seen.number === number
        ? []
        : [`frame ${frame} plays as picture ${seen.number}, not ${number}`]),
      ...wronglyLying(recipe, seen),
      ...(first ? otherColours(first, seen) : []),
      ...(first && (first.width !== seen.width || first.height !== seen.height)
        ? [`stepped ${first.width}x${first.height}, played ${seen.width}x${seen.height}`]
        : []),
    ];
  });
  return { stepped, played };
}

/** Where the tone begins by the file's own clock; null without a sound. */
function toneUs({ sound, times }: MatrixRecipe): number | null {
  if (sound === 'none') return null;
  const late = sound === 'late' ? 0.3 : 0;
  const start = times === 'half-second' ? 0.5 : times === 'an-hour' ? 3600 : 0;
  return Math.round((tone.from + late + start) * 1e6);
}

/** Ways in which the sound lies elsewhere than the file says: drawn, measured, or heard from the element. */
function wronglyPlaced(
  recipe: MatrixRecipe,
  index: FrameIndex,
  { onsets, played, heardUs }: LookedAt,
): readonly Disagreement[] {
  const truth = toneUs(recipe);
  const isApart = (us: number | null, tolerance: number) =>
    truth === null ? us !== null : us === null || Math.abs(us - truth) > tolerance;
  const placed = Object.entries(onsets).filter(([, us]) => isApart(us, onsetToleranceUs));
  const missing =
    truth !== null && Object.keys(onsets).length < 4 ? ['not every way was looked at'] : [];
  const heard = heardUs === null ? null : heardUs - firstDifference(index, played);
  const isHeardApart =
    heard !== null && !playsOtherwise(index.irregularities) && isApart(heard, heardToleranceUs);
  return [
    ...missing,
    ...placed.map(([way, us]) => `sound begins at ${us} us by ${way}, not ${truth}`),
    ...(isHeardApart ? [`sound is heard at ${heard} us, not ${truth}`] : []),
  ];
}

/** The element may count from its first picture (WebM): the player measures that offset, and so does this. */
function firstDifference(index: FrameIndex, played: readonly SeenPicture[]): number {
  const [first] = played;
  if (!first) return 0;
  const frame = frameAt(index, first.at + clockToleranceUs);
  const apart = first.at - (index.startsUs[frame] ?? 0);
  return Math.abs(apart) > clockToleranceUs ? first.at - (index.startsUs[0] ?? 0) : 0;
}

function wronglyLying(recipe: MatrixRecipe, seen: SeenPicture): readonly Disagreement[] {
  const { orientation } = seen;
  if (orientation === null) return ['its corners can not be read'];
  const isRight =
    orientation.rotation === recipe.rotation && orientation.isMirrored === recipe.isMirrored;
  return isRight ? [] : [`it lies ${JSON.stringify(orientation)}`];
}

function otherColours(one: SeenPicture, other: SeenPicture): readonly Disagreement[] {
  const names = Object.keys(corners) as Corner[];
  const apart = names.map((name) => {
    const [a, b] = [one.colours?.[name], other.colours?.[name]];
    return a && b ? Math.max(...a.map((value, n) => Math.abs(value - (b[n] ?? 0)))) : 0;
  });
  return Math.max(...apart) > colourTolerance
    ? [`colours stepped and played are ${Math.max(...apart)} apart`]
    : [];
}

test.describe.configure({ mode: 'serial' });
test.skip(!hasFfmpegFor('that every form of file is stepped and played alike'));

test('the matrix has at least 300 files, no two alike', () => {
  const names = new Set(matrixRecipes.map(nameOfRecipe));
  expect(names.size).toBeGreaterThanOrEqual(300);
});

test(`${recipes.length} files of every form: stepped, played, drawn, measured and heard agree, or it is said`, async ({
  stage,
  served,
}) => {
  test.setTimeout(recipes.length * 20_000);
  const wrong: unknown[] = [];
  const refused: string[] = [];
  const seenCodes = new Set<IrregularityCode>();
  let withSound = 0;
  let heard = 0;
  for (const recipe of recipes) {
    if (!recipe) continue;
    const file = await matrixFile(recipe);
    const index = await indexOfBytes(await readFile(file));
    if (!index) {
      refused.push(nameOfRecipe(recipe));
      continue;
    }
    for (const code of index.irregularities) seenCodes.add(code);
    const last = frameCount(index) - 1;
    const frames = [...new Set([0, Math.floor(last / 2), last])];
    const looked = await stage.evaluate(
      ([url, known, wanted]) => harness.lookAt(url, known, wanted),
      [served.clipUrl(file), index, frames] as const,
    );
    const { stepped, played } = disagreements(recipe, index, looked);
    // What is stepped is the index's own word: no irregularity excuses it. Played differently must be said.
    const isUnsaid = played.length > 0 && !playsOtherwise(index.irregularities);
    const isUnseen =
      (looked.stepped.length === 0 && looked.fault === null) ||
      (looked.played.length === 0 && !playsOtherwise(index.irregularities));
    const sound = wronglyPlaced(recipe, index, looked);
    withSound += toneUs(recipe) === null ? 0 : 1;
    heard += looked.heardUs === null ? 0 : 1;
    if (stepped.length > 0 || isUnsaid || isUnseen || sound.length > 0)
      wrong.push({
        file: nameOfRecipe(recipe),
        said: index.irregularities,
        stepped: [...new Set(stepped)].slice(0, 4),
        played: [...new Set(played)].slice(0, 4),
        sound,
        fault: looked.fault,
      });
  }
  test.info().annotations.push({
    type: 'matrix',
    description: JSON.stringify({
      files: recipes.length,
      refused,
      codes: [...seenCodes].filter((code) => code in irregularityRules),
    }),
  });
  if (process.env['SECOND_LOOK_MATRIX_SHOW'])
    console.log(JSON.stringify({ wrong, refused }, null, 1));
  expect(wrong).toEqual([]);
  // A busy machine may miss a tone; one that misses most has listened to nothing.
  expect(heard).toBeGreaterThan(withSound / 2);
  // Refusing is no way out: every file of the matrix has frames.
  expect(refused).toEqual([]);
});
