import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { IrregularityCode } from '../../../../shared/media-time/irregularities.ts';
import { readClip, type ReadClip } from '../../../../shared/media-file/read-clip.ts';
import { expectValue, type Result } from '../../../../shared/lifetime/result.ts';
import { ffmpeg } from '../../../helpers/ffmpeg-clips.ts';
import { markedPictures } from '../../../helpers/matrix/marked-frames.ts';
import {
  colourBox,
  editMovie,
  isPicture,
  orientationMatrix,
  withEdits,
  withEntryBoxes,
  withFlags,
  withMatrix,
  type Edit,
} from '../../../helpers/matrix/movie-editor.ts';

// 50 pictures at 25 a second, 12,800 ticks: 512 a picture; B-pictures put the first one at tick 1024.
const folder = mkdtempSync(join(tmpdir(), 'second-look-read-'));
const at = (name: string) => join(folder, name);
const first = 1024;
const perFrame = 512;
const h264 = '-c:v libx264 -preset veryfast -g 10 -bf 2 -sc_threshold 0 -pix_fmt yuv420p'.split(
  ' ',
);
const bt709 = '-color_primaries bt709 -color_trc bt709 -colorspace bt709'.split(' ');
let plain: Buffer;

beforeAll(async () => {
  writeFileSync(at('first.yuv'), markedPictures(50));
  writeFileSync(at('second.yuv'), markedPictures(50, 128, 80, 100));
  await ffmpeg(
    ...pictures('first'),
    ...tone(48_000),
    ...h264,
    ...bt709,
    '-c:a',
    'aac',
    at('plain.mp4'),
  );
  await ffmpeg(...pictures('second'), ...h264, ...bt709, at('second.mp4'));
  plain = readFileSync(at('plain.mp4'));
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function pictures(name: string): string[] {
  const form = '-f rawvideo -pix_fmt yuv420p -s 128x80 -r 25 -i'.split(' ');
  return [...form, at(`${name}.yuv`)];
}

function tone(rate: number): string[] {
  return ['-f', 'lavfi', '-i', `sine=duration=2:sample_rate=${rate}`];
}

function read(bytes: Uint8Array): Promise<Result<ReadClip>> {
  const source = {
    sizeBytes: bytes.length,
    read: (from: number, to: number) => Promise.resolve(bytes.subarray(from, to)),
  };
  return readClip(source, async () => {});
}

async function made(name: string, ...args: readonly string[]): Promise<Buffer> {
  await ffmpeg(...args, at(name));
  return readFileSync(at(name));
}

const edited = (edits: readonly Edit[]) =>
  editMovie(plain, (track) => (isPicture(track) ? withEdits(track, edits) : track));

type Shown = {
  readonly frames: number;
  readonly firstMs: number;
  readonly endMs: number;
  readonly codes: readonly IrregularityCode[];
};

async function shown(bytes: Uint8Array): Promise<Shown> {
  const { picture, irregularities } = expectValue(await read(bytes));
  return {
    frames: picture.timeline.shown.length,
    firstMs: Math.round((picture.timeline.shown[0]?.start ?? 0) * 1000),
    endMs: Math.round(picture.timeline.end * 1000),
    codes: irregularities,
  };
}

test('a plain clip has all its frames, and nothing about it is irregular', async () => {
  expect(await shown(plain)).toEqual({ frames: 50, firstMs: 0, endMs: 2000, codes: [] });
});

const frame = (n: number) => first + n * perFrame;
const editForms: readonly (readonly [string, readonly Edit[], Shown])[] = [
  ['no list', [], { frames: 50, firstMs: 80, endMs: 2080, codes: [] }],
  [
    'an end trimmed',
    [{ duration: 1000, mediaTime: first }],
    { frames: 25, firstMs: 0, endMs: 1000, codes: ['trimmed-end'] },
  ],
  [
    'a start trimmed',
    [{ duration: 1000, mediaTime: frame(25) }],
    { frames: 25, firstMs: 0, endMs: 1000, codes: ['trimmed-start'] },
  ],
  [
    'both trimmed, not at a key frame',
    [{ duration: 1200, mediaTime: frame(17) }],
    { frames: 30, firstMs: 0, endMs: 1200, codes: ['trimmed-start', 'trimmed-end'] },
  ],
  [
    'an edit that ends within a frame',
    [{ duration: 1010, mediaTime: first }],
    { frames: 26, firstMs: 0, endMs: 1010, codes: ['trimmed-end'] },
  ],
  [
    'an empty edit',
    [
      { duration: 500, mediaTime: -1 },
      { duration: 2000, mediaTime: first },
    ],
    { frames: 50, firstMs: 500, endMs: 2500, codes: ['delayed-start'] },
  ],
  [
    'an empty edit and a trimmed start',
    [
      { duration: 500, mediaTime: -1 },
      { duration: 1000, mediaTime: frame(25) },
    ],
    { frames: 25, firstMs: 500, endMs: 1500, codes: ['trimmed-start', 'delayed-start'] },
  ],
  [
    'an edit longer than the media',
    [{ duration: 3000, mediaTime: first }],
    { frames: 50, firstMs: 0, endMs: 2000, codes: [] },
  ],
  [
    'an edit that begins between two frames',
    [{ duration: 1600, mediaTime: frame(10) + 200 }],
    {
      frames: 39,
      firstMs: 24,
      endMs: 1584,
      codes: ['trimmed-start', 'edit-between-frames'],
    },
  ],
];

test.each(editForms)(
  'of a clip with %s the frames are those of the edit list',
  async (_, edits, truth) => {
    expect(await shown(edited(edits))).toEqual(truth);
  },
);

test.each<[IrregularityCode, readonly Edit[]]>([
  [
    'several-edits',
    [
      { duration: 400, mediaTime: first },
      { duration: 600, mediaTime: frame(30) },
    ],
  ],
  [
    'several-edits',
    [
      { duration: 400, mediaTime: first },
      { duration: 400, mediaTime: -1 },
    ],
  ],
  ['held-picture', [{ duration: 400, mediaTime: first, rate: 0 }]],
  ['edit-at-other-speed', [{ duration: 2000, mediaTime: first, rate: 2 }]],
  ['edit-at-other-speed', [{ duration: 2000, mediaTime: first, rate: -1 }]],
  ['edit-without-length', [{ duration: 0, mediaTime: first }]],
])('what no single stretch says is named: %s', async (code, edits) => {
  expect((await shown(edited(edits))).codes).toContain(code);
});

test('an edit list that shows no frame is refused in a sentence', async () => {
  expect(await read(edited([{ duration: 1000, mediaTime: frame(60) }]))).toMatchObject({
    ok: false,
    fault: { kind: 'broken-media' },
  });
});

test.each(
  [false, true].flatMap((isMirrored) =>
    [0, 90, 180, 270].map((turn) => [isMirrored, turn] as const),
  ),
)('a picture that lies mirrored: %s, turned: %d, is read so', async (isMirrored, rotation) => {
  const matrix = orientationMatrix(isMirrored, rotation, 128, 80);
  const lying = editMovie(plain, (track) => (isPicture(track) ? withMatrix(track, matrix) : track));
  const { sizes, irregularities } = expectValue(await read(lying));
  const isOnItsSide = rotation % 180 !== 0;
  expect(sizes).toMatchObject({
    isMirrored,
    rotation,
    displayWidth: isOnItsSide ? 80 : 128,
    displayHeight: isOnItsSide ? 128 : 80,
  });
  expect(irregularities).toEqual([
    ...(isMirrored ? ['mirrored'] : []),
    ...(rotation === 0 ? [] : ['turned']),
  ]);
});

test.each([
  ['turned by 37 degrees', [0.8, 0.6, -0.6, 0.8, 48, 0]],
  ['stretched', [2, 0, 0, 1, 0, 0]],
] as const)('a picture that is %s is called skewed', async (_, matrix) => {
  const skewed = editMovie(plain, (track) =>
    isPicture(track) ? withMatrix(track, matrix) : track,
  );
  expect((await shown(skewed)).codes).toEqual(['skewed']);
});

test('of two picture tracks the first that is enabled is the one, and the other is named', async () => {
  const maps = '-map 0:v -map 0:a -map 1:v -c copy'.split(' ');
  const two = await made('two.mp4', '-i', at('plain.mp4'), '-i', at('second.mp4'), ...maps);
  const enabled = async (...flags: readonly number[]) =>
    expectValue(await read(editMovie(two, (track, n) => withFlags(track, flags[n] ?? 3))));
  const both = await enabled(3, 3, 3);
  expect([both.picture.trackId, both.irregularities]).toEqual([1, ['other-pictures']]);
  const secondOnly = await enabled(2, 3, 3);
  expect([secondOnly.picture.trackId, secondOnly.irregularities]).toEqual([3, ['other-pictures']]);
  const none = await enabled(2, 3, 2);
  expect([none.picture.trackId, none.irregularities]).toEqual([
    1,
    ['other-pictures', 'disabled-track'],
  ]);
});

test('neither Matroska’s default flag nor a higher bitrate makes the second track the one', async () => {
  const maps = '-map 0:v -map 1:v -map 0:a -c copy'.split(' ');
  const flags = '-disposition:v:0 0 -disposition:v:1 default'.split(' ');
  const inputs = ['-i', at('plain.mp4'), '-i', at('second.mp4')];
  const two = await made('default.mkv', ...inputs, ...maps, ...flags);
  expect(expectValue(await read(two)).picture.trackId).toBe(1);
});

test('subtitles, attachments and chapters of a Matroska file are named', async () => {
  writeFileSync(at('words.srt'), '1\n00:00:00,000 --> 00:00:01,000\nword\n');
  writeFileSync(at('note.txt'), 'a note');
  writeFileSync(
    at('chapters.txt'),
    ';FFMETADATA1\n[CHAPTER]\nTIMEBASE=1/1000\nSTART=0\nEND=900\ntitle=one\n',
  );
  const inputs = ['-i', at('plain.mp4'), '-i', at('words.srt'), '-i', at('chapters.txt')];
  const maps = '-map 0 -map 1 -map_metadata 2 -map_chapters 2 -c copy -c:s srt'.split(' ');
  const attach = ['-attach', at('note.txt'), '-metadata:s:t', 'mimetype=text/plain'];
  const full = await made('full.mkv', ...inputs, ...maps, ...attach);
  expect((await shown(full)).codes).toEqual(['subtitles', 'attachments', 'chapters']);
  const movie = await made('full.mp4', ...inputs, ...maps.slice(0, -1), 'mov_text');
  expect((await shown(movie)).codes).toEqual(['subtitles', 'chapters']);
});

test('a timecode track is named as data', async () => {
  const coded = await made(
    'coded.mov',
    '-i',
    at('plain.mp4'),
    '-c',
    'copy',
    '-timecode',
    '10:00:00:00',
  );
  expect((await shown(coded)).codes).toEqual(['data-tracks']);
});

test('key frames are those of the codec’s own configuration, however small the pictures are', async () => {
  // One flat colour: key pictures of some hundred bytes, which guessing from bytes took for another framing.
  const flat = '-f lavfi -i color=black:s=320x180:r=25:d=4'.split(' ');
  const coded = '-c:v libx264 -preset slow -crf 30 -g 10 -keyint_min 10 -pix_fmt yuv420p'.split(
    ' ',
  );
  for (const name of ['small.mp4', 'small.mkv', 'small.ts']) {
    const clip = expectValue(await read(await made(name, ...flat, ...coded)));
    expect([name, clip.picture.timeline.shown.filter(({ isKey }) => isKey).length]).toEqual([
      name,
      10,
    ]);
  }
});

test('pictures that lead an open group at the start are left out and named', async () => {
  const open = '-c:v libx264 -g 12 -bf 3 -x264-params open-gop=1:scenecut=0 -pix_fmt yuv420p'.split(
    ' ',
  );
  const source = '-f lavfi -i testsrc2=s=128x80:r=25:d=3'.split(' ');
  await ffmpeg(...source, ...open, at('open.mp4'));
  const cut = await made('cut.mp4', '-ss', '1', '-i', at('open.mp4'), '-c', 'copy');
  const { picture, irregularities } = expectValue(await read(cut));
  expect(picture.timeline.leading).toBeGreaterThan(0);
  expect(irregularities).toEqual(
    expect.arrayContaining(['leading-pictures', 'starts-without-key-frame']),
  );
});

test.each([
  ['mp4', h264, 'aac'],
  ['mkv', h264, 'aac'],
  ['webm', ['-c:v', 'libvpx', '-deadline', 'realtime'], 'libopus'],
  ['webm', ['-c:v', 'libvpx-vp9', '-deadline', 'realtime'], 'libopus'],
  ['mp4', ['-c:v', 'libaom-av1', '-cpu-used', '8', '-usage', 'realtime'], 'aac'],
] as const)('colours that nobody tagged are said, in %s by %j', async (ending, codec, sound) => {
  const file = await made(
    `untagged.${ending}`,
    ...pictures('first'),
    ...tone(48_000),
    ...codec,
    '-c:a',
    sound,
  );
  expect((await shown(file)).codes).toEqual(['colour-untagged']);
});

test.each([
  ['HLG by the picture’s own bits', 'bt2020', 'arib-std-b67', 'bt2020nc', 'high-dynamic-range'],
  ['PQ by the picture’s own bits', 'bt2020', 'smpte2084', 'bt2020nc', 'high-dynamic-range'],
] as const)('%s is named', async (_, primaries, transfer, matrix, code) => {
  const tags = ['-color_primaries', primaries, '-color_trc', transfer, '-colorspace', matrix];
  const file = await made('deep.mkv', ...pictures('first'), ...h264, ...tags);
  expect((await shown(file)).codes).toEqual([code]);
});

test('tags of container and picture that contradict each other are named', async () => {
  const contrary = editMovie(plain, (track) =>
    isPicture(track)
      ? withEntryBoxes(track, (boxes) => [
          ...boxes.filter(({ name }) => name !== 'colr'),
          colourBox(6, 6, 6),
        ])
      : track,
  );
  expect((await shown(contrary)).codes).toEqual(['colour-tags-differ']);
});

test('pictures of two sizes in one stream are named', async () => {
  const [small, tall] = ['a.webm', 'b.webm'];
  const vp8 = ['-c:v', 'libvpx', '-deadline', 'realtime', '-g', '10'];
  await ffmpeg(...pictures('first'), ...vp8, at(small));
  await ffmpeg('-f', 'lavfi', '-i', 'testsrc2=s=80x128:r=25:d=1', ...vp8, at(tall));
  writeFileSync(at('both.txt'), [small, tall].map((name) => `file '${at(name)}'`).join('\n'));
  const both = await made(
    'both.webm',
    '-f',
    'concat',
    '-safe',
    '0',
    '-i',
    at('both.txt'),
    '-c',
    'copy',
  );
  expect((await shown(both)).codes).toEqual(['size-changes', 'colour-untagged']);
});

test('a hole in the sound is named, and so is a soundtrack that the edit list cuts short', async () => {
  const drop = ['-bsf:a', "noise=drop='between(n,30,50)'"];
  const holed = await made('holed.mkv', '-i', at('plain.mp4'), '-c', 'copy', ...drop);
  expect((await shown(holed)).codes).toEqual(['sound-has-holes']);
  const cut = editMovie(plain, (track) =>
    isPicture(track) ? track : withEdits(track, [{ duration: 1000, mediaTime: 1024 }]),
  );
  expect((await shown(cut)).codes).toEqual(['sound-edited']);
});

test('plain AAC of a low rate hides nothing', async () => {
  const low = await made(
    'low.mp4',
    ...pictures('first'),
    ...tone(22_050),
    ...h264,
    ...bt709,
    '-c:a',
    'aac',
  );
  expect((await shown(low)).codes).toEqual([]);
});
