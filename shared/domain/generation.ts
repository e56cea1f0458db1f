import { z } from 'zod';
import { entityId, epochMs, sha256Hex } from './ids.ts';
import { harmCategory, modality } from './harm-category.ts';
import { attachedTranscript } from './transcript.ts';
import { freeText } from './text.ts';

/** One classifier's proposal for one category and one modality; `score` null means "not checked". */
export const classifierScore = z.object({
  category: harmCategory,
  modality,
  score: z.number().min(0).max(1).nullable(),
  classifier: freeText(100),
  version: freeText(100),
});
export type ClassifierScore = Readonly<z.infer<typeof classifierScore>>;

export const promptModifier = z.object({ name: freeText(200), value: freeText(2000) });

export const account = z.object({
  accountId: entityId,
  displayName: freeText(200),
  generationsToday: z.number().int().nonnegative(),
  quotaPerDay: z.number().int().nonnegative(),
});

/** What the user uploaded for the model to start from. */
export const uploadReference = z.object({
  uploadId: entityId,
  kind: z.enum(['image', 'video', 'audio']),
  description: freeText(2000),
  consent: z.enum(['on-record', 'missing', 'not-needed']),
});

export const labelStates = ['present', 'absent', 'not-checked'] as const;
const labelState = z.enum(labelStates);

/** What the backend found of marks that show viewers the clip's origin, outside of its manifest. */
export const generationLabels = z.object({
  /** A mark burnt into the picture. */
  visibleWatermark: labelState,
  /** A label "made with AI" where the clip is published. */
  aiLabel: labelState,
  note: freeText(1000),
});
export type GenerationLabels = Readonly<z.infer<typeof generationLabels>>;

/** Why a generation waits for a person. */
export const reviewReasons = [
  'classifier-unsure',
  'random-sample',
  'user-report',
  'upload-face',
  'appeal',
  'second-opinion',
] as const;
export const reviewReason = z.enum(reviewReasons);
export type ReviewReason = z.infer<typeof reviewReason>;

/** The longest file that a desk takes: 64 GiB. */
const largestFileBytes = 68_719_476_736;

/**
 * One media file of a generation. `proxy`: a review copy with the original's frames and timestamps.
 * The original is always described; `reviewable` says which file the desk shows, or why none.
 */
export const mediaFile = z.object({
  sha256: sha256Hex,
  sizeBytes: z.number().int().nonnegative().max(largestFileBytes),
  /** A chunk is held in memory whole: at most 1 MiB. */
  chunkBytes: z.number().int().positive().max(1_048_576),
  mimeType: freeText(100),
  role: z.enum(['original', 'proxy']),
  proxy: z
    .object({
      encoder: freeText(200),
      settings: freeText(2000),
      framesChecked: z.number().int(),
    })
    .nullable(),
});
export type MediaFile = Readonly<z.infer<typeof mediaFile>>;

/** What the backend found when it took the media in. */
export const mediaState = z.enum(['ready', 'needs-transcoding', 'broken']);
export type MediaState = z.infer<typeof mediaState>;

/** A clip with sound that a model made, and all that is known of how it came to be. */
export const generation = z.object({
  generationId: entityId,
  createdAtMs: epochMs,
  title: freeText(300),
  prompt: freeText(20_000),
  modifiers: z.array(promptModifier).max(100),
  style: freeText(200),
  model: z.object({ name: freeText(200), version: freeText(100) }),
  account,
  uploadReference: uploadReference.nullable(),
  scores: z.array(classifierScore).max(500),
  reason: reviewReason,
  reasonDetail: freeText(1000),
  mediaState,
  /** One sentence when `mediaState` is not `ready`. */
  mediaNote: freeText(1000),
  media: z.array(mediaFile).max(4),
  /** What is said in the clip, as the backend knows it; null or missing: it is not known. */
  transcript: attachedTranscript.nullable().optional(),
  /** Null or missing: the backend says nothing, which is "not checked". */
  labels: generationLabels.nullable().optional(),
});
export type Generation = Readonly<z.infer<typeof generation>>;

/** The file that a desk shows: the proxy where there is one, else the original. */
export function fileToReview(of: Pick<Generation, 'media'>): MediaFile | undefined {
  return (
    of.media.find((file) => file.role === 'proxy') ??
    of.media.find((file) => file.role === 'original')
  );
}

/** The file that a verdict is about, whatever copy was shown. */
export function originalFile(of: Pick<Generation, 'media'>): MediaFile | undefined {
  return of.media.find((file) => file.role === 'original');
}
