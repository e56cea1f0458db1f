import { expect, onTestFinished, test } from 'vitest';
import type { CaseFilter, CaseSort } from '../../../../shared/contract/desk-api.ts';
import { expectValue } from '../../../../shared/lifetime/result.ts';
import { startDesk, startInput, temporaryFolder, until } from '../../../helpers/desk.ts';
import {
  approval,
  conduct,
  madeClaim,
  madeFile,
  madePolicy,
} from '../../../helpers/case-fixtures.ts';
import { createModelBackend, modelInvitation } from '../../../helpers/model-backend.ts';
import { tinyClip } from '../../../helpers/tiny-clip.ts';

const everything: CaseFilter = { text: '', states: [], reasons: [] };
const byDue: CaseSort = { by: 'due', direction: 'asc' };

test('a new desk enrols, claims, fetches, opens a case, saves a verdict, and the backend has it', async () => {
  const clip = await tinyClip();
  const backend = createModelBackend(madePolicy);
  backend.media.set(madeFile(clip).sha256, clip);
  backend.waiting = [madeClaim('a', [madeFile(clip)]), madeClaim('b', [madeFile(clip)])];
  const backendUrl = await backend.listen();
  onTestFinished(() => backend.close());

  const { page, media } = startDesk(
    startInput(temporaryFolder(), { enrolAt: { backendUrl, invitation: modelInvitation } }),
  );
  const list = async () =>
    expectValue(
      await page.call.listCases({ filter: everything, sort: byDue, offset: 0, limit: 50 }),
    );
  const { rows, total } = await until(
    list,
    (queue) => queue.rows.length === 2 && queue.rows.every((row) => row.state === 'ready'),
  );
  expect(total).toBe(2);

  const caseId = rows[0]?.caseId ?? '';
  const detail = expectValue(await page.call.openCase({ caseId }));
  expect(detail.policy.version).toBe('policy-1');
  const sha256 = detail.row.mediaSha256 ?? '';
  expect(expectValue(await media.call.describeMedia({ sha256, reader: 'page' })).sizeBytes).toBe(
    clip.length,
  );
  expect(
    Buffer.from(
      expectValue(await media.call.readMedia({ sha256, reader: 'page', offset: 10, length: 500 }))
        .bytes,
    ),
  ).toEqual(clip.subarray(10, 510));
  const index = expectValue(await page.call.readFrameIndex({ sha256 }));
  expect(index.startsUs.length).toBe(48);
  expect(index.rate).toEqual({ kind: 'cfr', numerator: 24, denominator: 1 });

  const saved = expectValue(
    await page.call.recordVerdict({
      caseId,
      judgement: approval,
      conduct,
      supersedesVerdictId: null,
    }),
  );
  await until(list, (queue) =>
    queue.rows.some(
      (row) =>
        row.caseId === caseId && row.state === 'settled' && row.verdictOutcome === 'effective',
    ),
  );
  expect([...backend.verdicts.keys()]).toEqual([saved.verdictId]);
  const desk = expectValue(await page.call.readDesk({}));
  expect(desk.outbox).toEqual({
    waiting: 0,
    sending: 0,
    rejected: 0,
    settled: 1,
    stuck: 0,
    toConfirm: 0,
  });
  expect(desk.connection).toBe('online');
});
