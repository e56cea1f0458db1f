import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { appendChange, pruneFeed } from '../../../backend/store/changes.ts';
import { protocolVersion } from '../../../shared/contract/version.ts';
import { backendHomes, type TestBackend } from '../../helpers/backend/backend-homes.ts';
import { HttpCaller, type HttpDesk } from '../../helpers/backend/http-desk.ts';
import { SmallWorld } from '../../helpers/backend/backend-fixtures.ts';
import { backendApi } from '../../../shared/contract/backend-api.ts';

describe.each(backendHomes())('the change feed and the description on $name', (home) => {
  let backend: TestBackend;
  beforeAll(async () => {
    backend = await home.start();
  });
  afterAll(async () => {
    await backend.stop();
  });

  /** Appends `perWriter` changes each; the transactions stay open for different times, so that they overlap. */
  async function write(writers: number, perWriter: number): Promise<number> {
    const { database, now } = backend.server.parts;
    await Promise.all(
      Array.from({ length: writers }, async (_, writer) => {
        for (let n = 0; n < perWriter; n++) {
          await database.transaction(async (tx) => {
            const caseId = `w${writer}-${n}`;
            await appendChange(tx, {
              kind: 'tombstone',
              caseId,
              deviceId: null,
              atMs: now(),
              detail: {},
            });
            await tx.query('SELECT pg_sleep($1)', [((writer * 7 + n * 3) % 10) / 1000]);
          });
        }
      }),
    );
    return writers * perWriter;
  }

  async function readOn(desk: HttpDesk, from: string | null) {
    const seen: string[] = [];
    let cursor = from;
    for (;;) {
      const { body } = await desk.ask('readChanges', {
        query: { limit: '37', ...(cursor === null ? {} : { cursor }) },
      });
      seen.push(
        ...body.changes
          .filter((change) => change.kind === 'tombstone')
          .map((change) => change.caseId ?? ''),
      );
      cursor = body.nextCursor;
      if (!body.more) return { seen, cursor };
    }
  }

  test('a reader that follows 16 writers misses nothing and sees nothing twice', async () => {
    const desk = await new SmallWorld(backend).desk();
    const seen: string[] = [];
    let cursor = (await desk.ask('readSnapshot')).body.cursor;
    let isWriting = true;
    const writing = write(16, 12).finally(() => (isWriting = false));
    for (let isLast = false; !isLast;) {
      isLast = !isWriting;
      const page = await readOn(desk, cursor);
      seen.push(...page.seen);
      cursor = page.cursor;
    }
    expect(seen).toHaveLength(await writing);
    expect(new Set(seen).size).toBe(seen.length);
  });

  test('an idle feed gives nothing, and its cursor goes on', async () => {
    const desk = await new SmallWorld(backend).desk();
    const { cursor } = (await desk.ask('readSnapshot')).body;
    const empty = await desk.ask('readChanges', { query: { cursor } });
    expect(empty.body).toMatchObject({ changes: [], more: false });
    await write(1, 2);
    expect((await readOn(desk, empty.body.nextCursor)).seen).toHaveLength(2);
  });

  test.each(['nonsense', Buffer.from('1 another-feed 5 5').toString('base64url')])(
    'a cursor of no feed of ours (%s) is gone: 410',
    async (cursor) => {
      const desk = await new SmallWorld(backend).desk();
      const answer = await desk.ask('readChanges', { query: { cursor } });
      expect(answer.problem).toMatchObject({ type: 'urn:second-look:cursor-gone', status: 410 });
    },
  );

  test('a cursor from before what was forgotten is gone; a snapshot leads on', async () => {
    const desk = await new SmallWorld(backend).desk();
    const old = (await desk.ask('readSnapshot')).body.cursor;
    await write(2, 2);
    const { database, now } = backend.server.parts;
    await database.transaction((tx) => pruneFeed(tx, now() + 1));
    await write(1, 1);
    expect((await desk.ask('readChanges', { query: { cursor: old } })).problem?.status).toBe(410);
    const { cursor } = (await desk.ask('readSnapshot')).body;
    expect((await desk.ask('readChanges', { query: { cursor } })).status).toBe(200);
  });

  test('a policy is told once and never changes', async () => {
    const desk = await new SmallWorld(backend).desk();
    const answer = await desk.ask('readPolicy', { params: { version: '2026-10' } });
    const categories = answer.body.branches.map((branch) => branch.category);
    expect(categories).toContain(null);
    expect(new Set(categories).size).toBe(10);
    expect((await desk.ask('readPolicy', { params: { version: 'none' } })).problem?.status).toBe(
      404,
    );
  });

  test('an unknown protocol version is answered with 426, a missing one is served', async () => {
    const reply = await fetch(`${backend.server.url}/v1/health`, {
      headers: { 'second-look-protocol': '99' },
    });
    expect(reply.status).toBe(426);
    expect(await reply.json()).toMatchObject({ type: 'urn:second-look:upgrade-required' });
    expect((await fetch(`${backend.server.url}/v1/health`)).status).toBe(200);
  });

  test('health says what kind of backend this is', async () => {
    const { body } = await new HttpCaller(backend.server.url, null).ask('readHealth');
    expect(body).toMatchObject({ protocol: protocolVersion, durable: home.name === 'PostgreSQL' });
    expect(body.storage).toContain('PostgreSQL');
  });

  test('strangers get nothing but a problem document', async () => {
    const stranger = new HttpCaller(backend.server.url, 'not-a-token');
    const cases = ['readChanges', 'readSnapshot', 'registerGeneration'] as const;
    for (const name of cases) {
      const { problem, headers } = await stranger.ask(
        name,
        name === 'registerGeneration' ? { body: {} } : {},
      );
      expect(problem).toMatchObject({ type: 'urn:second-look:unauthorized', status: 401 });
      expect(headers.get('content-type')).toBe('application/problem+json');
    }
  });

  test.each([
    ['POST', '/v1/devices', '{"invitation":', 400, 'urn:second-look:bad-request'],
    ['POST', '/v1/devices', '{"invitation":"x"}', 400, 'urn:second-look:bad-request'],
    ['POST', '/v1/devices', '', 400, 'urn:second-look:bad-request'],
    ['GET', '/v1/nothing', undefined, 404, 'urn:second-look:not-found'],
  ])(
    '%s %s with %j is answered with a problem document',
    async (method, path, body, status, type) => {
      const headers = { 'content-type': 'application/json' };
      const reply = await fetch(backend.server.url + path, {
        method,
        headers,
        ...(body === undefined ? {} : { body }),
      });
      expect(reply.status).toBe(status);
      expect(await reply.json()).toMatchObject({ type, status });
    },
  );

  test('the OpenAPI 3.1 description lists every call, with every reply, and every reference in it leads somewhere', async () => {
    const document = (await (await fetch(`${backend.server.url}/openapi.json`)).json()) as OpenApi;
    expect(document.openapi).toMatch(/^3\.1\./);
    for (const [name, call] of Object.entries(backendApi)) {
      const operation = document.paths[call.path]?.[call.method.toLowerCase()];
      expect(operation?.operationId).toBe(name);
      expect(Object.keys(operation?.responses ?? {})).toEqual(
        expect.arrayContaining(Object.keys(call.replies)),
      );
    }
    const listed = Object.values(document.paths).flatMap((path) => Object.keys(path));
    expect(listed).toHaveLength(Object.keys(backendApi).length);
    const references = [
      ...JSON.stringify(document).matchAll(/"\$ref":"#\/components\/schemas\/(\w+)"/g),
    ].map((found) => found[1]);
    expect(references.length).toBeGreaterThan(10);
    expect(references.filter((name) => !(name! in document.components.schemas))).toEqual([]);
    const page = await fetch(`${backend.server.url}/docs/`);
    expect(await page.text()).toContain('swagger-ui');
  });

  test('none of this was a bug of the backend', () => {
    expect(backend.bugs).toEqual([]);
  });
});

type OpenApi = {
  readonly openapi: string;
  readonly paths: Readonly<
    Record<
      string,
      Readonly<Record<string, { readonly operationId: string; readonly responses: object }>>
    >
  >;
  readonly components: { readonly schemas: Readonly<Record<string, unknown>> };
};
