import type { Database } from 'better-sqlite3';
import { machineProposal, type MachineProposal } from '../../../shared/domain/machine-proposal.ts';
import { readJson } from './json-column.ts';

export type Proposals = {
  of(caseId: string): readonly MachineProposal[];
  save(caseId: string, proposal: MachineProposal): void;
  forget(caseId: string): void;
};

/** The newest proposal of each kind per case. */
export function createProposals(db: Database): Proposals {
  const select = db.prepare<[string], { body: string }>(
    'SELECT body FROM proposals WHERE case_id = ? ORDER BY kind',
  );
  const upsert = db.prepare<[string, string, number, string]>(
    `INSERT INTO proposals (case_id, kind, made_at_ms, body) VALUES (?, ?, ?, ?)
     ON CONFLICT (case_id, kind) DO UPDATE SET made_at_ms = excluded.made_at_ms, body = excluded.body`,
  );
  const remove = db.prepare<[string]>('DELETE FROM proposals WHERE case_id = ?');
  return {
    of: (caseId) => select.all(caseId).map((row) => readJson(machineProposal, row.body)),
    save: (caseId, proposal) =>
      void upsert.run(caseId, proposal.kind, proposal.author.madeAtMs, JSON.stringify(proposal)),
    forget: (caseId) => void remove.run(caseId),
  };
}
