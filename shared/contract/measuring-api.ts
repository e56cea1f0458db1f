import { z } from 'zod';
import { analyserId, evidenceResult } from '../domain/evidence.ts';
import { sha256Hex } from '../domain/ids.ts';
import { ownModel } from '../domain/own-model.ts';
import { fault } from '../lifetime/fault.ts';
import { frameIndex } from '../media-time/frame-index.ts';
import type { Contract } from './contract.ts';
import { freeText } from '../domain/text.ts';

/** An operator's model and its file's bytes, for one pass. */
export const modelToRun = z.strictObject({
  model: ownModel,
  /** Author version: the first characters of the file's SHA-256. */
  fileVersion: freeText(50),
  bytes: z.instanceof(Uint8Array),
});
export type ModelToRun = Readonly<z.infer<typeof modelToRun>>;

/** One pass over one clip. */
export const measureOrder = z.strictObject({
  sha256: sha256Hex,
  mimeType: freeText(200),
  sizeBytes: z.number().int().nonnegative(),
  /** The file is a review copy, not what was generated. */
  isProxy: z.boolean(),
  /** Root certificates (PEM) whose C2PA signers count as trusted; empty for none. */
  trustAnchors: freeText(5_000_000),
  /** Null where the file has no picture that can be indexed. */
  index: frameIndex.nullable(),
  analysers: z.array(analyserId).min(1).max(50),
  /** Results kept from an earlier pass, for analysers that come after others. */
  earlier: z.array(evidenceResult).max(50),
  models: z.array(modelToRun).max(20),
});
export type MeasureOrder = Readonly<z.infer<typeof measureOrder>>;

/** What one analyser of the pass came to: exactly one of the two is there. */
export const measured = z.object({
  sha256: sha256Hex,
  analyser: analyserId,
  result: evidenceResult.nullable(),
  fault: fault.nullable(),
});
export type Measured = Readonly<z.infer<typeof measured>>;

/** What the reviewer does now: presses keys or moves the pointer, or lets a clip play. */
export const userActivity = z.strictObject({ activity: z.enum(['stepping', 'playing']) });
export type UserActivity = Readonly<z.infer<typeof userActivity>>;

/** What the data service asks of the measuring process. Results come as events while the pass runs. */
export const measuringApi = {
  calls: {
    /** Answers when the pass is over; `cancelled` when it was stopped. One pass at a time. */
    measure: { input: measureOrder, output: z.object({}) },
    /** Gives up the pass over that clip, if it is the present one; what was measured already has been handed over. */
    stop: { input: z.strictObject({ sha256: sha256Hex }), output: z.object({}) },
    /** The reviewer is active for the next while: `stepping` asks for more room than `playing`. */
    throttle: { input: userActivity, output: z.object({}) },
  },
  events: {
    measured,
    /** Share of the pass, 0..1, at most four times a second; a sign of life as well. */
    progress: z.object({ sha256: sha256Hex, done: z.number().min(0).max(1) }),
  },
} as const satisfies Contract;
export type MeasuringApi = typeof measuringApi;
