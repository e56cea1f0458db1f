import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import {
  packFrameIndex,
  unpackFrameIndex,
} from '../../../../../main/data-service/evidence/frame-index-body.ts';
import { detectFrameRate } from '../../../../../shared/media-file/frame-rate.ts';
import { indexFrames, type IndexedFile } from '../../../../../shared/media-file/index-frames.ts';
import { expectValue, type Result } from '../../../../../shared/lifetime/result.ts';
import { makeClip, tinyClip } from '../../../../helpers/tiny-clip.ts';

type Turns = { count: number };

function indexOf(clip: Uint8Array, turns: Turns = { count: 0 }): Promise<Result<IndexedFile>> {
  const source = {
    sizeBytes: clip.length,
    read: async (from: number, to: number) => clip.subarray(from, to),
  };
  return indexFrames('sha', source, async () => {
    turns.count += 1;
    await nextTurn();
  });
}

const picture = (rate: string, seconds = 2, size = '64x36') => [
  '-f',
  'lavfi',
  '-i',
  `testsrc2=size=${size}:rate=${rate}:duration=${seconds}`,
];
const h264 = ['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p'];

test.each([
  ['24000/1001', 24_000, 1001, 'clip.mp4', h264],
  ['30000/1001', 30_000, 1001, 'clip.mp4', h264],
  ['60', 60, 1, 'clip.mp4', h264],
  ['25', 25, 1, 'clip.mp4', h264],
  ['24000/1001', 24_000, 1001, 'clip.webm', ['-c:v', 'libvpx-vp9', '-deadline', 'realtime']],
  ['30000/1001', 30_000, 1001, 'clip.webm', ['-c:v', 'libvpx-vp9', '-deadline', 'realtime']],
])(
  'a clip of %s frames a second is known as exactly %d/%d in %s',
  async (rate, numerator, denominator, name, codec) => {
    const { index } = expectValue(
      await indexOf(await makeClip([...picture(rate, 3), ...codec], name)),
    );
    expect(index.rate).toEqual({ kind: 'cfr', numerator, denominator });
    expect(index.startsUs.length).toBe(Math.round((3 * numerator) / denominator));
  },
);

test('frames of a clip at 29.97 start where the container says, to the microsecond', async () => {
  const { index } = expectValue(await indexOf(await makeClip([...picture('30000/1001'), ...h264])));
  const truth = Float64Array.from({ length: index.startsUs.length }, (_, frame) =>
    Math.round((frame * 1001 * 1e6) / 30_000),
  );
  expect(index.startsUs).toEqual(truth);
  expect(index.codec).toMatch(/^avc1\./);
  expect([index.displayWidth, index.displayHeight, index.rotation]).toEqual([64, 36, 0]);
});

test('a clip with uneven frames is variable, and B-frames stand in presentation order', async () => {
  const uneven = [
    ...picture('30'),
    '-vf',
    "select='not(mod(n,3))+gt(n,30)'",
    '-fps_mode',
    'vfr',
    '-c:v',
    'libx264',
    '-bf',
    '3',
    '-pix_fmt',
    'yuv420p',
  ];
  const { index } = expectValue(await indexOf(await makeClip(uneven)));
  expect(index.rate.kind).toBe('vfr');
  expect(
    [...index.startsUs].every((us, frame) => frame === 0 || us > (index.startsUs[frame - 1] ?? 0)),
  ).toBe(true);
  expect(index.startsUs[1]).toBe(100_000);
});

test('a clip whose first frame lasts twice as long is uneven, however coarse its container’s ticks', () => {
  const starts = [0, ...Array.from({ length: 121 }, (_, i) => (i + 2) / 24)];
  expect(detectFrameRate(starts, 24, 123 / 24).kind).toBe('vfr');
  const even = Array.from({ length: 122 }, (_, i) => i / 24);
  expect(detectFrameRate(even, 24, 122 / 24)).toEqual({
    kind: 'cfr',
    numerator: 24,
    denominator: 1,
  });
});

test('frames before presentation time zero are dropped and counted', async () => {
  const folderClip = await makeClip([...picture('30', 3), ...h264, '-g', '90']);
  const { writeFile, mkdtemp, rm } = await import('node:fs/promises');
  const folder = await mkdtemp('/tmp/second-look-edit-');
  await writeFile(`${folder}/a.mp4`, folderClip);
  const cut = await makeClip(['-ss', '0.37', '-i', `${folder}/a.mp4`, '-c', 'copy']);
  await rm(folder, { recursive: true });
  const { index } = expectValue(await indexOf(cut));
  expect(index.droppedBeforeStart).toBe(12);
  expect(index.startsUs[0]).toBeGreaterThanOrEqual(0);
  expect(index.startsUs.length).toBe(78);
});

test('a frame index survives the cache byte for byte', async () => {
  const { index } = expectValue(await indexOf(await tinyClip('24000/1001')));
  expect(unpackFrameIndex(packFrameIndex(index))).toEqual(index);
});

test('a clip of three hours is indexed while other work goes on', async () => {
  const turns: Turns = { count: 0 };
  const clip = await makeClip([
    '-f',
    'lavfi',
    '-i',
    'color=size=16x16:rate=2:duration=10800',
    ...h264,
  ]);
  const { index } = expectValue(await indexOf(clip, turns));
  expect(index.startsUs.length).toBe(21_600);
  expect(index.endUs).toBe(10_800_000_000);
  expect(turns.count).toBeGreaterThan(300);
}, 60_000);

test('half a file gives the frames that are there and says that it is cut off', async () => {
  const whole = await makeClip([
    ...picture('25', 4, '320x180'),
    ...h264,
    '-g',
    '25',
    '-movflags',
    '+faststart',
  ]);
  const { index, isCutShort } = expectValue(await indexOf(whole.subarray(0, whole.length / 2)));
  expect(isCutShort).toBe(true);
  expect(index.startsUs.length).toBeGreaterThan(10);
  expect(index.startsUs.length).toBeLessThan(100);
  expect(expectValue(await indexOf(whole)).isCutShort).toBe(false);
});

test.each([
  ['random bytes', async () => Buffer.alloc(9000, 0x5a), 'broken-media'],
  ['only the first 300 bytes', async () => (await tinyClip()).subarray(0, 300), 'broken-media'],
  [
    'sound alone',
    () => makeClip(['-f', 'lavfi', '-i', 'sine=duration=1', '-c:a', 'aac']),
    'unsupported-media',
  ],
  ['MPEG-4 part 2', () => makeClip([...picture('25', 1), '-c:v', 'mpeg4']), 'unsupported-media'],
])('%s: a clear sentence and no throw', async (_, clip, kind) => {
  const outcome = await indexOf(await clip());
  expect(outcome).toMatchObject({ ok: false, fault: { kind, retry: 'never' } });
});
