import { z } from 'zod';
import { epochMs } from './ids.ts';
import { harmCategory, modality } from './harm-category.ts';
import { transcript } from './transcript.ts';

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
