import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { backendHomes, type TestBackend } from '../../helpers/backend/backend-homes.ts';
import { SmallWorld } from '../../helpers/backend/backend-fixtures.ts';

describe.each(backendHomes())('what strangers could learn on $name', (home) => {
  let backend: TestBackend;
  beforeAll(async () => {
    backend = await home.start();
  });
  afterAll(async () => {
    await backend.stop();
  });

  /** The tables with a row that holds this text in any column. */
  async function tablesWith(text: string): Promise<readonly string[]> {
    const { database } = backend.server.parts;
    const tables = await database.query<{ name: string }>(
      `SELECT table_name AS name FROM information_schema.tables
       WHERE table_schema = 'public' AND table_type = 'BASE TABLE'`,
    );
    const found: string[] = [];
    for (const { name } of tables) {
      const rows = await database.query(
        `SELECT 1 FROM "${name}" AS one WHERE position($1 IN one::text) > 0 LIMIT 1`,
        [text],
      );
      if (rows.length > 0) found.push(name);
    }
    return found;
  }

  test('the token of a desk is in no table: who reads the database can not act as the desk', async () => {
    const desk = await new SmallWorld(backend).desk();
    expect((await desk.ask('readSnapshot')).status).toBe(200);
    expect(await tablesWith(desk.deviceId)).toContain('devices');
    expect(await tablesWith(desk.token)).toEqual([]);
  });

  test('no answer may be read by a web page of another origin', async () => {
    const { url } = backend.server;
    const desk = await new SmallWorld(backend).desk();
    const paths = ['/v1/health', '/v1/snapshot', '/v1/nothing', '/v1/log/key', '/docs'];
    for (const origin of [null, 'https://example.org', 'null', url])
      for (const path of paths)
        for (const method of ['GET', 'OPTIONS']) {
          const headers = {
            authorization: `Bearer ${desk.token}`,
            'access-control-request-method': 'GET',
            ...(origin === null ? {} : { origin }),
          };
          const reply = await fetch(url + path, { method, headers });
          await reply.arrayBuffer();
          expect(reply.headers.get('access-control-allow-origin')).toBeNull();
        }
  });
});
