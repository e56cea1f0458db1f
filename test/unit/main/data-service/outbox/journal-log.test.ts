import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { uuidv7 } from 'uuidv7';
import { expect, onTestFinished, test } from 'vitest';
import { openCache } from '../../../../../main/data-service/cache/open-cache.ts';
import { createTables } from '../../../../../main/data-service/cache/tables.ts';
import { applyClaims } from '../../../../../main/data-service/intake/apply-claims.ts';
import { recordVerdict } from '../../../../../main/data-service/outbox/record-verdict.ts';
import { expectValue } from '../../../../../shared/lifetime/result.ts';
import { startDesk, startInput, temporaryFolder, until } from '../../../../helpers/desk.ts';
import {
  approval,
  conduct,
  madeClaim,
  madeEnrolment,
  madePolicy,
} from '../../../../helpers/case-fixtures.ts';
import { createModelBackend, modelInvitation } from '../../../../helpers/model-backend.ts';

const command = { caseId: 'case-a', judgement: approval, conduct, supersedesVerdictId: null };

test('the journal says that a verdict is signed, and where it stands in the log once that is known', async () => {
  const backend = createModelBackend(madePolicy);
  backend.waiting = [madeClaim('a', [], {}, { mediaState: 'broken' })];
  const log = { isReady: false };
  backend.interfere = ({ path, body }) => {
    if (path !== '/v1/log/places') return null;
    const { verdictIds } = JSON.parse(body) as { verdictIds: string[] };
    const places = verdictIds.map((verdictId) => ({ verdictId, leafIndex: 123 }));
    return new Response(JSON.stringify({ places: log.isReady ? places : [] }), {
      headers: { 'content-type': 'application/json' },
    });
  };
  const backendUrl = await backend.listen();
  onTestFinished(() => backend.close());
  const enrolAt = { backendUrl, invitation: modelInvitation };
  const desk = startDesk(startInput(temporaryFolder(), { enrolAt }));
  await until(
    () => desk.page.call.openCase({ caseId: 'case-a' }),
    (opened) => opened.ok,
  );
  expectValue(await desk.page.call.recordVerdict(command));
  const journal = async () =>
    expectValue(await desk.page.call.listJournal({ offset: 0, limit: 5 })).entries[0];
  await until(journal, (entry) => entry?.state === 'settled');
  await desk.page.call.syncNow({});
  expect(await journal()).toMatchObject({ isSigned: true, logIndex: null });
  log.isReady = true;
  await until(
    async () => {
      await desk.page.call.syncNow({});
      return journal();
    },
    (entry) => entry?.logIndex === 123,
  );
});

test('a backend without a log is asked for places once', async () => {
  const backend = createModelBackend(madePolicy);
  backend.waiting = [madeClaim('a', [], {}, { mediaState: 'broken' })];
  const backendUrl = await backend.listen();
  onTestFinished(() => backend.close());
  const enrolAt = { backendUrl, invitation: modelInvitation };
  const desk = startDesk(startInput(temporaryFolder(), { enrolAt }));
  await until(
    () => desk.page.call.openCase({ caseId: 'case-a' }),
    (opened) => opened.ok,
  );
  expectValue(await desk.page.call.recordVerdict(command));
  await until(
    () => desk.page.call.readDesk({}),
    (state) => state.ok && state.value.outbox.settled === 1,
  );
  for (let round = 0; round < 4; round += 1) await desk.page.call.syncNow({});
  expect(backend.requests.filter(({ path }) => path === '/v1/log/places')).toHaveLength(1);
});

test('when the transaction fails after the copy was sealed, the copy is taken back and nothing is said to be saved', () => {
  const folder = temporaryFolder();
  const cache = expectValue(openCache(join(folder, 'desk.db'), new Uint8Array(32)));
  onTestFinished(() => cache.close());
  const tables = createTables(cache);
  tables.policies.save(madePolicy);
  tables.settings.write('enrolment', madeEnrolment);
  tables.transaction(() =>
    applyClaims(tables, [madeClaim('a', [], {}, { mediaState: 'broken' })], Date.now()),
  );
  const undone: string[] = [];
  const full = Object.assign(new Error('full'), { code: 'ENOSPC' });
  const context = {
    tables: {
      ...tables,
      transaction: <T>(work: () => T): T =>
        tables.transaction(() => {
          work();
          throw full;
        }),
    },
    nowMs: () => 1,
    makeId: uuidv7,
    makeRoom: () => false,
    rescue: { keep: (id: string) => ({ undo: () => void undone.push(id) }) },
  };
  const key = 'MC4CAQAwBQYDK2VwBCIEINTuctv5E1hK1bbY8fdp+K06/nwoy/HU++CXqI9EdVhC'; // RFC 8410, 10.3
  tables.settings.write('deviceKey', key);
  expect(recordVerdict(context, command)).toMatchObject({
    ok: false,
    fault: { kind: 'disk-full' },
  });
  expect(undone).toHaveLength(1);
  expect(tables.journal.list([], 0, 5).total).toBe(0);
  expect(tables.settings.read('previousVerdictHash')).toBe(null);
  expect(existsSync(folder) && readdirSync(folder).some((name) => name.startsWith('rescue'))).toBe(
    false,
  );
});
