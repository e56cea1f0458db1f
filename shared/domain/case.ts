import { z } from 'zod';
import { account, mediaState, reviewReason } from './generation.ts';
import { entityId, epochMs, sha256Hex } from './ids.ts';
import { verdictOutcome } from './verdict.ts';
import { anyText } from './text.ts';

export const caseStates = ['fetching', 'ready', 'blocked', 'saved', 'settled', 'lost'] as const;
/**
 * A case as this desk sees it. fetching: media on its way; ready: can be reviewed; blocked: media can't be
 * had or played (still reviewable by its record); saved: our verdict waits in the outbox; settled: the
 * backend answered; lost: claim lost or case withdrawn before we decided.
 */
export const caseState = z.enum(caseStates);
export type CaseState = z.infer<typeof caseState>;

export const outboxStates = ['waiting', 'sending', 'settled', 'rejected'] as const;
export const outboxState = z.enum(outboxStates);
export type OutboxState = z.infer<typeof outboxState>;

/** One line of the queue. */
export const caseRow = z.object({
  caseId: entityId,
  revision: z.number().int(),
  title: anyText,
  reason: reviewReason,
  createdAtMs: epochMs,
  dueAtMs: epochMs,
  state: caseState,
  mediaState,
  /** Of the file to review. */
  sizeBytes: z.number().int().nonnegative(),
  /** 0..1, share of the media fetched and verified. */
  fetched: z.number().min(0).max(1),
  /** 0..1, share of the measurements of the clip that are done; null where none is yet. */
  measured: z.number().min(0).max(1).nullable(),
  offlineReady: z.boolean(),
  offlineEligible: z.boolean(),
  accountName: account.shape.displayName,
  mediaSha256: sha256Hex.nullable(),
  verdictOutcome: verdictOutcome.nullable(),
  /** Of the newest verdict on this case at this desk. */
  outboxState: outboxState.nullable(),
});
export type CaseRow = Readonly<z.infer<typeof caseRow>>;
