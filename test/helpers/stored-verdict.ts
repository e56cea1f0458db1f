import type { StoredVerdict } from '../../main/data-service/cache/verdicts.ts';
import { noConduct, type Verdict } from '../../shared/domain/verdict.ts';
import { approval } from './case-fixtures.ts';

/** Morning of the day on which Berlin put its clocks forward in 2026. */
export const decidedAtMs = Date.UTC(2026, 2, 29, 10);

const base: Verdict = {
  ...approval,
  verdictId: '0190a000-0000-7000-8000-000000000001',
  caseId: 'case-1',
  generationId: 'g-1',
  mediaSha256: null,
  epoch: 1,
  policyVersion: 'p',
  category: null,
  supersedesVerdictId: null,
  decidedAtMs,
  deviceId: 'd',
  deviceSequence: 1,
  conduct: { ...noConduct, handleMs: 1000 },
};

/** A verdict as the desk keeps it, not sent yet. */
export function storedVerdict(
  changes: Partial<Verdict>,
  more: Partial<StoredVerdict> = {},
): StoredVerdict {
  return {
    verdict: { ...base, ...changes },
    reviewReason: 'appeal',
    caseTitle: 'A clip',
    supersededBy: null,
    receipt: null,
    currentOutcome: null,
    isRejected: false,
    ...more,
  };
}
