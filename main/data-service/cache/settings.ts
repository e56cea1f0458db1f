import type { Database } from 'better-sqlite3';
import { z } from 'zod';
import { assistSettings } from '../../../shared/contract/desk-api.ts';
import { claimKind } from '../../../shared/domain/claim.ts';
import { entityId, epochMs, sha256Hex } from '../../../shared/domain/ids.ts';
import { readJson } from './json-column.ts';
import { storedPack } from './travel-pack.ts';

/** What the backend gave when this desk enrolled, with the token; encrypted at rest like all of the cache. */
export const enrolment = z.object({
  backendUrl: z.string(),
  deviceId: entityId,
  token: z.string(),
  reviewerId: entityId,
  reviewerName: z.string(),
  role: z.enum(['reviewer', 'lead', 'auditor']),
  quotaPerDay: z.number().int(),
  queues: z.array(z.string()),
  rescuePublicKey: z.string().optional(),
});
export type Enrolment = Readonly<z.infer<typeof enrolment>>;

/** A claim request whose answer has not been applied yet: asked again with the same key. */
export const pendingClaim = z.object({
  idempotencyKey: z.uuid(),
  queue: z.string(),
  max: z.number().int(),
  maxBytes: z.number().int(),
  kind: claimKind,
});
export type PendingClaim = Readonly<z.infer<typeof pendingClaim>>;

const begunAnew = z.object({
  atMs: epochMs,
  /** Name of the file that was put aside. */
  aside: z.string(),
  unsent: z.number().int().nullable(),
  rescueFile: z.string().nullable(),
});
export type BegunAnew = Readonly<z.infer<typeof begunAnew>>;

/** Every setting with its shape. */
const shapes = {
  enrolment,
  /** PKCS #8, base64. */
  deviceKey: z.string(),
  pendingClaim,
  /** What the backend said of this person's quota when it gave cases last, and how many were held here then. */
  quota: z.object({
    left: z.number().int(),
    renewsAtMs: epochMs,
    heldThen: z.number().int(),
    askAgainAtMs: epochMs,
  }),
  /** Where the backend's operator takes security reports; empty: it named no address. */
  securityContact: z.string(),
  travelPack: storedPack,
  /** Leases of cases that the reviewer stopped on, to be given back. */
  handBack: z.array(
    z.object({ caseId: entityId, epoch: z.number().int().positive(), expiresAtMs: epochMs }),
  ),
  /** Cases that the reviewer stopped on and whose drafts wait for them. */
  stoppedCases: z.array(z.object({ caseId: entityId, atMs: epochMs })),
  /** Why they stopped, in their own words: shown to that reviewer, sent to nobody. */
  stopNotes: z.array(z.object({ reviewerId: z.string(), atMs: epochMs, reason: z.string() })),
  /** Breaks that reviewers took; `endedAtMs`: ended before its time, with a reason of their own. */
  breaks: z.array(
    z.object({
      reviewerId: z.string(),
      fromMs: epochMs,
      untilMs: epochMs,
      endedAtMs: epochMs.nullable(),
      reason: z.string(),
    }),
  ),
  cursor: z.string(),
  deviceSequence: z.number().int(),
  /** Of the payload that this device signed last. */
  previousVerdictHash: sha256Hex,
  /** Names this database's own rescue file. */
  rescueFileId: z.uuid(),
  skippedChanges: z.number().int(),
  /** Clips that were marked here as child abuse; only their hashes stay. */
  blockedMedia: z.array(sha256Hex),
  lastSyncAtMs: epochMs,
  /** Latest time heard from the backend: its clock never runs backwards here. */
  serverTimeMs: epochMs,
  /** The backend's time minus this machine's wall clock, when last heard. */
  serverOffsetMs: z.number().int(),
  /** The backend said that this desk was taken off: what it holds is to be destroyed. */
  revokedAtMs: epochMs,
  /** The database before this one could not be read and was put aside. */
  rebuilt: z.object({ atMs: epochMs, verdicts: z.number().int().nullable() }),
  /** The database before this one was a trial version's and was put aside. */
  begunAnew,
  /** Devices that this desk was at other backends. */
  earlierDevices: z.array(entityId),
  assist: assistSettings,
  assistKey: z.string(),
} as const;
type Key = keyof typeof shapes;
type Setting<K extends Key> = z.output<(typeof shapes)[K]>;

export type Settings = {
  read<K extends Key>(key: K): Setting<K> | null;
  write<K extends Key>(key: K, value: Setting<K>): void;
  forget(key: Key): void;
};

export function createSettings(db: Database): Settings {
  const select = db.prepare<[string], { value: string }>(
    'SELECT value FROM settings WHERE key = ?',
  );
  const upsert = db.prepare<[string, string]>(
    'INSERT INTO settings (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
  );
  const remove = db.prepare<[string]>('DELETE FROM settings WHERE key = ?');
  return {
    read<K extends Key>(key: K) {
      const row = select.get(key);
      return row ? (readJson(shapes[key], row.value) as Setting<K>) : null;
    },
    write: (key, value) => void upsert.run(key, JSON.stringify(value)),
    forget: (key) => void remove.run(key),
  };
}
