import { randomBytes } from 'node:crypto';
import {
  existsSync,
  openSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
  writeSync,
  closeSync,
} from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { isDamage, openCache } from '../../../../main/data-service/cache/open-cache.ts';
import { createTables } from '../../../../main/data-service/cache/tables.ts';
import { noteDamage } from '../../../../main/data-service/open-or-rebuild.ts';
import { silentLog } from '../../../../main/data-service/runtime/log.ts';
import { startDataService } from '../../../../main/data-service/data-service.ts';
import { realWorld } from '../../../../main/data-service/runtime/world.ts';
import { expectValue } from '../../../../shared/lifetime/result.ts';
import { startDesk, startInput, temporaryFolder, until, type Desk } from '../../../helpers/desk.ts';
import {
  approval,
  conduct,
  madeClaim,
  madeFile,
  madePolicy,
} from '../../../helpers/case-fixtures.ts';
import { createModelBackend, modelInvitation } from '../../../helpers/model-backend.ts';
import { tinyClip } from '../../../helpers/tiny-clip.ts';

const key = new Uint8Array(32).fill(7);

/** A desk with one clip and a verdict on another case that could not be sent yet. */
async function workingDesk(wipeAtMs = Date.now() + 86_400_000) {
  const clip = await tinyClip();
  const backend = createModelBackend(madePolicy);
  backend.media.set(madeFile(clip).sha256, clip);
  backend.waiting = ['a', 'b'].map((id) => madeClaim(id, [madeFile(clip)], { wipeAtMs }));
  const backendUrl = await backend.listen();
  onTestFinished(() => backend.close());
  const dataDir = temporaryFolder();
  const enrolAt = { backendUrl, invitation: modelInvitation };
  const desk = startDesk(startInput(dataDir, { enrolAt }));
  await until(
    () => desk.page.call.readDesk({}),
    (state) => state.ok && state.value.cases.ready === 2,
  );
  backend.interfere = () => Promise.reject(new Error('cable cut'));
  const judgement = { ...approval, note: 'the lips come late' };
  const command = { caseId: 'case-a', judgement, conduct, supersedesVerdictId: null };
  const { verdictId } = expectValue(await desk.page.call.recordVerdict(command));
  return { backend, dataDir, desk, verdictId, sha256: madeFile(clip).sha256 };
}

const read = (desk: Desk) => desk.page.call.readDesk({}).then(expectValue);
const clipsIn = (dataDir: string) => readdirSync(join(dataDir, 'media'));

/** Overwrites a piece of a file in place. */
function damage(file: string, from: number, bytes: number): void {
  const handle = openSync(file, 'r+');
  writeSync(handle, randomBytes(bytes), 0, bytes, from);
  closeSync(handle);
}

test('without any backend a case goes at its wipe time; its verdict stays and is sent later', async () => {
  const { backend, dataDir, desk, verdictId } = await workingDesk(Date.now() + 3_600_000);
  await desk.stop();
  expect(clipsIn(dataDir)).toHaveLength(1);
  const later = { ...realWorld(), nowMs: () => Date.now() + 2 * 3_600_000 };
  const again = startDesk(startInput(dataDir), later);
  await until(
    () => clipsIn(dataDir),
    (files) => files.length === 0,
  );
  const state = await read(again);
  expect(state.cases.total).toBe(0);
  expect(state.outbox.waiting + state.outbox.sending).toBe(1);
  await again.stop();

  // Turned back: what was known to be later stays later.
  const back = { ...realWorld(), nowMs: () => Date.now() - 48 * 3_600_000 };
  const third = startDesk(startInput(dataDir), back);
  backend.interfere = () => null;
  await third.page.call.syncNow({});
  await until(
    () => backend.verdicts.size,
    (n) => n === 1,
  );
  expect([...backend.verdicts.keys()]).toEqual([verdictId]);
});

test('a desk that is taken off sends what waits once, then holds no key, clip or case, but its verdicts', async () => {
  const { backend, dataDir, desk, verdictId } = await workingDesk();
  backend.changes.push({ kind: 'device-revoked', caseId: null, detail: {} });
  backend.interfere = () => null;
  void desk.page.call.syncNow({});
  await until(
    () => clipsIn(dataDir),
    (files) => files.length === 0,
  );
  expect([...backend.verdicts.keys()]).toEqual([verdictId]);
  const state = await until(
    () => read(desk),
    (now) => now.enrolment === null,
  );
  expect(state.cases.total).toBe(0);
  expect(state.warnings.join(' ')).toContain('This desk was taken off by its backend');
  const { entries } = expectValue(await desk.page.call.listJournal({ offset: 0, limit: 9 }));
  expect(entries.map((entry) => entry.verdict.verdictId)).toEqual([verdictId]);
  expect(existsSync(join(dataDir, 'enrolment.sealed'))).toBe(false);
  await desk.stop();
  const cache = expectValue(openCache(join(dataDir, 'desk.db'), key));
  const { settings } = createTables(cache);
  expect([settings.read('deviceKey'), settings.read('enrolment')]).toEqual([null, null]);
  cache.close();
});

test('a database with a damaged page is put aside; verdicts and enrolment come along, cases come anew', async () => {
  const { backend, dataDir, desk, verdictId } = await workingDesk();
  await desk.stop();
  const file = join(dataDir, 'desk.db');
  const { size } = statSync(file);
  // The last page belongs to a table that the backend gives again or to a verdict's neighbours.
  damage(file, size - 2000, 500);
  noteDamage(dataDir);
  backend.interfere = () => null;
  const again = startDesk(startInput(dataDir));
  const state = await read(again);
  expect(state.enrolment?.reviewerName).toBeDefined();
  expect(state.warnings.join(' ')).toContain('It was put aside, nothing was deleted');
  expect(readdirSync(dataDir).filter((name) => name.includes('.unreadable-'))).not.toEqual([]);
  await until(
    () => backend.verdicts.size,
    (n) => n === 1,
  );
  expect([...backend.verdicts.keys()]).toEqual([verdictId]);
  await until(
    () => read(again),
    (now) => now.cases.ready > 0,
  );
});

test.each([
  ['whose first page is damaged', (file: string) => damage(file, 0, 4096)],
  [
    'that is another program’s file',
    (file: string) => writeFileSync(file, 'SQLite format 3\0 foreign'),
  ],
  [
    'of another desk',
    (file: string) => {
      const stranger = expectValue(openCache(`${file}.other`, new Uint8Array(32).fill(9)));
      stranger.close();
      writeFileSync(file, readFileSync(`${file}.other`));
    },
  ],
])(
  'a database %s is kept aside, and the desk goes on enrolled and says so',
  async (_what, spoil) => {
    const { backend, dataDir, desk } = await workingDesk();
    await desk.stop();
    const file = join(dataDir, 'desk.db');
    spoil(file);
    const spoilt = readFileSync(file);
    backend.interfere = () => null;
    const again = startDesk(startInput(dataDir));
    const state = await read(again);
    expect(state.enrolment).not.toBeNull();
    expect(state.warnings.join(' ')).toContain('rescue file');
    const aside = readdirSync(dataDir).find((name) => /\.unreadable-[^.]*$/.test(name)) ?? '';
    expect(readFileSync(join(dataDir, aside)).equals(spoilt)).toBe(true);
    await until(
      () => read(again),
      (now) => now.cases.ready > 0,
    );
  },
);

test('a database of a newer desk is neither opened nor put aside', () => {
  const dataDir = temporaryFolder();
  const made = expectValue(openCache(join(dataDir, 'desk.db'), key));
  made.db.pragma('user_version = 9999');
  made.close();
  const before = readFileSync(join(dataDir, 'desk.db'));
  const started = startDataService(startInput(dataDir), realWorld(), silentLog, {
    measuring: () => {},
    inspector: () => {},
  });
  expect(started).toMatchObject({ ok: false, fault: { kind: 'database-newer' } });
  expect(readFileSync(join(dataDir, 'desk.db')).equals(before)).toBe(true);
  expect(readdirSync(dataDir)).toEqual(['desk.db']);
});

/** A stopped desk whose database has one damaged page: the first of this table. */
async function deskWithDamaged(table: string) {
  const made = await workingDesk();
  await made.desk.stop();
  const file = join(made.dataDir, 'desk.db');
  const cache = expectValue(openCache(file, key));
  const root = cache.db
    .prepare<[string], { page: number }>(
      'SELECT rootpage AS page FROM sqlite_master WHERE name = ?',
    )
    .get(table);
  const pageBytes = Number(cache.db.pragma('page_size', { simple: true }));
  cache.close();
  damage(file, ((root?.page ?? 1) - 1) * pageBytes + 100, 8);
  return { ...made, file };
}

test.each(['generations', 'verdicts', 'settings', 'outbox'])(
  'a damaged page of the table "%s" never reads as something else: it is told as damage',
  async (table) => {
    const { file } = await deskWithDamaged(table);
    const cache = expectValue(openCache(file, key));
    const told: unknown[] = [];
    try {
      cache.db.prepare(`SELECT * FROM ${table}`).all();
    } catch (error) {
      told.push(isDamage(error));
    }
    cache.close();
    expect(told).toEqual([true]);
  },
);

test('damage that a reader met is mended at the next start, and the waiting verdict arrives', async () => {
  const { backend, dataDir, verdictId } = await deskWithDamaged('generations');
  noteDamage(dataDir);
  backend.interfere = () => null;
  const desk = startDesk(startInput(dataDir));
  expect((await read(desk)).warnings.join(' ')).toContain('It was put aside');
  await until(
    () => backend.verdicts.size,
    (n) => n === 1,
  );
  expect([...backend.verdicts.keys()]).toEqual([verdictId]);
});

test.each(['settings', 'outbox'])(
  'damage in "%s" that the start itself meets is mended at once, and the desk stays enrolled',
  async (table) => {
    const { backend, dataDir, verdictId } = await deskWithDamaged(table);
    backend.interfere = () => null;
    const desk = startDesk(startInput(dataDir));
    const state = await read(desk);
    expect(state.warnings.join(' ')).toContain('It was put aside');
    expect(state.enrolment).not.toBeNull();
    // Whichever table is lost: what was said to be saved and has no receipt is sent.
    await until(
      () => backend.verdicts.size,
      (n) => n === 1,
    );
    expect([...backend.verdicts.keys()]).toEqual([verdictId]);
  },
);
