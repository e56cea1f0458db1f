import { z } from 'zod';
import type { AttachedTranscript } from '../../../shared/domain/transcript.ts';

/** What `truth.json` knows of the speech in a clip. */
export const spokenTruth = z.object({
  askedText: z.string().nullable(),
  spokenText: z.string().nullable(),
  spokenWords: z.array(z.object({ text: z.string(), fromUs: z.number(), toUs: z.number() })),
  speechSpansUs: z.array(z.tuple([z.number(), z.number()])).readonly(),
});
type SpokenTruth = Readonly<z.output<typeof spokenTruth>>;

/** What is really said, by the text that the voice was given; null for clips that want no speech. */
export function demoTranscript(clip: SpokenTruth): AttachedTranscript | null {
  const { askedText, spokenText, spokenWords, speechSpansUs } = clip;
  if (askedText === null) return null;
  const author = { name: 'demo transcript', version: '1' };
  const fromUs = speechSpansUs[0]?.[0] ?? null;
  const toUs = speechSpansUs.at(-1)?.[1] ?? null;
  const segments =
    spokenText === null ? [] : [{ text: spokenText, fromUs, toUs, words: [...spokenWords] }];
  return { author, language: 'en', segments };
}
