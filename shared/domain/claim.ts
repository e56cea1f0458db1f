import { z } from 'zod';
import { entityId, epochMs, rowNumber } from './ids.ts';
import { generation } from './generation.ts';
import { freeText } from './text.ts';

export const claimKind = z.enum(['live', 'travel']);
export type ClaimKind = z.infer<typeof claimKind>;

/**
 * Our lease on a case, as the backend grants it. `epoch` is a fencing token: it rises with each new lease.
 * Times are the backend's clock, which alone decides.
 */
export const claim = z.object({
  caseId: entityId,
  epoch: rowNumber,
  kind: claimKind,
  claimedAtMs: epochMs,
  expiresAtMs: epochMs,
  /** When the desk must have destroyed what it holds of this case. */
  wipeAtMs: epochMs,
  dueAtMs: epochMs,
  policyVersion: freeText(100),
  /** False: never prefetched for travel, never sent to an outside service. */
  offlineEligible: z.boolean(),
  generation,
});
export type Claim = Readonly<z.infer<typeof claim>>;
