import { z } from 'zod';
import { mediaUs } from '../media-time/units.ts';
import { freeText } from './text.ts';

/** One word as it was heard; times are null where the provider gives none. */
export const transcriptWord = z.object({
  text: freeText(500),
  fromUs: mediaUs.nullable(),
  toUs: mediaUs.nullable(),
});

/** A piece of transcript; times are null where the provider gives none. `words` only where it gives them. */
export const transcriptSegment = z.object({
  text: freeText(100_000),
  fromUs: mediaUs.nullable(),
  toUs: mediaUs.nullable(),
  words: z.array(transcriptWord).max(20_000).optional(),
});
export type TranscriptSegment = Readonly<z.infer<typeof transcriptSegment>>;

/** What is said in a clip, from any author. No segments: it was listened to, and no speech was heard. */
export const transcript = z.object({
  language: freeText(100).nullable(),
  segments: z.array(transcriptSegment).max(20_000),
});
export type Transcript = Readonly<z.infer<typeof transcript>>;

/** A transcript that came with the generation, with who or what wrote it. */
export const attachedTranscript = z.object({
  ...transcript.shape,
  author: z.object({ name: freeText(200), version: freeText(100) }),
});
export type AttachedTranscript = Readonly<z.infer<typeof attachedTranscript>>;
