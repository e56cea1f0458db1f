import type { Edit } from './movie-editor.ts';

/** Pictures in every file of the matrix, and how they are coded: a key picture each six, two B-pictures between. */
export const matrixFrames = 24;
export const matrixGroup = 6;

export type PictureCoding = 'h264' | 'vp8' | 'vp9' | 'av1';
export type ColourTags = 'none' | 'bt709' | 'bt601' | 'bt709-full' | 'pq' | 'contrary';
export type Rate = '25' | '30000/1001' | 'uneven';
export type SoundForm = 'none' | 'plain' | 'late' | 'cut' | 'holed' | 'low-rate';
export type TrackForm = 'one' | 'two' | 'first-disabled' | 'second-default' | 'subtitles';
export type TimeForm = 'plain' | 'half-second' | 'an-hour' | 'equal' | 'backwards';

/** One file: what is special about it, by axis. */
export type MatrixRecipe = {
  readonly container: 'mp4' | 'mkv' | 'webm';
  readonly coding: PictureCoding;
  readonly edit: EditForm;
  readonly isMirrored: boolean;
  readonly rotation: 0 | 90 | 180 | 270;
  readonly colour: ColourTags;
  readonly rate: Rate;
  readonly sound: SoundForm;
  readonly tracks: TrackForm;
  readonly times: TimeForm;
};

/** Edit lists by name: from the first picture's tick and a picture's length, both in the track's ticks. */
export const editForms = {
  own: null,
  none: () => [],
  'end-trimmed': (first, step, ms) => [{ duration: ms(12 * step), mediaTime: first }],
  'start-trimmed': (first, step, ms) => [{ duration: ms(12 * step), mediaTime: first + 12 * step }],
  'start-trimmed-inside-group': (first, step, ms) => [
    { duration: ms(15 * step), mediaTime: first + 9 * step },
  ],
  'both-trimmed': (first, step, ms) => [{ duration: ms(10 * step), mediaTime: first + 7 * step }],
  'between-frames': (first, step, ms) => [
    { duration: ms(15 * step), mediaTime: first + Math.round(8.4 * step) },
  ],
  empty: (first, step, ms) => [
    { duration: 400, mediaTime: -1 },
    { duration: ms(24 * step), mediaTime: first },
  ],
  'empty-and-trimmed': (first, step, ms) => [
    { duration: 400, mediaTime: -1 },
    { duration: ms(12 * step), mediaTime: first + 12 * step },
  ],
  several: (first, step, ms) => [
    { duration: ms(6 * step), mediaTime: first },
    { duration: ms(8 * step), mediaTime: first + 14 * step },
  ],
  again: (first, step, ms) => [
    { duration: ms(6 * step), mediaTime: first },
    { duration: ms(6 * step), mediaTime: first },
  ],
  held: (first, step, ms) => [{ duration: ms(12 * step), mediaTime: first, rate: 0 }],
  backwards: (first, step, ms) => [{ duration: ms(24 * step), mediaTime: first, rate: -1 }],
  'twice-as-fast': (first, step, ms) => [{ duration: ms(12 * step), mediaTime: first, rate: 2 }],
  'longer-than-media': (first, step, ms) => [{ duration: ms(40 * step), mediaTime: first }],
  'without-length': (first) => [{ duration: 0, mediaTime: first }],
} as const satisfies Record<
  string,
  null | ((first: number, step: number, ms: (ticks: number) => number) => readonly Edit[])
>;
export type EditForm = keyof typeof editForms;

/** The pictures that a form shows, by their numbers; null where no single stretch says it. */
export function shownNumbers({ edit, times }: MatrixRecipe): readonly number[] | null {
  const upTo = (from: number, to: number) => Array.from({ length: to - from }, (_, n) => from + n);
  const stretches: Partial<Record<EditForm, readonly [number, number]>> = {
    own: [0, 24],
    none: [0, 24],
    'end-trimmed': [0, 12],
    'start-trimmed': [12, 24],
    'start-trimmed-inside-group': [9, 24],
    'both-trimmed': [7, 17],
    empty: [0, 24],
    'empty-and-trimmed': [12, 24],
    'longer-than-media': [0, 24],
  };
  const stretch = stretches[edit];
  return stretch && times !== 'equal' && times !== 'backwards' ? upTo(...stretch) : null;
}

const plain: MatrixRecipe = {
  container: 'mp4',
  coding: 'h264',
  edit: 'own',
  isMirrored: false,
  rotation: 0,
  colour: 'bt709',
  rate: '25',
  sound: 'plain',
  tracks: 'one',
  times: 'plain',
};

const edits = Object.keys(editForms) as EditForm[];
const colours: readonly ColourTags[] = ['bt709', 'none', 'bt601', 'bt709-full', 'pq', 'contrary'];
const rates: readonly Rate[] = ['25', '30000/1001', 'uneven'];
const sounds: readonly SoundForm[] = ['plain', 'none', 'late', 'cut', 'holed', 'low-rate'];
const lies = [false, true].flatMap((isMirrored) =>
  ([0, 90, 180, 270] as const).map((rotation) => ({ isMirrored, rotation })),
);

/** Takes turns through a list: neighbours differ, and each meets each sooner or later. */
function turn<T>(list: readonly T[], n: number): T {
  return list[n % list.length] as T;
}

/** Edit lists by orientation, with colours, rates and sound taking turns. */
function movies(): readonly MatrixRecipe[] {
  const pairs = edits.flatMap((edit) => lies.map((lie) => ({ ...plain, edit, ...lie })));
  return pairs.map((one, n) => ({
    ...one,
    colour: turn(colours, n + Math.floor(n / 6)),
    rate: turn(rates, n + Math.floor(n / 9)),
    sound: turn(sounds, n + Math.floor(n / 7)),
  }));
}

/** Colours by rates by codings and sound, without an edit list of ours. */
function codings(): readonly MatrixRecipe[] {
  const kinds = [
    { container: 'mp4', coding: 'av1' },
    { container: 'webm', coding: 'vp8' },
    { container: 'webm', coding: 'vp9' },
    { container: 'mkv', coding: 'h264' },
  ] as const;
  const tags = colours.filter((tag) => tag !== 'contrary');
  return kinds.flatMap((kind) =>
    tags.flatMap((colour) =>
      rates.map((rate, n) => ({ ...plain, ...kind, colour, rate, sound: turn(sounds, n) })),
    ),
  );
}

/** Clocks and tracks of every container. */
function clocksAndTracks(): readonly MatrixRecipe[] {
  const times: readonly TimeForm[] = ['plain', 'half-second', 'an-hour', 'equal', 'backwards'];
  const kinds = [
    { container: 'webm', coding: 'vp8' },
    { container: 'webm', coding: 'vp9' },
    { container: 'mkv', coding: 'h264' },
  ] as const;
  const tracks: readonly TrackForm[] = ['two', 'first-disabled', 'second-default', 'subtitles'];
  return [
    ...kinds.flatMap((kind) =>
      times.flatMap((form) =>
        (['plain', 'none', 'holed'] as const).map((sound) => ({
          ...plain,
          ...kind,
          times: form,
          sound,
        })),
      ),
    ),
    ...(['mp4', 'mkv'] as const).flatMap((container) =>
      tracks.flatMap((form) =>
        (['none', 'bt709', 'bt601'] as const).flatMap((colour) =>
          rates.map((rate) => ({ ...plain, container, tracks: form, colour, rate })),
        ),
      ),
    ),
  ];
}

/** Every file of the matrix: 305 of them. */
export const matrixRecipes: readonly MatrixRecipe[] = [
  ...movies(),
  ...codings(),
  ...clocksAndTracks(),
];

/** What a recipe is called: the axes on which it is not plain. */
export function nameOfRecipe(recipe: MatrixRecipe): string {
  const { isMirrored, rotation, ...rest } = recipe;
  const words = Object.values(rest).map(String);
  return [...words, ...(isMirrored ? ['mirrored'] : []), String(rotation)]
    .join(' ')
    .replaceAll('/', '-');
}
