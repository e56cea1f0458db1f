import type { Database } from 'better-sqlite3';
import { policy, type Policy } from '../../../shared/domain/policy.ts';
import { readJson } from './json-column.ts';

export type Policies = {
  read(version: string): Policy | null;
  save(policy: Policy): void;
  /** Versions that a case names and that are not stored yet. */
  missing(): readonly string[];
  all(): readonly Policy[];
  forgetAll(): void;
};

export function createPolicies(db: Database): Policies {
  const select = db.prepare<[string], { body: string }>(
    'SELECT body FROM policies WHERE version = ?',
  );
  const insert = db.prepare<[string, string]>(
    'INSERT INTO policies (version, body) VALUES (?, ?) ON CONFLICT (version) DO NOTHING',
  );
  const missing = db.prepare<[], { version: string }>(
    'SELECT DISTINCT policy_version AS version FROM cases WHERE policy_version NOT IN (SELECT version FROM policies)',
  );
  const everyOne = db.prepare<[], { body: string }>('SELECT body FROM policies');
  const removeAll = db.prepare('DELETE FROM policies');
  return {
    read(version) {
      const row = select.get(version);
      return row ? readJson(policy, row.body) : null;
    },
    save: (value) => void insert.run(value.version, JSON.stringify(value)),
    all: () => everyOne.all().map((row) => readJson(policy, row.body)),
    forgetAll: () => void removeAll.run(),
    missing: () => missing.all().map((row) => row.version),
  };
}
