import { z } from 'zod';
import { mediaUs } from '../media-time/units.ts';
import { freeText } from './text.ts';

/** How far a measurement may be trusted. `cannot-tell` is an answer, and says why. */
export const certainties = ['clear', 'weak', 'cannot-tell'] as const;
export const certainty = z.enum(certainties);
export type Certainty = z.infer<typeof certainty>;

/** Who measured: the analyser's name, its version, and what model stands behind it. */
export const evidenceAuthor = z.object({
  name: freeText(100),
  version: freeText(50),
});
export type EvidenceAuthor = Readonly<z.infer<typeof evidenceAuthor>>;

/** What every result says of itself. `reason` is a stable code that the page has a sentence for; null when clear. */
const head = {
  author: evidenceAuthor,
  certainty,
  reason: freeText(100).nullable(),
};

const frameNumber = z.number().int().nonnegative();
const hertz = z.number().nonnegative();

/** A plain warning about a file; `value` in the unit that the code's sentence names. */
const containerWarning = z.object({
  code: z.enum([
    'sound-starts-late',
    'sound-starts-early',
    'sound-ends-early',
    'sound-ends-late',
    'priming-not-trimmed',
    'variable-frame-rate',
    'edit-list',
    'rotated',
    'non-square-pixels',
    'no-sound',
    'no-picture',
    'no-streams',
    'truncated',
    'unreadable',
    'duration-mismatch',
    'sound-undecodable',
    'picture-undecodable',
  ]),
  value: z.number().nullable(),
});

/** What the container says, read packet by packet. */
const containerFacts = z.object({
  kind: z.literal('container'),
  ...head,
  container: freeText(100),
  video: z
    .object({
      codec: freeText(100),
      width: z.number().int().nonnegative(),
      height: z.number().int().nonnegative(),
      rotation: z.number().int(),
      frames: z.number().int().nonnegative(),
      isVariableRate: z.boolean(),
      /** Reduced fraction of a constant rate. */
      rate: z.object({ numerator: z.number(), denominator: z.number() }).nullable(),
      minFps: z.number(),
      maxFps: z.number(),
      firstUs: mediaUs,
      durationUs: mediaUs,
      bitsPerSecond: z.number().nonnegative().nullable(),
    })
    .nullable(),
  sound: z
    .object({
      codec: freeText(100),
      sampleRate: hertz,
      channels: z.number().int().nonnegative(),
      /** First sample's time after edit lists. */
      firstUs: mediaUs,
      durationUs: mediaUs,
      /** Encoder delay that is still heard; null where it is not known. */
      primingUs: mediaUs.nullable(),
      bitsPerSecond: z.number().nonnegative().nullable(),
    })
    .nullable(),
  warnings: z.array(containerWarning).max(50),
});
export type ContainerWarning = z.infer<typeof containerWarning>;
export type ContainerFacts = z.infer<typeof containerFacts>;
export type ContainerVideo = NonNullable<ContainerFacts['video']>;
export type ContainerSound = NonNullable<ContainerFacts['sound']>;

/** Loudness by EBU R128, clipping, and how far up the spectrum reaches. */
export const soundFacts = z.object({
  kind: z.literal('sound-facts'),
  ...head,
  integratedLufs: z.number().nullable(),
  truePeakDbtp: z.number().nullable(),
  samplePeakDbfs: z.number().nullable(),
  clippedSamples: z.number().int().nonnegative(),
  clipped: z.array(z.object({ fromUs: mediaUs, toUs: mediaUs })).max(1000),
  silent: z.array(z.object({ fromUs: mediaUs, toUs: mediaUs })).max(1000),
  /** 95th percentile of the spectrum's energy, in hertz, of the louder frames. */
  bandwidthHz: hertz.nullable(),
  sampleRate: hertz,
});

/** Where speech was found; probability is the mean over the span. */
export const speechSpans = z.object({
  kind: z.literal('speech'),
  ...head,
  spans: z
    .array(z.object({ fromUs: mediaUs, toUs: mediaUs, probability: z.number().min(0).max(1) }))
    .max(5000),
  speechUs: mediaUs,
});

const box = z.object({
  frame: frameNumber,
  /** Shares of the upright picture's width and height. */
  x: z.number(),
  y: z.number(),
  width: z.number(),
  height: z.number(),
  /** The mouth's middle, and its width in shares of the picture's width. */
  mouth: z.object({ x: z.number(), y: z.number(), width: z.number() }),
});
export const faceTrack = z.object({
  faceId: z.number().int().positive(),
  fromUs: mediaUs,
  toUs: mediaUs,
  fromFrame: frameNumber,
  /** First frame after the track. */
  toFrame: frameNumber,
  boxes: z.array(box).max(200_000),
  /**
   * At the frames' own times: lip opening and mouth width over face height, and the mouth's luma over the
   * face's. Sync is measured from these, so that it can be done again without the pictures.
   */
  mouth: z
    .object({
      atUs: z.array(mediaUs),
      opening: z.array(z.number()),
      width: z.array(z.number()),
      luma: z.array(z.number()),
    })
    .refine(
      ({ atUs, opening, width, luma }) =>
        [opening, width, luma].every((numbers) => numbers.length === atUs.length),
      'one of each for each time',
    ),
  /** Median distance between the outer eye corners, in pixels of the upright picture. */
  eyeDistancePx: z.number().nonnegative(),
  /** Share of the sampled frames of the span in which the face was found. */
  found: z.number().min(0).max(1),
});
export type FaceTrack = Readonly<z.infer<typeof faceTrack>>;
/** Every face of the clip, each with an id that holds while it is in view. */
export const faceTracks = z.object({
  kind: z.literal('faces'),
  ...head,
  framesLookedAt: z.number().int().nonnegative(),
  tracks: z.array(faceTrack).max(100),
});

/**
 * Does the sound belong to the mouth. Lags in milliseconds, positive = sound late. Only an offset above
 * 150 ms with a confidence of at least 1.25 may be named.
 */
export const syncOfFace = z.object({
  faceId: z.number().int().positive(),
  certainty,
  reason: freeText(100).nullable(),
  lagMs: z.number().nullable(),
  uncertaintyMs: z.number(),
  /** Peak over the 95th percentile of the peaks of the same soundtrack scrambled. */
  confidence: z.number().nullable(),
  namesOffset: z.boolean(),
  curve: z.object({ lagsMs: z.array(z.number()), agreement: z.array(z.number()) }),
  /** The same in a sliding window: a hint to jump to, never an answer. */
  sliding: z
    .array(z.object({ atUs: mediaUs, lagMs: z.number(), confidence: z.number() }))
    .max(10_000),
  /** How well the voice fits this mouth at its best lag, 0..1; blind to lips that were made to match. */
  voiceFitsMouth: z.number().nullable(),
});
export const syncLag = z.object({
  kind: z.literal('sync'),
  ...head,
  faces: z.array(syncOfFace).max(100),
  /** The face whose mouth the voice fits best, where one does. */
  likelySpeaking: z.number().int().positive().nullable(),
  /** Speech in the clip, in microseconds: under 0.8 s nothing can be said. */
  speechUs: mediaUs,
});
export type SyncLag = Readonly<z.infer<typeof syncLag>>;

export const pictureEventKinds = ['cut', 'frozen', 'duplicate', 'flicker', 'black'] as const;
export type PictureEventKind = (typeof pictureEventKinds)[number];
/** Events in the picture, `[fromFrame, toFrame)`; a cut is the first frame of the new shot. */
export const pictureEvents = z.object({
  kind: z.literal('picture-events'),
  ...head,
  events: z
    .array(
      z.object({
        event: z.enum(pictureEventKinds),
        fromFrame: frameNumber,
        toFrame: frameNumber,
        fromUs: mediaUs,
        toUs: mediaUs,
        strength: z.number().min(0),
      }),
    )
    .max(10_000),
});

/** The C2PA manifest, read and validated without network. Absence proves nothing. */
export const provenance = z.object({
  kind: z.literal('provenance'),
  ...head,
  state: z.enum(['none', 'valid-trusted', 'valid-untrusted', 'invalid', 'unreadable']),
  claimGenerator: freeText(500).nullable(),
  signer: freeText(500).nullable(),
  signedAt: freeText(100).nullable(),
  /** Actions and assertions that the manifest names, e.g. `c2pa.created`. */
  actions: z.array(freeText(200)).max(100),
  digitalSourceType: freeText(300).nullable(),
  failures: z.array(freeText(300)).max(100),
});

/** A lane that an operator's own model made. */
export const modelLane = z.object({
  kind: z.literal('model'),
  ...head,
  laneTitle: freeText(100),
  values: z.array(z.object({ atUs: mediaUs, value: z.number() })).max(200_000),
  spans: z.array(z.object({ fromUs: mediaUs, toUs: mediaUs, value: z.number() })).max(5000),
});

/** What one analyser found in one clip. */
export const evidenceResult = z.discriminatedUnion('kind', [
  containerFacts,
  soundFacts,
  speechSpans,
  faceTracks,
  syncLag,
  pictureEvents,
  provenance,
  modelLane,
]);
export type EvidenceResult = z.infer<typeof evidenceResult>;
export type EvidenceKind = EvidenceResult['kind'];

/** Analysers in the order in which their lanes are drawn; an operator's own are called `model.<name>`. */
export const ownAnalysers = [
  'container',
  'sound-facts',
  'speech',
  'picture-events',
  'provenance',
  'faces',
  'sync',
] as const;
export const analyserId = z
  .string()
  .max(100)
  .regex(/^([a-z-]+|model\.[a-z0-9-]+)$/);
