import { brotliCompressSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { protocolHeader, protocolVersion } from '../../../shared/contract/version.ts';
import { backendHomes, type TestBackend } from '../../helpers/backend/backend-homes.ts';
import type { HttpDesk } from '../../helpers/backend/http-desk.ts';
import { SmallWorld } from '../../helpers/backend/backend-fixtures.ts';

describe.each(backendHomes().slice(0, 1))('packed bodies on $name', (home) => {
  let backend: TestBackend;
  beforeAll(async () => {
    backend = await home.start();
  });
  afterAll(async () => {
    await backend.stop();
  });

  /** A desk with one signed verdict, and a way to send any bytes in its name. */
  async function deskWithVerdict() {
    const world = new SmallWorld(backend);
    await world.openCases(1);
    const desk = await world.desk();
    const verdict = desk.verdictOn(await desk.claimOne());
    return { desk, verdict, text: JSON.stringify({ verdicts: [desk.sign(verdict)] }) };
  }
  const post = (desk: HttpDesk, body: Uint8Array, coding: string) =>
    desk.fetch('putVerdicts', {
      bytes: body,
      headers: { 'content-type': 'application/json', 'content-encoding': coding },
    });

  test('every answer says that gzip is unpacked, and a packed verdict is taken like any other', async () => {
    const { desk, verdict, text } = await deskWithVerdict();
    const answer = await post(desk, gzipSync(text), 'gzip');
    expect(answer.headers.get('accept-encoding')).toBe('gzip');
    expect(await answer.json()).toMatchObject({
      items: [{ verdictId: verdict.verdictId, status: 201 }],
    });
    expect((await desk.put(verdict)).status).toBe(200);
    const health = await fetch(new URL('/v1/health', backend.server.url), {
      headers: { [protocolHeader]: String(protocolVersion) },
    });
    expect(health.headers.get('accept-encoding')).toBe('gzip');
  });

  test('what can not be unpacked is refused as a request, and nothing of it is kept', async () => {
    const { desk, verdict, text } = await deskWithVerdict();
    const whole = gzipSync(text);
    const damaged = Buffer.from(whole).fill(0, 30, 60);
    const refused = [
      [Buffer.from(text), 'gzip', 400],
      [damaged, 'gzip', 400],
      [whole.subarray(0, whole.length - 20), 'gzip', 400],
      [brotliCompressSync(text), 'br', 415],
    ] as const;
    for (const [body, coding, status] of refused)
      expect([coding, (await post(desk, body, coding)).status]).toEqual([coding, status]);
    expect((await desk.put(verdict)).status).toBe(201);
  });

  test('a small body that unpacks to a huge one is refused before it is whole', async () => {
    const { desk } = await deskWithVerdict();
    const bomb = gzipSync(Buffer.alloc(80 * 1024 * 1024, ' '));
    expect(bomb.length).toBeLessThan(200_000);
    expect((await post(desk, bomb, 'gzip')).status).toBe(413);
  });

  test('none of this was a bug of the backend', () => {
    expect(backend.bugs).toEqual([]);
  });
});
