import type { Database } from 'better-sqlite3';

/** How much of each clip has been measured, by which set of analysers. */
export const evidenceShares = {
  number: 3,
  name: 'evidence-shares',
  run(db: Database): void {
    db.exec(`CREATE TABLE evidence_shares (
      sha256 TEXT PRIMARY KEY,
      analysers TEXT NOT NULL,
      share REAL NOT NULL
    ) STRICT, WITHOUT ROWID;`);
  },
} as const;
