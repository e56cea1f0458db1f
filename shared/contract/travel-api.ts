import { z } from 'zod';
import { epochMs } from '../domain/ids.ts';
import { fault } from '../lifetime/fault.ts';

const nothing = z.strictObject({});

/** What a reviewer asks for before a journey. */
export const travelWish = z.strictObject({
  by: z.enum(['cases', 'hours']),
  /** So many cases, or so many hours of work. */
  amount: z.number().int().min(1).max(200),
  budgetBytes: z.number().int().positive(),
});
export type TravelWish = Readonly<z.infer<typeof travelWish>>;

/** What a wish comes to on this desk, before anything is asked of the backend. */
export const travelPlan = z.object({
  /** Why nothing can be packed, in one sentence with the way out; null when it can. */
  blocker: fault.nullable(),
  cases: z.number().int().nonnegative(),
  /** Where the number of cases comes from: the reviewer's own median over `reviews`, or an assumption (0 reviews). */
  handleMs: z.number().int().positive(),
  reviews: z.number().int().nonnegative(),
  /** The wish was for more cases than one pack may hold. */
  isCapped: z.boolean(),
  freeBytes: z.number().nonnegative(),
  /** The smaller of what was asked for and what the disk gives. */
  budgetBytes: z.number().nonnegative(),
  isBudgetCut: z.boolean(),
});
export type TravelPlan = Readonly<z.infer<typeof travelPlan>>;

export const travelPhases = [
  'none',
  'claiming',
  'fetching',
  'measuring',
  'packed',
  'giving-back',
] as const;

/**
 * The state of the pack. claiming: asking the backend for cases; fetching: clips on their way; measuring: all is here
 * and checked, and the machine measures on, which needs no network; packed: nothing is left to do; giving-back:
 * cancelled, the backend has not heard yet.
 */
export const travelPack = z.object({
  phase: z.enum(travelPhases),
  wish: travelWish.nullable(),
  /** Cases that the wish came to. */
  wanted: z.number().int().nonnegative(),
  cases: z.object({
    total: z.number().int().nonnegative(),
    /** Fetched and verified, or can only be judged by their record: reviewable without network. */
    here: z.number().int().nonnegative(),
    /** Of those, measured too. */
    ready: z.number().int().nonnegative(),
    decided: z.number().int().nonnegative(),
    /** Another desk has them, or they were withdrawn. */
    lost: z.number().int().nonnegative(),
  }),
  bytes: z.object({ total: z.number().nonnegative(), ready: z.number().nonnegative() }),
  /** By the pace of this run; null while it is not known. */
  leftMs: z.number().nonnegative().nullable(),
  /** Earliest end of a lease that still waits for its verdict; null when none does. */
  safeUntilMs: epochMs.nullable(),
  /** Earliest moment at which the desk destroys what it holds of these cases. */
  wipeAtMs: epochMs.nullable(),
  /** Refused and given back, since they must stay in the building. */
  refused: z.number().int().nonnegative(),
  givingBack: z.number().int().nonnegative(),
  /** What keeps the pack from going on; null when nothing does. */
  trouble: fault.nullable(),
});
export type TravelPack = Readonly<z.infer<typeof travelPack>>;

/** What the page asks about a journey; part of `deskApi`. */
export const travelCalls = {
  planTravel: { input: travelWish, output: travelPlan },
  packForTravel: { input: travelWish, output: travelPack },
  readTravel: { input: nothing, output: travelPack },
  /** Ends a pack: `ready` keeps what is ready and gives the rest back, `none` gives back all that is undecided. */
  endTravel: { input: z.strictObject({ keep: z.enum(['ready', 'none']) }), output: travelPack },
} as const;

export const travelEvents = {
  /** The pack went on: read again (at most twice a second). */
  travelChanged: z.object({}),
} as const;
