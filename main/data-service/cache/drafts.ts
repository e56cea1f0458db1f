import type { Database } from 'better-sqlite3';
import type { z } from 'zod';
import { savedDraft } from '../../../shared/contract/desk-api.ts';
import { readJson } from './json-column.ts';

type Draft = Readonly<z.infer<typeof savedDraft>>;
export type Drafts = {
  read(caseId: string): Draft | null;
  save(caseId: string, draft: Draft): void;
  forget(caseId: string): void;
};

export function createDrafts(db: Database): Drafts {
  const select = db.prepare<[string], { body: string }>(
    'SELECT body FROM drafts WHERE case_id = ?',
  );
  const upsert = db.prepare<[string, string]>(
    'INSERT INTO drafts (case_id, body) VALUES (?, ?) ON CONFLICT (case_id) DO UPDATE SET body = excluded.body',
  );
  const remove = db.prepare<[string]>('DELETE FROM drafts WHERE case_id = ?');
  return {
    read(caseId) {
      const row = select.get(caseId);
      return row ? readJson(savedDraft, row.body) : null;
    },
    save: (caseId, draft) => void upsert.run(caseId, JSON.stringify(draft)),
    forget: (caseId) => void remove.run(caseId),
  };
}
