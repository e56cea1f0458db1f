import { createServer } from 'node:http';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { missingConfinement } from '../../../../backend/media/confinement.ts';
import { lookInto } from '../../../../backend/media/look-into.ts';
import { probeMedia } from '../../../../backend/media/probe.ts';
import { clampedMs, longestRunMs, runProgram } from '../../../../backend/media/run-program.ts';
import { hasFfmpeg, makeClip } from '../../../helpers/backend/made-clips.ts';
import { box, fullBox, fileType, movieWith, u32 } from '../../../helpers/made-boxes.ts';

/** Another clip of this machine that no upload may bring in. */
const folder = mkdtempSync(join(tmpdir(), 'second-look-disguise-'));
const asked: string[] = [];
const server = createServer((request, response) => {
  asked.push(request.url ?? '');
  response.end();
});
let secret = '';
let host = '';

beforeAll(async () => {
  if (hasFfmpeg) secret = makeClip(folder, 'plain.mp4');
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  host = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
});
afterAll(() => {
  rmSync(folder, { recursive: true });
  server.close();
});

const media = (...lines: readonly string[]) => lines.join('\n');
const hls = (of: string) =>
  media(
    '#EXTM3U',
    '#EXT-X-VERSION:3',
    '#EXT-X-TARGETDURATION:10',
    '#EXTINF:1.0,',
    of,
    '#EXT-X-ENDLIST',
  );
const dash = (of: string) =>
  `<?xml version="1.0"?><MPD xmlns="urn:mpeg:dash:schema:mpd:2011" type="static" mediaPresentationDuration="PT1S"><Period><AdaptationSet mimeType="video/mp4"><Representation id="1" bandwidth="1"><BaseURL>${of}</BaseURL><SegmentBase/></Representation></AdaptationSet></Period></MPD>`;
const session = `v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nc=IN IP4 127.0.0.1\nt=0 0\nm=video 5004 RTP/AVP 96\na=rtpmap:96 H264/90000\n`;
const drawing = (of: string) =>
  `<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="64" height="36"><image xlink:href="${of}" width="64" height="36"/></svg>`;
const subtitles = (of: string) =>
  media(
    '[Script Info]',
    'ScriptType: v4.00+',
    '[Fonts]',
    `fontname: ${of}`,
    '[Events]',
    'Format: Start, End, Text',
    'Dialogue: 0:00:00.00,0:00:01.00,hello',
  );

/** A movie whose samples are said to lie in another file (an alias in its data reference). */
const elsewhere = (of: string) => {
  const reference = fullBox('dref', 0, u32(1), fullBox('url ', 0, Buffer.from(`${of}\0`)));
  return Buffer.concat([
    fileType,
    movieWith(fullBox('stts', 0, u32(1, 25, 40)), box('dinf', reference)),
  ]);
};
/** A segment of Matroska that names its neighbours. */
const linked = Buffer.from(
  '1a45dfa38a4282886d6174726f736b61185380679b1549a96696' + '73a490'.padEnd(6) + '00'.repeat(16),
  'hex',
);

const disguises: readonly (readonly [string, () => string | Uint8Array])[] = [
  ['a playlist of an absolute path', () => hls(secret)],
  ['a playlist of a file address', () => hls(`file://${secret}`)],
  ['a playlist of a host', () => hls(`${host}/a.ts`)],
  ['a playlist of joined files', () => hls(`concat:${secret}|${secret}`)],
  ['a playlist of a part of a file', () => hls(`subfile,,start,0,end,0,,:${secret}`)],
  ['a playlist of an encrypted file', () => hls(`crypto:${secret}`)],
  ['a master playlist', () => media('#EXTM3U', '#EXT-X-STREAM-INF:BANDWIDTH=1', secret)],
  ['a DASH manifest of a path', () => dash(secret)],
  ['a DASH manifest of a host', () => dash(`${host}/a.mp4`)],
  ['a script of files', () => media('ffconcat version 1.0', `file '${secret}'`)],
  ['a session description', () => session],
  ['a drawing', () => drawing(secret)],
  ['a drawing from a host', () => drawing(`${host}/a.png`)],
  ['subtitles with a font', () => subtitles(secret)],
  ['a filter graph', () => `movie=${secret}[out0]`],
  ['a segment linked to others', () => linked],
];

test.each(disguises)(
  '%s brings in no other file and reaches no host, with ffmpeg or without',
  async (what, make) => {
    const path = join(folder, `${what.replaceAll(' ', '-')}.mp4`);
    writeFileSync(path, make());
    for (const withFfmpeg of hasFfmpeg ? [true, false] : [false]) {
      const { plan } = await lookInto(path, withFfmpeg);
      expect([what, withFfmpeg, plan.kind]).toEqual([what, withFfmpeg, 'broken']);
    }
    expect(asked).toEqual([]);
  },
);

test('a movie whose data are said to lie in another file gets none of it', async () => {
  const path = join(folder, 'elsewhere.mp4');
  for (const of of [`file://${secret}`, `${host}/a.mp4`]) {
    writeFileSync(path, elsewhere(of));
    // Its tables alone are its own: without ffmpeg the desk finds that it holds no frame.
    expect(await probeMedia(path, false)).toMatchObject({ tracks: [{ codec: 'vp9' }] });
    const kind = hasFfmpeg ? (await lookInto(path, true)).plan.kind : 'broken';
    expect(kind).toBe('broken');
  }
  expect(asked).toEqual([]);
});

test.runIf(hasFfmpeg)(
  'a review copy of a disguise is never made either, not even when it is asked for',
  async () => {
    const copy = join(folder, 'copy.mp4');
    for (const make of [
      hls(secret),
      dash(secret),
      media('ffconcat version 1.0', `file '${secret}'`),
    ]) {
      const path = join(folder, 'asked.mp4');
      writeFileSync(path, make);
      const args = [
        '-nostdin',
        '-v',
        'error',
        '-y',
        '-i',
        `file:${path}`,
        '-c',
        'copy',
        '-f',
        'mp4',
        `file:${copy}`,
      ];
      expect((await runProgram('ffmpeg', args, 20_000)).end).toBe('failed');
    }
    expect(() => readFileSync(copy)).toThrow('ENOENT');
  },
);

test.runIf(hasFfmpeg)('patterns, devices and other protocols are no input', async () => {
  for (const input of [
    `${folder}/%d.png`,
    'lavfi:testsrc',
    `concat:${secret}`,
    `subfile,,start,0,end,0,,:${secret}`,
    `${host}/a.mp4`,
  ]) {
    const { end } = await runProgram(
      'ffmpeg',
      ['-nostdin', '-v', 'error', '-i', input, '-f', 'null', '-'],
      20_000,
    );
    expect([input, end]).toEqual([input, 'failed']);
  }
  expect(asked).toEqual([]);
});

test.runIf(hasFfmpeg && missingConfinement().length === 0)(
  'a program has no network, no environment, and writes no file past its limit',
  async () => {
    const { stdout } = await runProgram(
      'ffprobe',
      ['-v', 'error', '-show_format', '-of', 'json', `file:${secret}`],
      20_000,
    );
    expect(JSON.parse(stdout)).toMatchObject({
      format: { format_name: expect.stringContaining('mp4') as unknown },
    });
    // Without a limit of ours ffmpeg would answer for the host: here there is no way to it.
    const args = [
      '-v',
      'error',
      '-protocol_whitelist',
      'file,http,tcp',
      '-f',
      'mp4',
      '-i',
      `${host}/a.mp4`,
      '-f',
      'null',
      '-',
    ];
    expect((await runProgram('ffmpeg', args, 20_000)).end).toBe('failed');
    expect(asked).toEqual([]);
  },
);

test.each([
  [3e8 * 10_000, longestRunMs],
  [Infinity, longestRunMs],
  [Number.NaN, longestRunMs],
  [-1, 1000],
  [20_000, 20_000],
])('a wait of %d ms is %d ms', (asked, waited) => {
  expect(clampedMs(asked)).toBe(waited);
  expect(waited).toBeLessThan(2 ** 31);
});

test.runIf(hasFfmpeg)('a clip with subtitles is read as before', async () => {
  const [text, clip] = [join(folder, 'words.srt'), join(folder, 'words.mkv')];
  writeFileSync(text, '1\n00:00:00,000 --> 00:00:01,000\nhello\n');
  const { spawnSync } = await import('node:child_process');
  expect(
    spawnSync('ffmpeg', [
      '-v',
      'error',
      '-y',
      '-i',
      secret,
      '-i',
      text,
      '-c',
      'copy',
      '-c:s',
      'srt',
      clip,
    ]).status,
  ).toBe(0);
  expect((await lookInto(clip, true)).plan.kind).toBe('playable');
});
