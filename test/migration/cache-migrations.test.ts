import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { expect, onTestFinished, test } from 'vitest';
import { createCaseQueue, windowSql } from '../../main/data-service/cache/case-queue.ts';
import { migrations, newestVersion } from '../../main/data-service/cache/migrations/registry.ts';
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

function unlocked(file: string): Sqlite.Database {
  const db = new Sqlite(file);
  db.pragma(`cipher='chacha20'`);
  db.pragma(`key="x'${Buffer.from(key).toString('hex')}'"`);
  return db;
}

test('migrations are numbered from 1 without a gap', () => {
  expect(migrations.map((migration) => migration.number)).toEqual(
    migrations.map((_, at) => at + 1),
  );
});

/** Rows as each released version wrote them; a released entry is never edited. */
const releasedRows: readonly string[] = [
  `INSERT INTO settings (key, value) VALUES ('deviceSequence', '3');
   INSERT INTO verdicts (verdict_id, case_id, device_sequence, decided_at_ms, body, review_reason, case_title)
     VALUES ('v-1', 'case-1', 3, 1, '{}', 'appeal', 'A clip');
   INSERT INTO outbox (verdict_id, device_sequence, state, attempts) VALUES ('v-1', 3, 'waiting', 0);`,
  `INSERT INTO settings (key, value) VALUES ('deviceSequence', '3');
   INSERT INTO verdicts (verdict_id, case_id, device_sequence, decided_at_ms, body, envelope, review_reason, case_title)
     VALUES ('v-1', 'case-1', 3, 1, '{}', '{"payload":"e30="}', 'appeal', 'A clip');
   INSERT INTO outbox (verdict_id, device_sequence, state, attempts) VALUES ('v-1', 3, 'waiting', 0);`,
  `INSERT INTO settings (key, value) VALUES ('deviceSequence', '3');
   INSERT INTO evidence_shares (sha256, analysers, share) VALUES ('a', 'container:1', 1.0);
   INSERT INTO verdicts (verdict_id, case_id, device_sequence, decided_at_ms, body, envelope, review_reason, case_title)
     VALUES ('v-1', 'case-1', 3, 1, '{}', '{"payload":"e30="}', 'appeal', 'A clip');
   INSERT INTO outbox (verdict_id, device_sequence, state, attempts) VALUES ('v-1', 3, 'waiting', 0);`,
  `INSERT INTO settings (key, value) VALUES ('deviceSequence', '3');
   INSERT INTO verdicts (verdict_id, case_id, device_sequence, decided_at_ms, body, envelope, review_reason, case_title, must_ask)
     VALUES ('v-1', 'case-1', 3, 1, '{}', '{"payload":"e30="}', 'appeal', 'A clip', 1);
   INSERT INTO outbox (verdict_id, device_sequence, state, attempts) VALUES ('v-1', 3, 'waiting', 0);`,
];

test('a verdict that an older desk left in its outbox is sent as it is, a signed one in its envelope', () => {
  for (const [at, body] of releasedRows
    .map((rows) => (rows.includes('envelope') ? '{"payload":"e30="}' : '{}'))
    .entries()) {
    const file = databaseFile();
    const old = unlocked(file);
    for (const migration of migrations.slice(0, at + 1)) migration.run(old);
    old.pragma(`user_version = ${at + 1}`);
    old.exec(releasedRows[at] ?? '');
    old.close();
    const cache = expectValue(openCache(file, key));
    expect(createTables(cache).outbox.waiting(5)).toMatchObject([{ body, bareBody: '{}' }]);
    cache.close();
  }
});

test.each(releasedRows.map((rows, at) => [at + 1, rows] as const))(
  'a database of version %i with rows in it opens, and nothing is lost',
  (version, rows) => {
    const file = databaseFile();
    const old = unlocked(file);
    for (const migration of migrations.slice(0, version)) migration.run(old);
    old.pragma(`user_version = ${version}`);
    old.exec(rows);
    old.close();
    const cache = expectValue(openCache(file, key));
    expect(cache.db.pragma('user_version', { simple: true })).toBe(newestVersion);
    const tables = createTables(cache);
    expect(tables.settings.read('deviceSequence')).toBe(3);
    expect(tables.outbox.counts()).toEqual({ waiting: 1, sending: 0, rejected: 0, settled: 0 });
    cache.close();
  },
);

test('a database of a newer desk is refused in a sentence and not a byte of it changes', () => {
  const file = databaseFile();
  const newer = unlocked(file);
  newer.pragma(`user_version = ${newestVersion + 1}`);
  newer.exec('CREATE TABLE from_the_future (x TEXT) STRICT');
  newer.close();
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
