import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  mkdtempSync,
  openSync,
  ftruncateSync,
  closeSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Claim } from '../../../shared/domain/claim.ts';
import { fileToReview, originalFile } from '../../../shared/domain/generation.ts';
import { backendHomes, type TestBackend } from '../../helpers/backend/backend-homes.ts';
import { HttpCaller, HttpDesk, cannotTell } from '../../helpers/backend/http-desk.ts';
import { hasFfmpeg, makeClip, type ClipName } from '../../helpers/backend/made-clips.ts';
import { someGeneration } from '../../helpers/backend/backend-fixtures.ts';
import { invite, operatorToken } from '../../helpers/backend/invite.ts';

if (!hasFfmpeg)
  console.warn('SKIPPED: ffmpeg not found: clips for the intake suite can not be made');

// What ffmpeg does is the same on every database: one is enough.
const homes = hasFfmpeg ? backendHomes().slice(0, 1) : [];
describe.each(homes)('intake and media on $name', (home) => {
  let backend: TestBackend;
  let folder: string;
  let desk: HttpDesk;
  let operator: HttpCaller;

  beforeAll(async () => {
    backend = await home.start({ operatorToken });
    folder = mkdtempSync(join(tmpdir(), 'second-look-clips-'));
    operator = new HttpCaller(backend.server.url, operatorToken);
    desk = await HttpDesk.enrol(backend.server.url, await invite(backend.server.parts));
  });
  afterAll(async () => {
    await backend.stop();
    rmSync(folder, { recursive: true });
  });

  async function takeIn(
    bytes: Uint8Array | ReadableStream<Uint8Array>,
    headers: Record<string, string> = {},
  ) {
    const { generationId } = (await operator.ask('registerGeneration', { body: someGeneration() }))
      .body;
    return operator.ask('uploadMedia', { params: { generationId }, bytes, headers });
  }
  async function claimed(bytes: Uint8Array): Promise<Claim> {
    const { body } = await takeIn(bytes);
    const claims = await desk.claim(50);
    const found = claims.find((claim) => claim.caseId === body.caseId);
    if (!found) throw new Error('the case did not come to the desk');
    return found;
  }
  const madeClip = (name: ClipName, size?: string) => readFileSync(makeClip(folder, name, size));
  const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

  test('a playable clip goes into the queue as it is', async () => {
    const bytes = madeClip('plain.mp4');
    const claim = await claimed(bytes);
    expect(claim.generation).toMatchObject({ mediaState: 'ready', mediaNote: '' });
    expect(claim.generation.media).toMatchObject([
      { role: 'original', sha256: sha256(bytes), mimeType: 'video/mp4' },
    ]);
  });

  test.each<[ClipName, string]>([
    ['hevc.mp4', 'hevc'],
    ['part2.avi', 'mpeg4'],
    ['program.mpg', 'mpeg1video'],
    ['ac3.mp4', 'ac3'],
    ['prores.mov', 'prores'],
  ])('%s gets a review copy with the same frames at the same times', async (name, codec) => {
    const bytes = madeClip(name, name === 'hevc.mp4' ? '98x66' : '96x64');
    const { generation } = await claimed(bytes);
    expect(generation.mediaState).toBe('ready');
    expect(generation.mediaNote).toContain(codec);
    expect(originalFile(generation)?.sha256).toBe(sha256(bytes));
    const copy = fileToReview(generation);
    expect(copy).toMatchObject({ role: 'proxy', mimeType: 'video/mp4' });
    expect(copy?.proxy?.framesChecked).toBe(
      name === 'program.mpg' || name === 'part2.avi' ? 25 : 16,
    );
  });

  test('a transcript and labels reach the desk as they were told; without them both are null', async () => {
    const told = {
      transcript: {
        author: { name: 'ears', version: '2' },
        language: 'en',
        segments: [
          {
            text: 'Good evening.',
            fromUs: 0,
            toUs: 900_000,
            words: [{ text: 'Good', fromUs: 0, toUs: 400_000 }],
          },
        ],
      },
      labels: { visibleWatermark: 'absent', aiLabel: 'not-checked', note: '' },
    } as const;
    for (const more of [told, {}]) {
      const body = { ...someGeneration(), ...more } as ReturnType<typeof someGeneration>;
      const { generationId } = (await operator.ask('registerGeneration', { body })).body;
      const bytes = new TextEncoder().encode(`no clip ${generationId}`);
      await operator.ask('uploadMedia', { params: { generationId }, bytes });
      const claim = (await desk.claim(50)).find(
        (one) => one.generation.generationId === generationId,
      );
      expect(claim?.generation).toMatchObject({ transcript: null, labels: null, ...more });
    }
  });

  test('a VP8 clip in WebM is playable', async () => {
    const { generation } = await claimed(madeClip('plain.webm'));
    expect(generation).toMatchObject({ mediaState: 'ready', media: [{ mimeType: 'video/webm' }] });
  });

  test('an empty file is broken, says so, and can still be reviewed by its record', async () => {
    const claim = await claimed(new Uint8Array());
    expect(claim.generation).toMatchObject({
      mediaState: 'broken',
      mediaNote: 'The file is empty (0 bytes).',
    });
    const verdict = desk.verdictOn(claim, cannotTell);
    expect((await desk.put(verdict)).body.outcome).toBe('effective');
  });

  test('a text file with the name of a clip is broken', async () => {
    const { generation } = await claimed(Buffer.from('<html>this is no clip</html>'));
    expect(generation.mediaState).toBe('broken');
  });

  test('half a clip is reviewable as far as it goes, and the reviewer is told', async () => {
    const whole = madeClip('plain.webm', '320x240');
    const index = madeClip('plain.mp4', '320x240');
    expect((await takeIn(index.subarray(0, index.length / 2))).body.mediaState).toBe('broken');
    expect((await takeIn(whole.subarray(0, whole.length / 2))).body.mediaState).toBe('ready');
  });

  test('a large hollow file is streamed through and found broken', async () => {
    const path = join(folder, 'hollow.mp4');
    const file = openSync(path, 'w');
    ftruncateSync(file, 64 * 1024 * 1024);
    closeSync(file);
    const { body } = await takeIn(readFileSync(path));
    expect(body).toMatchObject({ mediaState: 'broken' });
  });

  test('an upload that breaks off leaves nothing behind, and can be sent again', async () => {
    const { generationId } = (await operator.ask('registerGeneration', { body: someGeneration() }))
      .body;
    let pulls = 0;
    const broken = new ReadableStream<Uint8Array>({
      pull(controller) {
        if (pulls++ < 3) controller.enqueue(new Uint8Array(70_000));
        else controller.error(new Error('the cable was cut'));
      },
    });
    await expect(
      operator.fetch('uploadMedia', { params: { generationId }, bytes: broken }),
    ).rejects.toThrow('fetch failed');
    const again = await operator.ask('uploadMedia', {
      params: { generationId },
      bytes: madeClip('plain.mp4'),
    });
    expect(again.body.mediaState).toBe('ready');
  });

  test('bytes that are not the announced ones are refused; another file for the same generation too', async () => {
    const digest = `sha-256=:${createHash('sha256').update('something else').digest('base64')}:`;
    const lied = await takeIn(madeClip('plain.mp4'), { 'content-digest': digest });
    expect(lied.problem).toMatchObject({ type: 'urn:second-look:media-mismatch', status: 409 });
    const { generationId } = (await operator.ask('registerGeneration', { body: someGeneration() }))
      .body;
    const params = { generationId };
    const first = await operator.ask('uploadMedia', { params, bytes: madeClip('plain.mp4') });
    const same = await operator.ask('uploadMedia', { params, bytes: madeClip('plain.mp4') });
    expect(same.body.caseId).toBe(first.body.caseId);
    const other = await operator.ask('uploadMedia', { params, bytes: madeClip('plain.webm') });
    expect(other.problem?.type).toBe('urn:second-look:media-mismatch');
  });

  test('media is served whole and in ranges, by the rules of HTTP', async () => {
    const bytes = madeClip('plain.mp4', '640x480');
    await claimed(bytes);
    const params = { sha256: sha256(bytes) };
    const get = (headers: Record<string, string> = {}) =>
      desk.fetch('readMedia', { params, headers });
    const body = async (reply: Response) => Buffer.from(await reply.arrayBuffer());

    const whole = await get();
    expect(whole.status).toBe(200);
    expect(whole.headers.get('cache-control')).toBe('no-store');
    expect(sha256(await body(whole))).toBe(params.sha256);
    const etag = whole.headers.get('etag') ?? '';

    const part = await get({ range: 'bytes=10-29' });
    expect(part.status).toBe(206);
    expect(part.headers.get('content-range')).toBe(`bytes 10-29/${bytes.length}`);
    expect(await body(part)).toEqual(bytes.subarray(10, 30));
    expect(await body(await get({ range: 'bytes=-7' }))).toEqual(bytes.subarray(-7));
    expect(await body(await get({ range: `bytes=${bytes.length - 3}-` }))).toEqual(
      bytes.subarray(-3),
    );
    expect(await body(await get({ range: 'bytes=5-999999999' }))).toEqual(bytes.subarray(5));

    expect((await get({ range: 'bytes=0-0', 'if-range': etag })).status).toBe(206);
    expect((await get({ range: 'bytes=0-0', 'if-range': '"another"' })).status).toBe(200);
    const outside = await get({ range: `bytes=${bytes.length}-` });
    expect(outside.status).toBe(416);
    expect(outside.headers.get('content-range')).toBe(`bytes */${bytes.length}`);
    expect(await outside.json()).toMatchObject({ type: 'urn:second-look:range-not-satisfiable' });
  });

  test('the manifest has the hash of every chunk', async () => {
    const bytes = Buffer.concat([madeClip('plain.mp4'), Buffer.alloc(600_000, 7)]);
    await claimed(bytes);
    const { body } = await desk.ask('readManifest', { params: { sha256: sha256(bytes) } });
    const chunks = Array.from({ length: Math.ceil(bytes.length / 262_144) }, (_, n) =>
      sha256(bytes.subarray(n * 262_144, (n + 1) * 262_144)),
    );
    expect(body).toEqual({
      sha256: sha256(bytes),
      sizeBytes: bytes.length,
      chunkBytes: 262_144,
      chunks,
    });
  });

  test('media is for desks that hold its case, until they must have wiped it', async () => {
    const bytes = Buffer.concat([madeClip('plain.mp4'), Buffer.from('unique')]);
    const claim = await claimed(bytes);
    const params = { sha256: sha256(bytes) };
    const stranger = await HttpDesk.enrol(backend.server.url, await invite(backend.server.parts));
    // A file of others and none at all: nobody learns which files are here.
    const ofOthers = await stranger.ask('readManifest', { params });
    const ofNobody = await stranger.ask('readManifest', { params: { sha256: 'b'.repeat(64) } });
    expect(ofOthers.problem).toEqual(ofNobody.problem);
    expect(ofOthers.problem?.status).toBe(404);
    const bytesOfOthers = await stranger.ask('readMedia', { params });
    expect(bytesOfOthers.problem).toEqual(ofNobody.problem);
    expect((await desk.ask('readManifest', { params })).status).toBe(200);
    backend.clock.advance(claim.wipeAtMs - backend.clock.now() + 1);
    expect((await desk.ask('readManifest', { params })).problem?.status).toBe(404);
  });

  test('the ingest command puts clips into the queue and names their cases', async () => {
    const empty = join(folder, 'empty.mp4');
    writeFileSync(empty, '');
    const told = await ingest(
      [makeClip(folder, 'plain.mp4'), makeClip(folder, 'hevc.mp4'), empty],
      backend.dataFolder,
    );
    expect(told.stderr).toBe('');
    const lines = told.stdout.trim().split('\n');
    expect(lines.map((line) => line.split('  ')[2])).toEqual(['ready', 'ready', 'broken']);
    expect(told.code).toBe(0);
    const caseIds = lines.map((line) => line.split('  ')[0]);
    const claims = (await desk.claim(50)).filter((claim) => caseIds.includes(claim.caseId));
    expect(claims).toHaveLength(3);
    expect(claims[0]?.generation).toMatchObject({
      prompt: 'a boat, قارب',
      modifiers: [{ name: 'lens', value: '35mm' }],
      scores: [{ category: 'violence', modality: 'picture', score: 0.7 }],
    });
  });

  test('the ingest command says in a sentence what is wrong', async () => {
    const missing = await ingest(['/no/such/clip.mp4'], backend.dataFolder);
    expect(missing).toMatchObject({
      code: 2,
      stdout: '',
      stderr: 'There is no file /no/such/clip.mp4. Nothing was done.\n',
    });
    const nowhere = await ingest([makeClip(folder, 'plain.mp4')], folder);
    expect(nowhere.code).toBe(2);
    expect(nowhere.stderr).toContain('No backend is running');
  });

  test('none of this was a bug of the backend', () => {
    expect(backend.bugs).toEqual([]);
  });

  function ingest(files: readonly string[], dataFolder: string) {
    const about = [
      '--prompt',
      'a boat, قارب',
      '--modifier',
      'lens=35mm',
      '--score',
      'violence:picture=0.7',
    ];
    const env = {
      ...process.env,
      SECOND_LOOK_OPERATOR_TOKEN: dataFolder === folder ? '' : operatorToken,
    };
    const child = spawn(
      process.execPath,
      ['backend/ingest.ts', ...files, ...about, '--data', dataFolder],
      { env },
    );
    return new Promise<{ code: number | null; stdout: string; stderr: string }>((resolve) => {
      let [stdout, stderr] = ['', ''];
      child.stdout.on('data', (data: Buffer) => (stdout += data.toString()));
      child.stderr.on('data', (data: Buffer) => (stderr += data.toString()));
      child.on('close', (code) => resolve({ code, stdout, stderr }));
    });
  }
});
