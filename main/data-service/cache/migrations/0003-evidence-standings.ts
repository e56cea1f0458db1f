import type { Database } from 'better-sqlite3';

/** How much of each clip has been measured, by which set of analysers. */
export const evidenceStandings = {
  number: 3,
  name: 'evidence-standings',
  run(db: Database): void {
    db.exec(`CREATE TABLE evidence_standings (
      sha256 TEXT PRIMARY KEY,
      analysers TEXT NOT NULL,
      share REAL NOT NULL
    ) STRICT, WITHOUT ROWID;`);
  },
} as const;
