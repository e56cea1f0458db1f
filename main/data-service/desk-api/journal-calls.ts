import type { Handlers } from '../../../shared/contract/contract.ts';
import type { DeskApi } from '../../../shared/contract/desk-api.ts';
import type { JournalEntry } from '../../../shared/contract/journal-api.ts';
import { verdictStatusOf } from '../../../shared/domain/verdict-status.ts';
import { err, ok } from '../../../shared/lifetime/result.ts';
import { saveVerdict } from './save-verdict.ts';
import type { DeskDeps } from './desk-context.ts';

type Group = Pick<
  Handlers<DeskApi>,
  'listJournal' | 'retryVerdict' | 'exportJournal' | 'readPolicyChange' | 'confirmVerdict'
>;

const unknown = () => err('not-found', 'There is no such verdict at this desk.', 'never');

/** One line of an export: the fact as it was sent, what became of it, and the proof that it arrived. */
function exportLine(entry: JournalEntry, signed: string | null): string {
  const { verdict, state, attempts, lastFault, receipt, currentOutcome, logIndex } = entry;
  const envelope: unknown = signed === null ? null : JSON.parse(signed);
  const status = verdictStatusOf(entry);
  const line = {
    status,
    verdict,
    envelope,
    state,
    attempts,
    lastFault,
    receipt,
    currentOutcome,
    logIndex,
  };
  return `${JSON.stringify(line)}\n`;
}

export function journalHandlers(context: DeskDeps): Group {
  const { tables, world } = context;
  const lineOf = (entry: JournalEntry) =>
    exportLine(entry, tables.journal.envelopeOf(entry.verdict.verdictId));
  const day = () => new Date(world.nowMs()).toISOString().slice(0, 10);
  return {
    listJournal({ offset, limit, statuses = [] }) {
      const { total, entries } = tables.journal.list(statuses, offset, limit);
      return ok({ total, entries: [...entries], byStatus: [...tables.journal.byStatus()] });
    },
    retryVerdict({ verdictId }) {
      const back = context.retryVerdict(verdictId);
      return back.ok ? ok({}) : back;
    },
    exportJournal({ statuses = [], verdictId }) {
      if (verdictId === undefined) {
        const lines = [...tables.journal.each(statuses)].map(lineOf);
        const suggestedName = `second-look-journal-${day()}.jsonl`;
        return ok({ suggestedName, text: lines.join(''), rows: lines.length });
      }
      const entry = tables.journal.read(verdictId);
      if (entry === null) return unknown();
      const suggestedName = `second-look-verdict-${verdictId}.jsonl`;
      return ok({ suggestedName, text: lineOf(entry), rows: 1 });
    },
    readPolicyChange({ verdictId }) {
      const entry = tables.journal.read(verdictId);
      if (entry === null) return unknown();
      const { caseId, policyVersion } = entry.verdict;
      const known = tables.cases.read(caseId);
      const before = tables.policies.read(policyVersion);
      const after = known && tables.policies.read(known.policyVersion);
      if (known === null)
        return err('not-found', 'This case is not on this desk any more.', 'never');
      if (before === null || after === null || after.version === before.version)
        return err(
          'not-ready',
          'The policy that is in force now has not been fetched yet. It comes with the next contact to the backend.',
          'later',
        );
      return ok({ before, after });
    },
    confirmVerdict({ verdictId }) {
      const entry = tables.journal.read(verdictId);
      if (entry === null) return unknown();
      if (verdictStatusOf(entry) !== 'needs-reconfirm')
        return err('refused', 'This verdict does not wait to be confirmed.', 'never');
      const {
        decision,
        branchId,
        severity,
        confidence,
        reasonIds,
        note,
        findings,
        caseId,
        conduct,
      } = entry.verdict;
      if (tables.cases.read(caseId)?.policyVersion === entry.verdict.policyVersion)
        return err(
          'not-ready',
          'The policy that is in force now has not been fetched yet. It comes with the next contact to the backend.',
          'later',
        );
      return saveVerdict(context, {
        caseId,
        judgement: { decision, branchId, severity, confidence, reasonIds, note, findings },
        conduct,
        supersedesVerdictId: verdictId,
      });
    },
  };
}
