import { closeSync, openSync, readdirSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { expect, test } from 'vitest';
import { openCache, setKey } from '../../main/data-service/cache/open-cache.ts';
import { createTables } from '../../main/data-service/cache/tables.ts';
import { keepEnrolmentCopy } from '../../main/data-service/enrolment-copy.ts';
import { noteDamage } from '../../main/data-service/open-or-rebuild.ts';
import { expectValue } from '../../shared/lifetime/result.ts';
import { madeEnrolment } from '../helpers/case-fixtures.ts';
import { startDesk, startInput, temporaryFolder } from '../helpers/desk.ts';
import { makeTrialDatabase, trialDeskSteps } from './trial-desk.ts';

const { databaseKey: key } = startInput('');
const rescueFileId = '0190a000-0000-4000-8000-00000000000a';
const versions = trialDeskSteps.map((_, at) => at + 1);

/** The folder of a trial desk that was enrolled and ended; its verdict still waits. */
function trialFolder(version: number): string {
  const dataDir = temporaryFolder();
  makeTrialDatabase(join(dataDir, 'desk.db'), key, version, rescueFileId).close();
  writeFileSync(join(dataDir, `rescue-${rescueFileId}.log`), 'sealed\n');
  keepEnrolmentCopy(dataDir, key, { enrolment: madeEnrolment, deviceKey: 'a2V5' });
  return dataDir;
}

async function startedOn(dataDir: string) {
  const desk = startDesk(startInput(dataDir));
  const state = expectValue(await desk.page.call.readDesk({}));
  await desk.stop();
  return { state, told: state.warnings.join(' ') };
}

const asideIn = (dataDir: string) =>
  readdirSync(dataDir).filter((name) => /^desk\.db\.(older|unreadable)-[^.]*$/.test(name));

test.each(versions)(
  'the database of a trial desk of version %i is put aside whole, a new one begins, and the person reads what is where',
  async (version) => {
    const dataDir = trialFolder(version);
    const { state, told } = await startedOn(dataDir);
    const [aside = '', ...more] = asideIn(dataDir);
    expect(more).toEqual([]);
    expect(told).toContain(`put aside as ${aside} in the desk's folder, nothing was deleted`);
    expect(told).toContain(
      `1 verdict without a receipt lies in it, and sealed in rescue-${rescueFileId}.log`,
    );
    expect(told).toContain('enrol this desk with a new code');
    expect([state.enrolment, state.outbox.waiting, state.cases.total]).toEqual([null, 0, 0]);
    const old = new Sqlite(join(dataDir, aside));
    setKey(old, key);
    expect(old.prepare('SELECT body FROM verdicts').all()).toEqual([{ body: '{"note":"seen"}' }]);
    expect(old.prepare('SELECT verdict_id FROM outbox').all()).toEqual([{ verdict_id: 'v-1' }]);
    expect(old.pragma('user_version', { simple: true })).toBe(version);
    old.close();
    // Started again, the new database is the desk's own and stays.
    const again = await startedOn(dataDir);
    expect(asideIn(dataDir)).toEqual([aside]);
    expect(again.told).toBe(told);
  },
);

test('a new desk after a trial one is never taken for the old device, also when it is rebuilt', async () => {
  const dataDir = trialFolder(4);
  await startedOn(dataDir);
  expect(readdirSync(dataDir)).not.toContain('enrolment.sealed');
  expect(readdirSync(dataDir)).toContain(`${asideIn(dataDir)[0]}.enrolment`);
  writeFileSync(join(dataDir, 'desk.db'), 'no database');
  expect((await startedOn(dataDir)).state.enrolment).toBeNull();
});

test('a database of a trial desk with a damaged page is put aside too, and nothing of it is mixed into the new one', async () => {
  const dataDir = temporaryFolder();
  const file = join(dataDir, 'desk.db');
  const db = makeTrialDatabase(file, key, 4, rescueFileId);
  const page = Number(db.pragma('page_size', { simple: true }));
  const root = db
    .prepare<[], { rootpage: number }>(`SELECT rootpage FROM sqlite_master WHERE name = 'drafts'`)
    .get()?.rootpage;
  db.close();
  const handle = openSync(file, 'r+');
  writeSync(handle, Buffer.alloc(page, 0xaa), 0, page, ((root ?? 0) - 1) * page);
  closeSync(handle);
  noteDamage(dataDir);
  const { state, told } = await startedOn(dataDir);
  expect(told).toContain('nothing was deleted, and a new one was begun');
  expect(told).toContain('1 verdict without a receipt lies in it: keep it and tell your operator');
  expect([state.enrolment, state.outbox.waiting]).toEqual([null, 0]);
  const fresh = expectValue(openCache(file, key));
  expect(createTables(fresh).journal.list([], 0, 10).total).toBe(0);
  fresh.close();
});
