import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { expectValue } from '../../../../shared/lifetime/result.ts';
import { readClip } from '../../../../shared/media-file/read-clip.ts';
import { readForCopy } from '../../../../shared/media-file/read-for-copy.ts';
import { endUnendingReads } from '../../../../shared/media-file/unending-reads.ts';
import { ffmpeg } from '../../../helpers/ffmpeg-clips.ts';

const folder = mkdtempSync(join(tmpdir(), 'second-look-odd-'));
const at = (name: string) => join(folder, name);
const words = (text: string) => text.split(' ');
const test2 = (size = '128x80') => words(`-f lavfi -i testsrc2=s=${size}:r=25:d=2`);
const h264 = words(
  '-c:v libx264 -preset veryfast -g 10 -bf 2 -color_primaries bt709 -color_trc bt709 -colorspace bt709',
);
const eight = [...h264, '-pix_fmt', 'yuv420p'];

beforeAll(async () => {
  await ffmpeg(...test2(), ...words('-f lavfi -i sine=d=2'), ...eight, at('plain.mp4'));
  await ffmpeg(...test2(), ...eight, at('plain.ts'));
  await ffmpeg(...words('-f lavfi -i color=red:s=64x64 -frames:v 1'), at('cover.jpg'));
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function sourceOf(bytes: Uint8Array) {
  return {
    sizeBytes: bytes.length,
    read: (from: number, to: number) => Promise.resolve(bytes.subarray(from, to)),
  };
}

const bytesOf = (name: string) => readFileSync(at(name));
const read = (bytes: Uint8Array) => readClip(sourceOf(bytes), async () => {});

async function codesOf(name: string) {
  return expectValue(await read(bytesOf(name))).irregularities;
}

/** Two transport streams, one behind the other, as a file of another container. */
async function joined(first: string, second: string, to: string): Promise<void> {
  writeFileSync(at('both.ts'), Buffer.concat([bytesOf(first), bytesOf(second)]));
  await ffmpeg('-i', at('both.ts'), '-c', 'copy', at(to));
}

test.each(['mp4', 'mkv'])('pixels that change their shape half-way are said, in %s', async (to) => {
  await ffmpeg(...test2(), ...eight, '-vf', 'setsar=4/3', at('wide.ts'));
  await joined('plain.ts', 'wide.ts', `shape.${to}`);
  expect(await codesOf(`shape.${to}`)).toEqual(['size-changes']);
});

test('one shape of pixels, written in two ways, is one shape', async () => {
  // As its number, and as 12:11 in full.
  const said = ['sample_aspect_ratio=12/11', 'sample_aspect_ratio=24/22'];
  for (const [n, how] of said.entries())
    await ffmpeg(
      '-i',
      at('plain.ts'),
      '-c',
      'copy',
      '-bsf:v',
      `h264_metadata=${how}`,
      at(`${n}.ts`),
    );
  await joined('0.ts', '1.ts', 'same.mkv');
  expect(await codesOf('same.mkv')).not.toContain('size-changes');
});

test('colours that are coded in ten bits half-way are said', async () => {
  await ffmpeg(...test2(), ...h264, '-pix_fmt', 'yuv420p10le', at('deep.ts'));
  await joined('plain.ts', 'deep.ts', 'depth.mp4');
  expect(await codesOf('depth.mp4')).toEqual(['colour-changes']);
});

test('a cover picture among the descriptions of a movie is named', async () => {
  const cover = words('-map 0 -map 1 -c copy -disposition:v:1 attached_pic');
  await ffmpeg('-i', at('plain.mp4'), '-i', at('cover.jpg'), ...cover, at('cover.mp4'));
  expect(await codesOf('cover.mp4')).toEqual(['attachments']);
});

test.each(['mkv', 'mov', 'mp4'])(
  'a cover picture that is the first track of a file is not taken for the clip, in %s',
  async (to) => {
    const first = words('-map 1 -map 0 -c copy');
    await ffmpeg('-i', at('plain.mp4'), '-i', at('cover.jpg'), ...first, at(`first.${to}`));
    const { places, clip } = expectValue(
      await readForCopy(sourceOf(bytesOf(`first.${to}`)), async () => {}),
    );
    expect(places.picture).toBe(1);
    expect(clip?.index.startsUs).toHaveLength(50);
    expect(clip?.index.irregularities).toContain('other-pictures');
  },
);

test('a second half whose times lie before the first is shown, and said to go back', async () => {
  await ffmpeg('-i', at('plain.ts'), '-c', 'copy', '-output_ts_offset', '5', at('later.ts'));
  writeFileSync(at('back.ts'), Buffer.concat([bytesOf('later.ts'), bytesOf('plain.ts')]));
  const { picture, irregularities } = expectValue(await read(bytesOf('back.ts')));
  expect(picture.timeline.shown).toHaveLength(100);
  expect(irregularities).toContain('times-out-of-order');
  expect(irregularities).not.toContain('leading-pictures');
});

test('a transport stream of several programmes is said to be one', async () => {
  const two = words('-map 0 -map 1 -program program_num=1:st=0 -program program_num=2:st=1');
  await ffmpeg(...test2(), ...test2(), ...eight, ...two, at('two.ts'));
  expect(await read(bytesOf('two.ts'))).toMatchObject({
    ok: false,
    fault: { message: expect.stringContaining('several programmes') as unknown },
  });
});

test('a picture that its own bits make larger than anybody can draw is refused before it is decoded', async () => {
  await ffmpeg(
    ...test2(),
    ...words('-frames:v 5 -c:v libvpx-vp9 -pix_fmt yuv420p'),
    at('small.webm'),
  );
  const bytes = bytesOf('small.webm');
  const key = bytes.indexOf(Buffer.from([0x49, 0x83, 0x42]));
  // Four bits of colours, then width and height less one, of 16 bits each.
  const colours = (bytes[key + 3] ?? 0) & 0xf0;
  bytes.set([colours | 0x3, 0xff, 0xf3, 0xff, 0xf0 | ((bytes[key + 7] ?? 0) & 0xf)], key + 3);
  expect(await read(bytes)).toMatchObject({
    ok: false,
    fault: {
      kind: 'broken-media',
      message: expect.stringContaining('a picture of 16384x16384 pixels') as unknown,
    },
  });
});

test.each([
  ['65535 channels of sound at 48000 Hz', 65_535, 48_000],
  ['2 channels of sound at 4294967295 Hz', 2, 0xffff_ffff],
])('a file that asks for %s is refused', async (what, channels, rate) => {
  expect(await read(waveOf(channels, rate))).toMatchObject({
    ok: false,
    fault: { kind: 'broken-media', message: expect.stringContaining(what) as unknown },
  });
});

test('a source refuses a single read that would fill memory', () => {
  const source = endUnendingReads({ _read: (from: number, to: number) => to - from });
  expect(source._read(0, 64 * 1024 * 1024)).toBe(64 * 1024 * 1024);
  expect(() => source._read(0, 2 ** 30)).toThrow('too large');
});

/** A WAV file of a second's worth of zeros. */
function waveOf(channels: number, rate: number): Uint8Array {
  const head = Buffer.alloc(44);
  head.write('RIFF');
  head.writeUInt32LE(96_036, 4);
  head.write('WAVEfmt ', 8);
  head.writeUInt32LE(16, 16);
  head.writeUInt16LE(1, 20);
  head.writeUInt16LE(channels, 22);
  head.writeUInt32LE(rate, 24);
  head.writeUInt32LE(rate, 28);
  head.writeUInt16LE(2, 32);
  head.writeUInt16LE(16, 34);
  head.write('data', 36);
  head.writeUInt32LE(96_000, 40);
  return Buffer.concat([head, Buffer.alloc(96_000)]);
}
