import type { Database } from 'better-sqlite3';
import { reviewWork, type ReviewWork } from '../../../shared/domain/review-work.ts';
import { readJson } from './json-column.ts';

/** Lean and conduct of cases that wait for their verdict. */
export type ReviewWorks = {
  read(caseId: string): ReviewWork | null;
  save(caseId: string, work: ReviewWork): void;
  forget(caseId: string): void;
};

export function createReviewWorks(db: Database): ReviewWorks {
  const select = db.prepare<[string], { body: string }>(
    'SELECT body FROM review_works WHERE case_id = ?',
  );
  const upsert = db.prepare<[string, string]>(
    'INSERT INTO review_works (case_id, body) VALUES (?, ?) ON CONFLICT (case_id) DO UPDATE SET body = excluded.body',
  );
  const remove = db.prepare<[string]>('DELETE FROM review_works WHERE case_id = ?');
  return {
    read(caseId) {
      const row = select.get(caseId);
      return row ? readJson(reviewWork, row.body) : null;
    },
    save: (caseId, work) => void upsert.run(caseId, JSON.stringify(work)),
    forget: (caseId) => void remove.run(caseId),
  };
}
