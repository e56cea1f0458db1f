import { z } from 'zod';

/** What can go wrong with a generated clip; the words of scores, policies and statistics. */
export const harmCategories = [
  'likeness',
  'fabricated-speech',
  'deception',
  'violence',
  'extremism',
  'minors',
  'bias',
  'sexual',
  'self-harm',
] as const;
export const harmCategory = z.enum(harmCategories);
export type HarmCategory = z.infer<typeof harmCategory>;

/** The parts of a generation that a classifier may look at. */
export const modalities = ['prompt', 'picture', 'sound', 'transcript'] as const;
export const modality = z.enum(modalities);
export type Modality = z.infer<typeof modality>;
