import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { createCaseQueue, windowSql } from '../../main/data-service/cache/case-queue.ts';
import { deskApplicationId } from '../../main/data-service/cache/migrations/0001-first-tables.ts';
import { migrations, type Migration } from '../../main/data-service/cache/migrations/registry.ts';
import { openCache } from '../../main/data-service/cache/open-cache.ts';
import { createTables } from '../../main/data-service/cache/tables.ts';
import { recordVerdict } from '../../main/data-service/outbox/record-verdict.ts';
import { expectValue } from '../../shared/lifetime/result.ts';
import { fillCases } from '../helpers/filled-cache.ts';
import {
  approval,
  conduct,
  madeClaim,
  madeEnrolment,
  madePolicy,
} from '../helpers/case-fixtures.ts';

const key = new Uint8Array(32).fill(5);

function databaseFile(): string {
  const folder = mkdtempSync(join(tmpdir(), 'second-look-db-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return join(folder, 'desk.db');
}

test('migrations are numbered from 1 without a gap', () => {
  expect(migrations.map((migration) => migration.number)).toEqual(
    migrations.map((_, at) => at + 1),
  );
});

/** The schema after each released version, hashed; an entry is added with a migration and never edited. */
const releasedSchemas: readonly string[] = ['2244d4890b4ca257', '1ef9d25fa522f2f9'];

test('the tables of every released version are as they were released', () => {
  const found = migrations.map((_, at) => {
    const cache = expectValue(openCache(':memory:', key, migrations.slice(0, at + 1)));
    const objects = cache.db
      .prepare<[], { sql: string }>(
        'SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY type, name',
      )
      .all()
      .map(({ sql }) => sql.replaceAll(/--.*$/gm, '').replaceAll(/\s+/g, ' '));
    cache.close();
    return createHash('sha256').update(objects.join('\n')).digest('hex').slice(0, 16);
  });
  expect(found).toEqual(releasedSchemas);
});

/** A migration as a release to come might bring it. */
const nextStep: Migration = {
  number: migrations.length + 1,
  name: 'made-up',
  run: (db) => void db.exec(`ALTER TABLE drafts ADD COLUMN saved_at_ms INTEGER NOT NULL DEFAULT 7`),
};

test('a new migration runs once over a database of the version before, and its rows stay', () => {
  const file = databaseFile();
  const first = expectValue(openCache(file, key));
  first.db.exec(`INSERT INTO drafts (case_id, body) VALUES ('case-1', '{}')`);
  first.close();
  for (let start = 0; start < 2; start += 1) {
    const cache = expectValue(openCache(file, key, [...migrations, nextStep]));
    expect(cache.db.pragma('user_version', { simple: true })).toBe(nextStep.number);
    expect(cache.db.pragma('application_id', { simple: true })).toBe(deskApplicationId);
    expect(cache.db.prepare('SELECT * FROM drafts').all()).toEqual([
      { case_id: 'case-1', body: '{}', saved_at_ms: 7 },
    ]);
    cache.close();
  }
});

test('a migration that fails leaves the database as the version before made it', () => {
  const file = databaseFile();
  const first = expectValue(openCache(file, key));
  first.db.exec(`INSERT INTO drafts (case_id, body) VALUES ('case-1', '{}')`);
  first.close();
  const half: Migration = {
    ...nextStep,
    run(db) {
      db.exec('DELETE FROM drafts');
      throw new Error('half-way');
    },
  };
  expect(() => openCache(file, key, [...migrations, half])).toThrow('half-way');
  const again = expectValue(openCache(file, key));
  expect(again.db.prepare('SELECT case_id FROM drafts').all()).toEqual([{ case_id: 'case-1' }]);
  again.close();
});

test('a database of a newer desk is refused in a sentence and not a byte of it changes', () => {
  const file = databaseFile();
  expectValue(openCache(file, key, [...migrations, nextStep])).close();
  const before = readFileSync(file);
  expect(openCache(file, key)).toMatchObject({ ok: false, fault: { kind: 'database-newer' } });
  expect(readFileSync(file)).toEqual(before);
});

test('a damaged database is refused in a sentence and left as it is', () => {
  const file = databaseFile();
  expectValue(openCache(file, key)).close();
  const damaged = readFileSync(file);
  damaged.fill(0xaa, 20, 900);
  writeFileSync(file, damaged);
  expect(openCache(file, key)).toMatchObject({ ok: false, fault: { kind: 'database-unreadable' } });
  expect(readFileSync(file)).toEqual(damaged);
});

test('nothing of a case can be read in the database file', () => {
  const file = databaseFile();
  const cache = expectValue(openCache(file, key));
  const tables = createTables(cache);
  tables.cases.take(
    madeClaim('a', [], {}, { prompt: 'a very recognizable prompt' }),
    'blocked',
    null,
  );
  expect(tables.cases.readGeneration('case-a')?.prompt).toBe('a very recognizable prompt');
  tables.truncateLog();
  cache.close();
  expect(readFileSync(file).includes('recognizable')).toBe(false);
});

test('every order of the queue comes from an index, whatever the filter', () => {
  const cache = expectValue(openCache(':memory:', key));
  for (const by of ['due', 'age', 'title', 'reason', 'state', 'size'] as const) {
    for (const direction of ['asc', 'desc'] as const) {
      const plan = cache.db
        .prepare<unknown[], { detail: string }>(
          `EXPLAIN QUERY PLAN ${windowSql({ by, direction }, 'state IN (?)')}`,
        )
        .all('ready', 100, 0)
        .map((line) => line.detail);
      expect(plan.some((line) => line.includes(`USING COVERING INDEX cases_by_${by}`))).toBe(true);
      expect(plan.some((line) => line.startsWith('SCAN cases') && !line.includes('INDEX'))).toBe(
        false,
      );
    }
  }
  cache.close();
});

test('a window, its total and the neighbours agree with a plain sort in memory', () => {
  const cache = expectValue(openCache(':memory:', key));
  const tables = createTables(cache);
  fillCases(tables, 600);
  const queue = createCaseQueue(cache.db);
  const filter = { text: 'RAIN', states: ['ready' as const, 'blocked' as const], reasons: [] };
  const sort = { by: 'size' as const, direction: 'desc' as const };
  const whole = queue
    .list({ text: '', states: [], reasons: [] }, sort, 0, 500)
    .rows.concat(queue.list({ text: '', states: [], reasons: [] }, sort, 500, 500).rows);
  expect(whole.length).toBe(600);
  const expected = whole
    .filter(
      (row) => row.title.includes('rain') && (row.state === 'ready' || row.state === 'blocked'),
    )
    .sort((a, b) => b.sizeBytes - a.sizeBytes);
  const found = queue.list(filter, sort, 2, 10);
  expect(found.total).toBe(expected.length);
  expect(found.rows.map((row) => row.caseId)).toEqual(
    expected.slice(2, 12).map((row) => row.caseId),
  );
  const at = (place: number) => expected[place]?.caseId ?? null;
  expect(queue.neighbour({ filter, sort, caseId: at(3), direction: 'next', openOnly: true })).toBe(
    at(4),
  );
  expect(
    queue.neighbour({ filter, sort, caseId: at(3), direction: 'previous', openOnly: true }),
  ).toBe(at(2));
  expect(
    queue.neighbour({
      filter,
      sort,
      caseId: at(expected.length - 1),
      direction: 'next',
      openOnly: true,
    }),
  ).toBeNull();
  expect(queue.neighbour({ filter, sort, caseId: null, direction: 'next', openOnly: true })).toBe(
    at(0),
  );
  cache.close();
});

test('on a full disk a verdict is either saved or said to be not saved, and the ballast makes room for it', () => {
  const cache = expectValue(openCache(databaseFile(), key));
  const tables = createTables(cache);
  tables.policies.save(madePolicy);
  tables.settings.write('enrolment', madeEnrolment);
  for (const id of ['a', 'b']) tables.cases.take(madeClaim(id, []), 'blocked', null);
  const pages = Number(cache.db.pragma('page_count', { simple: true }));
  cache.db.pragma(`max_page_count = ${pages}`);
  const note = 'x'.repeat(9000);
  const command = (caseId: string) => ({
    caseId,
    judgement: { ...approval, note },
    conduct,
    supersedesVerdictId: null,
  });
  const context = {
    tables,
    nowMs: () => 1,
    makeId: () => '0190a000-0000-7000-8000-000000000001',
    makeRoom: () => false,
  };
  expect(recordVerdict(context, command('case-a'))).toMatchObject({
    ok: false,
    fault: { kind: 'disk-full' },
  });
  expect(tables.journal.list([], 0, 10).total).toBe(0);
  expect(tables.cases.read('case-a')?.row.state).toBe('blocked');
  const makeRoom = () => {
    cache.db.pragma(`max_page_count = ${pages + 100}`);
    return true;
  };
  expect(recordVerdict({ ...context, makeRoom }, command('case-a')).ok).toBe(true);
  expect(tables.outbox.counts().waiting).toBe(1);
  cache.close();
});
