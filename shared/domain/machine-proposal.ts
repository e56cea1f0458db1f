import { z } from 'zod';
import { epochMs } from './ids.ts';
import { harmCategory, modality } from './harm-category.ts';
import { transcript } from './transcript.ts';
import { anyText } from './text.ts';

export const proposalAuthor = z.object({
  provider: anyText,
  model: anyText,
  madeAtMs: epochMs,
});

/** What a machine says of a case: never a verdict, always with its author and with what it did not look at. */
export const machineProposal = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('transcript'),
    author: proposalAuthor,
    transcript,
    notChecked: z.array(anyText),
  }),
  z.object({
    kind: z.literal('moderation'),
    author: proposalAuthor,
    scores: z.array(
      z.object({
        category: harmCategory.nullable(),
        providerCategory: anyText,
        modality,
        score: z.number().min(0).max(1),
      }),
    ),
    /** Sentences: what this answer does not cover. */
    notChecked: z.array(anyText),
    sampledFrames: z.array(z.number().int().nonnegative()),
  }),
]);
export type MachineProposal = Readonly<z.infer<typeof machineProposal>>;
