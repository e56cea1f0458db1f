import { PGlite, types } from '@electric-sql/pglite';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sqlState, type Database, type Queries } from '../../../../backend/store/database.ts';
import { openPgliteDatabase } from '../../../../backend/store/pglite-database.ts';
import { cachedTemplate } from '../../../helpers/backend/empty-database.ts';

let database: Database;
let plain: PGlite;
const table =
  'CREATE TABLE rows (n int8 PRIMARY KEY, t text, j jsonb, b bytea, u uuid[], yes boolean, f float8, names text[])';

beforeAll(async () => {
  const template = await cachedTemplate();
  database = await openPgliteDatabase(null, template);
  plain = await PGlite.create({ loadDataDir: template, parsers: { [types.INT8]: Number } });
  await database.query(table);
  await plain.exec(table);
});
afterAll(async () => {
  await database.close();
  await plain.close();
});

const ids = ['018f3a4e-0000-7000-8000-000000000001', '018f3a4e-0000-7000-8000-000000000002'];
const values = [
  [9_007_199_254_740_991, 'plain', { a: [1, null, 'b'] }, new Uint8Array([0, 1, 255]), ids, true],
  [2, `it's "quoted" \\ and שלום 🎬\n`, '["text"]', new Uint8Array(), [], false],
  [3, '', null, null, null, null],
] as const;
const more = [
  [0.1, ['a,b', 'c"d', '{}']],
  [-1e300, []],
  [null, null],
] as const;

test('prepared queries store and answer every type as PGlite itself does, the first time and later', async () => {
  const insert =
    'INSERT INTO rows VALUES ($1, $2, $3, $4, $5, $6, $7, $8) RETURNING n, t, j, b, u, yes, f, names';
  for (const [at, row] of values.entries()) {
    const params = [...row, ...(more[at] ?? [])];
    const { rows } = await plain.query(insert, params);
    expect(await database.query(insert, params)).toEqual(rows);
  }
  for (const sql of [
    'SELECT * FROM rows ORDER BY n',
    'SELECT count(*) AS n, max(n) AS most FROM rows WHERE t = $1 OR u && $2::uuid[]',
    'WITH later AS (SELECT n FROM rows WHERE n > $1) SELECT n::text AS n, now() > $2::timestamptz AS past FROM later',
    'UPDATE rows SET yes = NOT yes WHERE n = $1 RETURNING yes',
    'DELETE FROM rows WHERE n = -1',
  ]) {
    const params = {
      count: ['plain', ids],
      'n::text': [2, '2020-01-01T00:00:00Z'],
      UPDATE: [2],
    };
    const fitting = Object.entries(params).find(([part]) => sql.includes(part))?.[1] ?? [];
    for (let round = 0; round < 3; round += 1) {
      const { rows } = await plain.query(sql, [...fitting]);
      expect([sql, await database.query(sql, fitting)]).toEqual([sql, rows]);
    }
  }
});

test('a query that fails says why by its state and leaves the next one as it was', async () => {
  const insert = 'INSERT INTO rows (n) VALUES ($1) RETURNING n';
  for (const [bad, state] of [
    [2, '23505'],
    ['two', '22P02'],
  ] as const) {
    const error = await database.query(insert, [bad]).catch((raw: unknown) => raw);
    expect(sqlState(error)).toBe(state);
    const inside = await database
      .transaction((tx) => tx.query(insert, [bad]))
      .catch((raw: unknown) => raw);
    expect(sqlState(inside)).toBe(state);
  }
  const unknown = await database.query('SELECT nothing FROM rows').catch((raw: unknown) => raw);
  expect(sqlState(unknown)).toBe('42703');
  expect(await database.query(insert, [77])).toEqual([{ n: 77 }]);
});

test('a transaction that fails leaves nothing, and keeps others out while it is open', async () => {
  const count = 'SELECT count(*) AS n FROM rows WHERE t = $1';
  const box: { tx?: Queries } = {};
  const failing = database.transaction(async (tx) => {
    box.tx = tx;
    await tx.query('INSERT INTO rows (n, t) VALUES (500, $1)', ['open']);
    expect(await tx.query(count, ['open'])).toEqual([{ n: 1 }]);
    throw new Error('no');
  });
  const beside = database.query(count, ['open']);
  await expect(failing).rejects.toThrow('no');
  expect(await beside).toEqual([{ n: 0 }]);
  await expect(box.tx?.query(count, ['open'])).rejects.toThrow('after the end');
});

test('a table that changes is answered as it is then', async () => {
  await database.query('CREATE TABLE changing (a text)');
  await database.query('INSERT INTO changing VALUES ($1)', ['1']);
  const all = 'SELECT * FROM changing';
  expect(await database.query(all)).toEqual([{ a: '1' }]);
  await database.query('ALTER TABLE changing ALTER a TYPE int USING a::int, ADD b text');
  expect(await database.query(all)).toEqual([{ a: 1, b: null }]);
});

test('texts without end fill no memory with what was prepared', async () => {
  for (let n = 0; n < 600; n += 1)
    expect(await database.query(`SELECT ${n} AS n`)).toEqual([{ n }]);
  const [{ n } = { n: -1 }] = await database.query<{ n: number }>(
    'SELECT count(*) AS n FROM pg_prepared_statements',
  );
  expect(n).toBeLessThanOrEqual(500);
});
