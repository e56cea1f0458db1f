import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { syncOnce } from '../../../../../main/data-service/intake/sync-once.ts';
import { wipeExpired } from '../../../../../main/data-service/intake/wipe-expired.ts';
import { recordVerdict } from '../../../../../main/data-service/outbox/record-verdict.ts';
import { noise } from '../../../../helpers/desk.ts';
import { intakeBench } from '../../../../helpers/intake-bench.ts';
import { approval, conduct, madeClaim, madeFile } from '../../../../helpers/case-fixtures.ts';

const plan = () => ({ target: 10, maxBytes: 1e9, decidedToday: 0 });
const makeId = () => '0190a000-0000-7000-8000-000000000001';

test('past its wipe time a case goes with its clip and key; a verdict that still waits stays and can be sent', async () => {
  const bench = intakeBench();
  const files = [noise(1000), noise(1000)].map((bytes) => {
    bench.backend.media.set(madeFile(bytes).sha256, bytes);
    return madeFile(bytes);
  });
  const wipeAtMs = Date.now() + 10_000;
  bench.backend.waiting = files.map((file, at) => madeClaim(`${at}`, [file], { wipeAtMs }));
  await syncOnce(bench.context, plan);
  await bench.prefetch.run();
  const context = { tables: bench.tables, nowMs: () => 1, makeId, makeRoom: () => false };
  const command = { caseId: 'case-1', judgement: approval, conduct, supersedesVerdictId: null };
  expect(recordVerdict(context, command).ok).toBe(true);

  const onDisk = () => files.map((file) => existsSync(join(bench.folder, `${file.sha256}.sealed`)));
  await wipeExpired(bench.context);
  expect(onDisk()).toEqual([true, true]);
  bench.world.turn(20_000);
  await wipeExpired(bench.context);
  expect(onDisk()).toEqual([false, false]);
  for (const at of [0, 1]) {
    expect(bench.tables.cases.read(`case-${at}`)).toBeNull();
    expect(bench.tables.media.read(files[at]?.sha256 ?? '')).toBeNull();
  }
  expect(bench.tables.outbox.waiting(9).map((item) => item.caseId)).toEqual(['case-1']);
});
