import type { Database } from 'better-sqlite3';

/** How much of each clip has been measured; `analysers` names the set and the versions that this counts for. */
export type EvidenceShares = {
  /** 0..1; null where nothing was measured yet. */
  share(sha256: string): number | null;
  save(sha256: string, analysers: string, share: number): void;
  /** Forgets what counted for another set of analysers. */
  keepOnly(analysers: string): void;
  forget(sha256: string): void;
  /** Verified clips that are not measured to the end, of live cases, the most urgent case first. */
  unfinished(limit: number, except: readonly string[]): readonly string[];
};

export function createEvidenceShares(db: Database): EvidenceShares {
  const select = db.prepare<[string], { share: number }>(
    'SELECT share FROM evidence_shares WHERE sha256 = ?',
  );
  const upsert = db.prepare<[string, string, number]>(
    `INSERT INTO evidence_shares (sha256, analysers, share) VALUES (?, ?, ?)
     ON CONFLICT (sha256) DO UPDATE SET analysers = excluded.analysers, share = excluded.share`,
  );
  const others = db.prepare<[string]>('DELETE FROM evidence_shares WHERE analysers <> ?');
  const remove = db.prepare<[string]>('DELETE FROM evidence_shares WHERE sha256 = ?');
  const unfinished = db.prepare<[number], { sha256: string }>(
    `SELECT c.media_sha256 AS sha256 FROM cases c INDEXED BY cases_by_due
     JOIN media_files m ON m.sha256 = c.media_sha256
     LEFT JOIN evidence_shares s ON s.sha256 = c.media_sha256
     WHERE c.state IN ('fetching', 'ready', 'blocked') AND m.state = 'verified' AND coalesce(s.share, 0) < 1
     ORDER BY c.due_at_ms, c.case_id LIMIT ? + 0`,
  );
  return {
    share: (sha256) => select.get(sha256)?.share ?? null,
    save: (sha256, analysers, share) => void upsert.run(sha256, analysers, share),
    keepOnly: (analysers) => void others.run(analysers),
    forget: (sha256) => void remove.run(sha256),
    unfinished: (limit, except) =>
      [...new Set(unfinished.all(limit + except.length * 4).map((row) => row.sha256))]
        .filter((sha256) => !except.includes(sha256))
        .slice(0, limit),
  };
}
