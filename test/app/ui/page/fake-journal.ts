import type { JournalEntry } from '../../../../shared/contract/journal-api.ts';
import type { Handlers } from '../../../../shared/contract/contract.ts';
import type { DeskApi } from '../../../../shared/contract/desk-api.ts';
import type { Policy } from '../../../../shared/domain/policy.ts';
import { noConduct, verdictOutcomes } from '../../../../shared/domain/verdict.ts';
import { verdictStatusOf, verdictStatuses } from '../../../../shared/domain/verdict-status.ts';
import { err, ok } from '../../../../shared/lifetime/result.ts';
import type { CaseRow } from '../../../../shared/domain/case.ts';
import type { Generation } from '../../../../shared/domain/generation.ts';
import { fakePolicy } from './fake-cases.ts';

/** What the journal needs of the fake desk. */
type JournalDesk = {
  readonly rows: readonly CaseRow[];
  readonly generations: readonly Generation[];
  readonly journal: JournalEntry[];
};

/** Puts verdicts of the last days into the fake desk's journal, with every status there is. */
export function fillJournal(desk: JournalDesk, count: number): void {
  for (let at = 0; at < count; at++) {
    const branch = fakePolicy.branches[at % 3 === 0 ? 0 : at % fakePolicy.branches.length];
    const row = desk.rows[at % desk.rows.length];
    const generation = desk.generations[at % desk.rows.length];
    if (!branch || !row || !generation) continue;
    const verdictId = `01920000-0000-7000-8000-${at.toString(16).padStart(12, '0')}`;
    const decidedAtMs = Date.now() - (count - at) * 3_600_000 * 1.3;
    const isRejected = at === count - 3;
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
      state: isRejected ? 'rejected' : isWaiting ? 'waiting' : 'settled',
      attempts: isRejected ? 3 : isWaiting ? 0 : 1,
      lastFault: isRejected
        ? {
            kind: 'refused',
            message: 'The backend does not know the reason “news” of policy 2026-11.2.',
            retry: 'after-user',
          }
        : null,
      receipt:
        isRejected || isWaiting
          ? null
          : {
              verdictId,
              receiptId: `r-${at}`,
              outcome: verdictOutcomes[at % 9 === 8 ? at % 5 : 0] ?? 'effective',
              late: at % 7 === 3,
              receivedAtMs: Math.round(decidedAtMs) + 800,
              detail: '',
            },
      isSigned: true,
      logIndex: null,
      currentOutcome: null,
    };
    desk.journal.push(entry);
  }
}

type JournalHandlers = Pick<
  Handlers<DeskApi>,
  'listJournal' | 'retryVerdict' | 'exportJournal' | 'readPolicyChange' | 'confirmVerdict'
>;

/** The calls about verdicts that were made. */
export function journalHandlers(
  desk: JournalDesk,
  settle: (entry: JournalEntry) => void,
): JournalHandlers {
  const find = (verdictId: string) =>
    desk.journal.find((known) => known.verdict.verdictId === verdictId);
  const unknown = () => err('not-found', 'There is no such verdict here.');
  return {
    listJournal: ({ offset, limit, statuses = [] }) => {
      const all = desk.journal.toReversed();
      const found = all.filter(
        (entry) => statuses.length === 0 || statuses.includes(verdictStatusOf(entry)),
      );
      const byStatus = verdictStatuses
        .map((status) => ({
          status,
          n: all.filter((entry) => verdictStatusOf(entry) === status).length,
        }))
        .filter(({ n }) => n > 0);
      const entries = found.slice(offset, offset + limit);
      return ok({ total: found.length, entries, byStatus });
    },
    retryVerdict: ({ verdictId }) => {
      const entry = find(verdictId);
      if (!entry) return unknown();
      settle(entry);
      return ok({});
    },
    exportJournal: ({ verdictId, statuses = [] }) => {
      const chosen = desk.journal.filter(
        (entry) =>
          (verdictId === undefined || entry.verdict.verdictId === verdictId) &&
          (statuses.length === 0 || statuses.includes(verdictStatusOf(entry))),
      );
      const text = chosen.map((entry) => `${JSON.stringify(entry)}\n`).join('');
      return ok({ suggestedName: 'second-look-journal.jsonl', text, rows: chosen.length });
    },
    readPolicyChange: ({ verdictId }) =>
      find(verdictId) ? ok({ before: earlierPolicy, after: fakePolicy }) : unknown(),
    confirmVerdict: ({ verdictId }) => {
      const entry = find(verdictId);
      if (!entry) return unknown();
      const id = verdictId.replace(/^..../, 'ffff');
      desk.journal[desk.journal.indexOf(entry)] = { ...entry, currentOutcome: 'superseded' };
      desk.journal.push({
        ...entry,
        verdict: { ...entry.verdict, verdictId: id, supersedesVerdictId: verdictId },
        state: 'waiting',
        receipt: null,
      });
      return ok({ verdictId: id, savedAtMs: Date.now(), waiting: 1 });
    },
  };
}

/** The fake policy as it was before: fewer reasons, another question. */
const earlierPolicy: Policy = {
  ...fakePolicy,
  version: '2026-06',
  branches: fakePolicy.branches.map((branch) => ({
    ...branch,
    question: `${branch.question} (as it was asked before)`,
    severity: { min: branch.severity.min, max: Math.max(branch.severity.min, 2) },
    reasons: branch.reasons.slice(0, 1),
  })),
};
