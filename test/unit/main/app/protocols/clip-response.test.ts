import { afterEach, beforeEach, expect, test } from 'vitest';
import { serveClip } from '../../../../../main/app/protocols/clip-response.ts';
import { serve } from '../../../../../shared/contract/serve.ts';
import { createClient, type Client } from '../../../../../shared/contract/create-client.ts';
import { mediaApi, type MediaApi } from '../../../../../shared/contract/media-api.ts';
import { portWire } from '../../../../../shared/contract/port-wire.ts';
import type { FaultKind } from '../../../../../shared/lifetime/fault.ts';
import { err, ok } from '../../../../../shared/lifetime/result.ts';

const sha256 = 'c'.repeat(64);
const address = `media://clip/${sha256}`;
const mebibyte = 1_048_576;

const wholeClip = new Uint8Array(2 * mebibyte + 500);
wholeClip.forEach((_, at) => (wholeClip[at] = at % 251));

let clip = new Uint8Array();
let trouble: FaultKind | undefined;
let troubleFrom = Infinity;
let reads: number[] = [];
let channel: MessageChannel;
let media: Client<MediaApi>;

beforeEach(() => {
  clip = wholeClip;
  [trouble, troubleFrom, reads] = [undefined, Infinity, []];
  channel = new MessageChannel();
  serve(
    mediaApi,
    {
      describeMedia: () =>
        trouble
          ? err(trouble, 'The clip can not be shown.')
          : ok({ sizeBytes: clip.length, mimeType: 'video/mp4' }),
      readMedia: ({ offset, length }) => {
        reads.push(length);
        if (offset >= troubleFrom) return err('integrity-failed', 'A part does not open.');
        return ok({ bytes: clip.slice(offset, offset + length) });
      },
    },
    portWire(channel.port1),
    (name, error) => {
      throw new Error(name, { cause: error });
    },
  );
  media = createClient(mediaApi, portWire(channel.port2));
});
afterEach(() => channel.port1.close());

const request = (init?: RequestInit) => serveClip(new Request(address, init), media.call, 'page');

test('a clip without a range comes whole, in reads of at most a mebibyte', async () => {
  const reply = await request();
  expect(reply.status).toBe(200);
  expect(reply.headers.get('content-length')).toBe(String(clip.length));
  expect(reply.headers.get('cache-control')).toBe('no-store');
  expect(Buffer.from(await reply.arrayBuffer()).equals(clip)).toBe(true);
  expect(reads).toEqual([mebibyte, mebibyte, 500]);
});

test('a range across two reads is exactly that range', async () => {
  const reply = await request({ headers: { range: `bytes=10-${mebibyte + 20}` } });
  expect(reply.status).toBe(206);
  expect(reply.headers.get('content-range')).toBe(`bytes 10-${mebibyte + 20}/${clip.length}`);
  const part = clip.slice(10, mebibyte + 21);
  expect(Buffer.from(await reply.arrayBuffer()).equals(part)).toBe(true);
});

test('the page may read where a range lies', async () => {
  const reply = await request({ headers: { range: 'bytes=0-1' } });
  expect(reply.headers.get('access-control-allow-origin')).toBe('app://desk');
  expect(reply.headers.get('access-control-expose-headers')).toContain('Content-Range');
});

test('a range beyond the end is a 416 that says how long the clip is', async () => {
  const reply = await request({ headers: { range: `bytes=${clip.length}-` } });
  expect(reply.status).toBe(416);
  expect(reply.headers.get('content-range')).toBe(`bytes */${clip.length}`);
});

test('HEAD tells the size and reads nothing', async () => {
  const reply = await request({ method: 'HEAD' });
  expect(reply.headers.get('content-length')).toBe(String(clip.length));
  expect(await reply.text()).toBe('');
  expect(reads).toEqual([]);
});

test('a clip of no bytes is answered, empty', async () => {
  clip = new Uint8Array();
  const reply = await request();
  expect(reply.status).toBe(200);
  expect((await reply.arrayBuffer()).byteLength).toBe(0);
});

test('a reader that goes away stops the reading', async () => {
  const reply = await request();
  const reader = reply.body!.getReader();
  await reader.read();
  await reader.cancel();
  const sofar = reads.length;
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(reads.length).toBe(sofar);
  expect(sofar).toBeLessThan(3);
});

test.each([
  ['integrity-failed', 422],
  ['not-found', 404],
  ['not-ready', 503],
  ['may-not-leave', 403],
  ['failed', 500],
] as const)('a clip that is %s is refused with %i and a sentence', async (kind, status) => {
  trouble = kind;
  const reply = await request();
  expect(reply.status).toBe(status);
  expect(reply.headers.get('second-look-fault')).toBe(kind);
  expect(await reply.text()).toBe('The clip can not be shown.');
});

test('a part that fails its seal breaks the stream instead of passing on bytes', async () => {
  troubleFrom = mebibyte;
  const reply = await request();
  await expect(reply.arrayBuffer()).rejects.toThrow('integrity-failed');
});

test('while the data service is away, a clip is a 503', async () => {
  expect((await serveClip(new Request(address), undefined, 'page')).status).toBe(503);
});

test.each(['media://clip/abc', `media://other/${sha256}`, `${address}/x`, `${address}?x`])(
  '%s names no clip',
  async (other) => {
    expect((await serveClip(new Request(other), media.call, 'page')).status).toBe(404);
  },
);
