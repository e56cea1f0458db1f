import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { structureTrouble } from '../../../../shared/media-file/structure-trouble.ts';
import {
  box,
  countedSource,
  fileType,
  fragmentOf,
  fullBox,
  movieWith,
  u32,
} from '../../../helpers/made-boxes.ts';

const media = join(import.meta.dirname, '../../../../backend/seed/media');
const most = 0xffff_ffff;
const padding = box('mdat', Buffer.alloc(100_000));
const troubleOf = (...boxes: readonly Uint8Array[]) =>
  structureTrouble(countedSource(Buffer.concat([fileType, ...boxes])));

/** Tables that claim more than a file of 100 kB can hold, each in its own way. */
const lies: readonly (readonly [string, readonly Uint8Array[]])[] = [
  ['times of four billion samples', [movieWith(fullBox('stts', 0, u32(1, most, 1)))]],
  ['many runs of times', [movieWith(fullBox('stts', 0, u32(3, 50_000, 1, 50_000, 1, 50_000, 1)))]],
  [
    'runs spread over boxes',
    [movieWith(fullBox('stts', 0, u32(1, 60_000, 1)), fullBox('stts', 0, u32(1, 60_000, 1)))],
  ],
  ['offsets of four billion samples', [movieWith(fullBox('ctts', 0, u32(1, most, 1)))]],
  ['sizes of samples that cost no bytes', [movieWith(fullBox('stsz', 0, u32(1, most)))]],
  ['sizes of no bits', [movieWith(fullBox('stz2', 0, u32(0, 200)))]],
  ['compact sizes', [movieWith(fullBox('stz2', 0, u32(4, most)))]],
  ['a chunk of four billion samples', [movieWith(fullBox('stsc', 0, u32(1, 1, most, 1)))]],
  ['chunks that are nowhere', [movieWith(fullBox('stsc', 0, u32(2, 1, 1, 1, most, 1, 1)))]],
  [
    'runs of chunks that go back and forth',
    [
      movieWith(
        fullBox(
          'stsc',
          0,
          u32(8, ...[1, 9000, 1, 9000, 1, 9000, 1, 9000].flatMap((at) => [at, 0, 1])),
        ),
      ),
    ],
  ],
  ['a run of four billion samples in a fragment', [movieWith(), fragmentOf(0, most)]],
  [
    'runs over many fragments',
    [movieWith(), ...Array.from({ length: 12 }, () => fragmentOf(0, 10_000))],
  ],
  ['a fragment before the movie', [fragmentOf(0, most), movieWith()]],
  [
    'encryption data of four billion samples',
    [movieWith(fullBox('saiz', 0, Buffer.from([8]), u32(most), Buffer.alloc(3)))],
  ],
  [
    'the headers of a thousand encryption systems',
    [box('moov', ...Array.from({ length: 1000 }, () => fullBox('pssh', 0, u32(0, 0, 0, 0, 0))))],
  ],
  // A reader takes the boxes behind such a table for its entries.
  ['more times than its table holds', [movieWith(fullBox('stts', 0, u32(255, 20, 1)))]],
  ['more offsets than its table holds', [movieWith(fullBox('ctts', 0, u32(2, 20, 1)))]],
  ['more sizes than its table holds', [movieWith(fullBox('stsz', 0, u32(0, 3, 7, 7)))]],
  ['more chunk runs than its table holds', [movieWith(fullBox('stsc', 0, u32(2, 1, 1, 1)))]],
  ['more places than its table holds', [movieWith(fullBox('stco', 0, u32(2, 40)))]],
  ['more wide places than its table holds', [movieWith(fullBox('co64', 0, u32(2, 0, 40)))]],
  ['more key frames than its table holds', [movieWith(fullBox('stss', 0, u32(3, 1)))]],
  ['two thousand tracks', [box('moov', ...Array.from({ length: 2000 }, () => box('trak')))]],
  [
    'a fragment index of one time',
    [movieWith(), box('mfra', fullBox('tfra', 0, u32(1, 0, 30_000), Buffer.alloc(30_000 * 11)))],
  ],
];

test.each(lies)('a file that lists %s is not believed', async (_what, boxes) => {
  expect(await troubleOf(...boxes, padding)).toBe('lists-too-much');
});

test('a movie header larger than any clip’s is not loaded', async () => {
  const head = Buffer.alloc(16);
  head.writeUInt32BE(1);
  head.write('moov', 4);
  head.writeBigUInt64BE(200_000_000n, 8);
  const source = countedSource(Buffer.concat([fileType, head, padding]));
  expect(await structureTrouble(source)).toBe('header-too-large');
  expect(source.asked.bytes).toBeLessThan(400_000);
});

test('boxes that nest a thousand deep are not followed', async () => {
  let inner: Uint8Array = box('free');
  for (let n = 0; n < 1000; n++) inner = box('mdia', inner);
  expect(await troubleOf(box('moov', inner), padding)).toBe('too-deep');
});

test('a megabyte of the name of a table, and a megabyte of empty boxes, cost one look at each byte', async () => {
  const names = box('moov', Buffer.from('stts\0\0\0\0'.repeat(131_072), 'latin1'));
  const empty = Buffer.from('\0\0\0\x08free'.repeat(131_072), 'latin1');
  for (const bytes of [names, empty]) {
    const source = countedSource(Buffer.concat([fileType, bytes]));
    await structureTrouble(source);
    expect(source.asked.times).toBeLessThanOrEqual(10);
    expect(source.asked.bytes).toBeLessThanOrEqual(2 * source.sizeBytes);
  }
});

test('twice as many boxes are twice as much work, not four times', async () => {
  const spentMs = async (boxes: number) => {
    const inside = Buffer.from('\0\0\0\x10stts\0\0\0\0\0\0\0\0'.repeat(boxes), 'latin1');
    const source = countedSource(Buffer.concat([fileType, box('moov', inside)]));
    const before = process.cpuUsage();
    await structureTrouble(source);
    return process.cpuUsage(before).user / 1000;
  };
  await spentMs(100_000);
  const [once, eightTimes] = [await spentMs(100_000), await spentMs(800_000)];
  expect(eightTimes).toBeLessThan(25 * Math.max(once, 5));
});

test.each(readdirSync(media).filter((name) => !name.endsWith('.json')))(
  '%s, which tells the truth, is believed',
  async (name) => {
    expect(await structureTrouble(countedSource(readFileSync(join(media, name))))).toBe(null);
  },
);

test('where somebody waits only the beginning is looked at', async () => {
  const far = Array.from({ length: 200 }, () => box('mdat', Buffer.alloc(300_000)));
  const source = countedSource(Buffer.concat([fileType, movieWith(), ...far, fragmentOf(0, most)]));
  expect(await structureTrouble(source, 'beginning')).toBe(null);
  expect(source.asked.times).toBeLessThan(70);
});
