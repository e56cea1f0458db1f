import { z } from 'zod';
import { epochMs } from './ids.ts';
import { harmCategory, modality } from './harm-category.ts';
import { mediaUs } from '../media-time/units.ts';

/** A piece of transcript; times are null where the provider gives none. */
export const transcriptSegment = z.object({
  text: z.string(),
  fromUs: mediaUs.nullable(),
  toUs: mediaUs.nullable(),
});
export const transcript = z.object({
  language: z.string().nullable(),
  segments: z.array(transcriptSegment),
});
export type Transcript = Readonly<z.infer<typeof transcript>>;

export const proposalAuthor = z.object({
  provider: z.string(),
  model: z.string(),
  madeAtMs: epochMs,
});

/** What a machine says of a case: never a verdict, always with its author and with what it did not look at. */
export const machineProposal = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('transcript'),
    author: proposalAuthor,
    transcript,
    notChecked: z.array(z.string()),
  }),
  z.object({
    kind: z.literal('moderation'),
    author: proposalAuthor,
    scores: z.array(
      z.object({
        category: harmCategory.nullable(),
        providerCategory: z.string(),
        modality,
        score: z.number().min(0).max(1),
      }),
    ),
    /** Sentences: what this answer does not cover. */
    notChecked: z.array(z.string()),
    sampledFrames: z.array(z.number().int().nonnegative()),
  }),
]);
export type MachineProposal = Readonly<z.infer<typeof machineProposal>>;
