import type { Database } from 'better-sqlite3';

/** Results measured once per file, by kind; another version of the method is another result. */
export type Measurements = {
  read(sha256: string, kind: string, version: number): Uint8Array | null;
  save(sha256: string, kind: string, version: number, body: Uint8Array): void;
  readIndex(sha256: string, version: number): Uint8Array | null;
  saveIndex(sha256: string, version: number, body: Uint8Array): void;
  /** Forgets one kind of it. */
  drop(sha256: string, kind: string): void;
  forget(sha256: string): void;
};

export function createMeasurements(db: Database): Measurements {
  const select = db.prepare<[string, string, number], { body: Uint8Array }>(
    'SELECT body FROM measurements WHERE sha256 = ? AND kind = ? AND version = ?',
  );
  const upsert = db.prepare<[string, string, number, Uint8Array]>(
    `INSERT INTO measurements (sha256, kind, version, body) VALUES (?, ?, ?, ?)
     ON CONFLICT (sha256, kind) DO UPDATE SET version = excluded.version, body = excluded.body`,
  );
  const selectIndex = db.prepare<[string, number], { body: Uint8Array }>(
    'SELECT body FROM frame_indexes WHERE sha256 = ? AND version = ?',
  );
  const upsertIndex = db.prepare<[string, number, Uint8Array]>(
    `INSERT INTO frame_indexes (sha256, version, body) VALUES (?, ?, ?)
     ON CONFLICT (sha256) DO UPDATE SET version = excluded.version, body = excluded.body`,
  );
  const dropKind = db.prepare<[string, string]>(
    'DELETE FROM measurements WHERE sha256 = ? AND kind = ?',
  );
  const removals = ['measurements', 'frame_indexes'].map((table) =>
    db.prepare<[string]>(`DELETE FROM ${table} WHERE sha256 = ?`),
  );
  return {
    read: (sha256, kind, version) => select.get(sha256, kind, version)?.body ?? null,
    save: (sha256, kind, version, body) => void upsert.run(sha256, kind, version, body),
    readIndex: (sha256, version) => selectIndex.get(sha256, version)?.body ?? null,
    saveIndex: (sha256, version, body) => void upsertIndex.run(sha256, version, body),
    drop: (sha256, kind) => void dropKind.run(sha256, kind),
    forget: (sha256) => removals.forEach((removal) => removal.run(sha256)),
  };
}
