import { z } from 'zod';
import { travelWish } from '../../../shared/contract/travel-api.ts';
import { entityId, epochMs } from '../../../shared/domain/ids.ts';

const leaseRef = z.object({ caseId: entityId, epoch: z.number().int().positive() });
export type LeaseRef = Readonly<z.infer<typeof leaseRef>>;

/** The pack as it survives a restart. Every claim in it was applied in the transaction that wrote it here. */
export const storedPack = z.object({
  wish: travelWish,
  startedAtMs: epochMs,
  wanted: z.number().int().positive(),
  budgetBytes: z.number().int().nonnegative(),
  /** True once the reviewer ended it: nothing more is claimed. */
  isEnding: z.boolean(),
  queuesLeft: z.array(z.string()),
  /** Asked and not answered yet: asked again with the same key, also when the pack has ended meanwhile. */
  asking: z
    .object({ idempotencyKey: z.uuid(), queue: z.string(), max: z.number().int() })
    .nullable(),
  cases: z.array(leaseRef),
  /** Leases to give back; gone from here when the backend has answered. */
  giveBack: z.array(leaseRef),
  /** Cases that the backend offered though they must stay in the building. */
  refused: z.number().int().nonnegative(),
});
export type StoredPack = Readonly<z.infer<typeof storedPack>>;
