import { z } from 'zod';
import { epochMs } from './ids.ts';
import { coverage, frameRuns, reviewConduct } from './verdict.ts';

export const leans = ['ok', 'not-ok', 'cannot-say'] as const;
/** The reviewer's first inclination; proposals show only after it. */
export const lean = z.enum(leans);
export type Lean = z.infer<typeof lean>;

/** How a case is being reviewed, as it adds up. `frames` are half-open runs of frames seen, rising. */
export const conductSoFar = z
  .strictObject({
    firstExposureAtMs: epochMs.nullable(),
    handleMs: z.number().nonnegative(),
    lastActAtMs: epochMs.nullable(),
    proposalsSeen: z.boolean(),
    soundHeard: z.boolean(),
    playedWith: reviewConduct.shape.playedWith.readonly(),
    frames: frameRuns,
    seenPlain: frameRuns.default([]),
    seenFiltered: frameRuns.default([]),
    heard: coverage.shape.heard.default([]),
  })
  .readonly();
export type ConductSoFar = z.infer<typeof conductSoFar>;

/** What is known of a case on its way to a verdict besides its draft: kept until the verdict is made. */
export const reviewWork = z
  .strictObject({ lean: lean.nullable(), conduct: conductSoFar })
  .readonly();
export type ReviewWork = z.infer<typeof reviewWork>;
