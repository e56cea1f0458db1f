import { applyClaims } from '../../main/data-service/intake/apply-claims.ts';
import { createOutbox } from '../../main/data-service/outbox/outbox.ts';
import { recordVerdict } from '../../main/data-service/outbox/record-verdict.ts';
import { expectValue } from '../../shared/lifetime/result.ts';
import type { IntakeBench } from './intake-bench.ts';
import { approval, conduct, madeClaim, madePolicy } from './case-fixtures.ts';

const broken = { mediaState: 'broken' as const };

/** A desk with so many saved verdicts and an outbox that sends them. */
export function deskWith(bench: IntakeBench, count: number) {
  const { tables, context, world } = bench;
  tables.policies.save(madePolicy);
  const claims = Array.from({ length: count }, (_, n) => madeClaim(`h${n}`, [], {}, broken));
  applyClaims(tables, claims, Date.now());
  let ids = 0;
  const makeId = () => `0193b0c8-0000-7000-8000-${String((ids += 1)).padStart(12, '0')}`;
  const recording = { tables, nowMs: () => world.nowMs(), makeId, makeRoom: () => false };
  const saved = claims.map(({ caseId }) => {
    const judgement = { ...approval, note: 'seen twice, heard once' };
    const command = { caseId, judgement, conduct, supersedesVerdictId: null };
    return expectValue(recordVerdict(recording, command)).verdictId;
  });
  return { saved, outbox: createOutbox({ ...context, isOver: () => false }) };
}
