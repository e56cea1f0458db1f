import { expect, onTestFinished, test } from 'vitest';
import { openCache } from '../../../../main/data-service/cache/open-cache.ts';
import { createTables, type Tables } from '../../../../main/data-service/cache/tables.ts';
import { recordVerdict } from '../../../../main/data-service/outbox/record-verdict.ts';
import { verdictOutcomes, type Receipt } from '../../../../shared/domain/verdict.ts';
import {
  verdictStatusOf,
  stuckAfterTries,
  verdictStatuses,
} from '../../../../shared/domain/verdict-status.ts';
import { expectValue } from '../../../../shared/lifetime/result.ts';
import { uuidv7 } from 'uuidv7';
import {
  approval,
  conduct,
  madeClaim,
  madeEnrolment,
  madePolicy,
} from '../../../helpers/case-fixtures.ts';

function journalWithEveryStatus(): Tables {
  const cache = expectValue(openCache(':memory:', new Uint8Array(32)));
  onTestFinished(() => cache.close());
  const tables = createTables(cache);
  tables.policies.save(madePolicy);
  tables.settings.write('enrolment', madeEnrolment);
  const made = (id: string) => {
    tables.cases.take(madeClaim(id, []), 'blocked', null);
    return expectValue(
      recordVerdict(
        { tables, nowMs: () => 1, makeId: uuidv7, makeRoom: () => false },
        { caseId: `case-${id}`, judgement: approval, conduct, supersedesVerdictId: null },
      ),
    ).verdictId;
  };
  made('waiting');
  tables.outbox.markSending([made('sending')]);
  const fault = { kind: 'refused', message: 'No.', retry: 'after-user' } as const;
  tables.outbox.reject(made('refused'), fault);
  const stuck = made('stuck');
  for (let n = 0; n < stuckAfterTries; n++) {
    tables.outbox.markSending([stuck]);
    tables.outbox.putBack(stuck, fault, true);
  }
  for (const outcome of verdictOutcomes) {
    for (const late of [false, true]) {
      for (const now of [null, ...verdictOutcomes]) {
        for (const more of [{}, { awaitsOperator: true }]) {
          const verdictId = made(
            `${outcome}-${String(late)}-${String(now)}-${Object.keys(more).length}`,
          );
          const settled = { verdictId, receiptId: 'r', outcome, late, receivedAtMs: 1, detail: '' };
          const receipt: Receipt = { ...settled, ...more };
          tables.transaction(() => tables.outbox.settle(verdictId, receipt, 1));
          if (now !== null) tables.verdicts.saveCurrentOutcome(verdictId, now);
        }
      }
    }
  }
  return tables;
}

test('the filter by status and the status on the screen are one rule, for every status there is', () => {
  const { journal } = journalWithEveryStatus();
  const all = journal.list([], 0, 500);
  for (const status of verdictStatuses) {
    const wanted = all.entries.filter((entry) => verdictStatusOf(entry) === status);
    expect(wanted.length).toBeGreaterThan(0);
    const found = journal.list([status], 0, 500);
    expect(found.entries).toEqual(wanted);
    expect(found.total).toBe(wanted.length);
    expect(journal.byStatus().find((one) => one.status === status)?.n).toBe(wanted.length);
    expect([...journal.each([status])].toReversed()).toEqual(wanted);
  }
  const toConfirm = all.entries.filter(
    (entry) => verdictStatusOf(entry) === 'needs-reconfirm',
  ).length;
  expect(journal.countToConfirm()).toBe(toConfirm);
});
