import { z } from 'zod';
import { auditDevice, auditEntry, logCheckpoint, logKey } from '../../shared/contract/audit-api.ts';
import { epochMs, sha256Hex } from '../../shared/domain/ids.ts';
import { policy } from '../../shared/domain/policy.ts';
import { openEnvelope, type OpenedEnvelope } from './open-envelope.ts';

/** Everything that it takes to check a log of verdicts without its backend, in one JSON file. */
export const auditBundle = z.strictObject({
  format: z.literal('second-look-audit'),
  version: z.literal(1),
  madeAtMs: epochMs,
  logKey,
  checkpoint: logCheckpoint,
  earlier: z.array(logCheckpoint),
  devices: z.array(auditDevice),
  policies: z.array(policy),
  /** By their place in the log, each with its inclusion proof. */
  entries: z.array(z.strictObject({ ...auditEntry.shape, proof: z.array(sha256Hex) })),
});
export type AuditBundle = Readonly<z.infer<typeof auditBundle>>;
export type BundleEntry = AuditBundle['entries'][number];

/** A bundle with every envelope opened, once. */
export type OpenedBundle = Omit<AuditBundle, 'entries'> & {
  readonly entries: readonly OpenedEntry[];
};
export type OpenedEntry = BundleEntry & { readonly opened: OpenedEnvelope | null };

export function openBundle(bundle: AuditBundle): OpenedBundle {
  const entries = bundle.entries.map((entry) => ({
    ...entry,
    opened: entry.envelope && openEnvelope(entry.envelope),
  }));
  return { ...bundle, entries };
}
