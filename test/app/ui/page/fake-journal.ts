import type { JournalEntry } from '../../../../shared/contract/desk-api.ts';
import { noConduct, verdictOutcomes } from '../../../../shared/domain/verdict.ts';
import type { FakeDesk } from './fake-desk.ts';
import { fakePolicy } from './fake-cases.ts';

/** Puts verdicts of the last days into the fake desk's journal, with every fate there is. */
export function fillJournal(desk: FakeDesk, count: number): void {
  for (let at = 0; at < count; at++) {
    const branch = fakePolicy.branches[at % 3 === 0 ? 0 : at % fakePolicy.branches.length];
    const row = desk.rows[at % desk.rows.length];
    const generation = desk.generations[at % desk.rows.length];
    if (!branch || !row || !generation) continue;
    const verdictId = `01920000-0000-7000-8000-${at.toString(16).padStart(12, '0')}`;
    const decidedAtMs = Date.now() - (count - at) * 3_600_000 * 1.3;
    const isParked = at === count - 3;
    const isWaiting = at === count - 1;
    const entry: JournalEntry = {
      title: row.title,
      verdict: {
        verdictId,
        caseId: row.caseId,
        generationId: generation.generationId,
        mediaSha256: row.mediaSha256,
        epoch: 1,
        policyVersion: fakePolicy.version,
        category: branch.category,
        branchId: branch.branchId,
        decision: branch.decisions[at % branch.decisions.length] ?? 'approve',
        severity: branch.severity.min,
        confidence: 'sure',
        reasonIds: branch.reasons.slice(0, 1).map(({ reasonId }) => reasonId),
        note: '',
        findings: [],
        supersedesVerdictId:
          at % 11 === 4 ? `01910000-0000-7000-8000-${at.toString(16).padStart(12, '0')}` : null,
        decidedAtMs: Math.round(decidedAtMs),
        deviceId: 'dev-1',
        deviceSequence: at + 1,
        conduct: { ...noConduct, handleMs: 20_000 + ((at * 7919) % 160_000) },
      },
      state: isParked ? 'parked' : isWaiting ? 'waiting' : 'settled',
      attempts: isParked ? 3 : isWaiting ? 0 : 1,
      lastFault: isParked
        ? {
            kind: 'refused',
            message: 'The backend does not know the reason “news” of policy 2026-11.2.',
            retry: 'after-user',
          }
        : null,
      receipt:
        isParked || isWaiting
          ? null
          : {
              verdictId,
              receiptId: `r-${at}`,
              outcome: verdictOutcomes[at % 9 === 8 ? at % 5 : 0] ?? 'effective',
              late: at % 7 === 3,
              receivedAtMs: Math.round(decidedAtMs) + 800,
              detail: '',
            },
    };
    desk.journal.push(entry);
  }
}
