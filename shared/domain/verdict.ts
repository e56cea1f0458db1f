import { z } from 'zod';
import { frameIndexVersion } from '../media-time/frame-index.ts';
import { mediaUs } from '../media-time/units.ts';
import { analyserId, certainties } from './evidence.ts';
import { finding } from './finding.ts';
import { chainState } from './chain-state.ts';
import { harmCategory } from './harm-category.ts';
import { entityId, epochMs, rowNumber, sha256Hex } from './ids.ts';
import { decision } from './policy.ts';
import { freeText } from './text.ts';

export const confidences = ['sure', 'fairly-sure', 'unsure'] as const;
export const confidence = z.enum(confidences);
export type Confidence = z.infer<typeof confidence>;

/** What the reviewer decides; the desk adds the rest. Nothing in it has a default. */
export const judgement = z.strictObject({
  decision,
  branchId: freeText(100),
  severity: z.number().int().min(0).max(4),
  confidence,
  reasonIds: z.array(freeText(100)).max(30),
  note: freeText(10_000),
  findings: z.array(finding).max(500),
});
export type Judgement = Readonly<z.infer<typeof judgement>>;

/** Frames `[from, to)`, rising and apart. */
export const frameRuns = z
  .array(z.tuple([z.number().int(), z.number().int()]).readonly())
  .max(100_000)
  .readonly();

/** A stretch of the soundtrack that was heard, at the speed it was played: 0.5 is half as fast. */
export const heardStretch = z
  .strictObject({ fromUs: mediaUs, toUs: mediaUs, rate: z.number() })
  .readonly();
export type HeardStretch = z.infer<typeof heardStretch>;

/** What of the clip was really on this screen and in this ear. */
export const coverage = z.strictObject({
  seenPlain: frameRuns,
  /** Seen blurred, grey or stylised. */
  seenFiltered: frameRuns,
  heard: z.array(heardStretch).max(5000).readonly(),
});
export type Coverage = Readonly<z.infer<typeof coverage>>;

/** The status of one measurement when the verdict was saved: what was not checked is said as well. */
export const measuredThen = z.strictObject({
  analyser: analyserId,
  version: freeText(50),
  status: z.enum([...certainties, 'coming', 'not-measured']),
  /** The code of why it is not clear; null where it is, or nothing was measured. */
  reason: freeText(100).nullable(),
});
export type MeasuredThen = Readonly<z.infer<typeof measuredThen>>;

/** How the clip was reviewed: what a reader must know to weigh the verdict. */
export const reviewConduct = z.strictObject({
  firstExposureAtMs: epochMs.nullable(),
  /** First exposure to saved verdict, in milliseconds, breaks excluded. */
  handleMs: z.number().int().nonnegative(),
  proposalsSeen: z.boolean(),
  soundHeard: z.boolean(),
  playedWith: z.array(z.enum(['blur', 'greyscale', 'stylise', 'plain'])),
  framesShown: z.number().int().nonnegative(),
  framesTotal: z.number().int().nonnegative().nullable(),
  frameIndexVersion: z.number().int(),
  /** Absent in verdicts of older desks. */
  coverage: coverage.optional(),
  /** Likewise; empty where the clip is not on this desk. */
  measured: z.array(measuredThen).max(50).readonly().optional(),
});
export type ReviewConduct = Readonly<z.infer<typeof reviewConduct>>;

/**
 * An immutable fact, made at the desk. `verdictId` (UUIDv7) is also its idempotency key;
 * changing one's mind is a new verdict that names the old one.
 */
export const verdict = z.strictObject({
  ...judgement.shape,
  verdictId: z.uuid({ version: 'v7' }),
  caseId: entityId,
  generationId: entityId,
  /** Of the original file, which the backend checks against the case; null only where there is none. */
  mediaSha256: sha256Hex.nullable(),
  epoch: rowNumber,
  policyVersion: freeText(100),
  /** Category of the chosen branch; null for "nothing wrong". */
  category: harmCategory.nullable(),
  supersedesVerdictId: z.uuid().nullable(),
  /** The desk's clock, for the reader only: the backend's clock decides. */
  decidedAtMs: epochMs,
  deviceId: entityId,
  /** Rises by one with each verdict of this device: a gap shows a lost one. */
  deviceSequence: rowNumber,
  conduct: reviewConduct,
});
export type Verdict = Readonly<z.infer<typeof verdict>>;

export const verdictOutcomes = [
  'effective',
  'deferred',
  'superseded',
  'needs-reconfirm',
  'withdrawn',
] as const;
/** What the backend made of a verdict: protocol rule, stored, returned again on every replay. */
export const verdictOutcome = z.enum(verdictOutcomes);
export type VerdictOutcome = z.infer<typeof verdictOutcome>;

export const receipt = z.object({
  verdictId: z.uuid(),
  receiptId: entityId,
  outcome: verdictOutcome,
  /** The lease had expired, no other desk had taken the case: the work counts. */
  late: z.boolean(),
  receivedAtMs: epochMs,
  detail: freeText(1000),
  /** It came after its desk was taken off: an operator says whether it counts. Missing where that is not so. */
  awaitsOperator: z.boolean().optional(),
  /** The verdict's state in its device's chain when it came; missing from a backend of protocol 1. */
  chain: chainState.optional(),
});
export type Receipt = Readonly<z.infer<typeof receipt>>;

export const noConduct: ReviewConduct = {
  firstExposureAtMs: null,
  handleMs: 0,
  proposalsSeen: false,
  soundHeard: false,
  playedWith: [],
  framesShown: 0,
  framesTotal: null,
  frameIndexVersion,
};
