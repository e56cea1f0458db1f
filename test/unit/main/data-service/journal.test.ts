import { expect, onTestFinished, test } from 'vitest';
import { openCache } from '../../../../main/data-service/cache/open-cache.ts';
import { createTables, type Tables } from '../../../../main/data-service/cache/tables.ts';
import { recordVerdict } from '../../../../main/data-service/outbox/record-verdict.ts';
import { verdictOutcomes, type Receipt } from '../../../../shared/domain/verdict.ts';
import { fateOf, stuckAfterTries, verdictFates } from '../../../../shared/domain/verdict-fate.ts';
import { expectValue } from '../../../../shared/lifetime/outcome.ts';
import { uuidv7 } from 'uuidv7';
import {
  approval,
  conduct,
  madeClaim,
  madeEnrolment,
  madePolicy,
} from '../../../helpers/made-cases.ts';

function journalWithEveryFate(): Tables {
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
  tables.outbox.park(made('refused'), fault);
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
          tables.together(() => tables.outbox.settle(verdictId, receipt, 1));
          if (now !== null) tables.verdicts.learnWorth(verdictId, now);
        }
      }
    }
  }
  return tables;
}

test('the filter by fate and the fate on the screen are one rule, for every fate there is', () => {
  const { journal } = journalWithEveryFate();
  const all = journal.list([], 0, 500);
  for (const fate of verdictFates) {
    const wanted = all.entries.filter((entry) => fateOf(entry) === fate);
    expect(wanted.length).toBeGreaterThan(0);
    const found = journal.list([fate], 0, 500);
    expect(found.entries).toEqual(wanted);
    expect(found.total).toBe(wanted.length);
    expect(journal.byFate().find((one) => one.fate === fate)?.n).toBe(wanted.length);
    expect([...journal.each([fate])].toReversed()).toEqual(wanted);
  }
  const toConfirm = all.entries.filter((entry) => fateOf(entry) === 'needs-reconfirm').length;
  expect(journal.countToConfirm()).toBe(toConfirm);
});
