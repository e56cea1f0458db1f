import { z } from 'zod';
import { harmCategory, type HarmCategory } from './harm-category.ts';

/** Harms that hurt whoever looks; of the others nothing is said before the reviewer's own lean. */
export const distressing = ['violence', 'sexual', 'self-harm', 'minors', 'extremism'] as const;
export type DistressingHarm = (typeof distressing)[number];

const isDistressing = (category: HarmCategory): category is DistressingHarm =>
  (distressing as readonly HarmCategory[]).includes(category);

/** Scores of classifiers, as far as a warning needs them. */
type Scored = readonly { readonly category: HarmCategory; readonly score: number | null }[];

/** Distressing harms that some classifier gave at least `atScore`: what the warning names, without source or number. */
export function expectedHarms(scores: Scored, atScore: number): readonly DistressingHarm[] {
  const found = scores.filter(({ score }) => score !== null && score >= atScore);
  return [...new Set(found.map(({ category }) => category).filter(isDistressing))];
}

/** The distressing harm that is likeliest in a clip; null where none reaches `atScore`. */
export function likeliestHarm(scores: Scored, atScore: number): DistressingHarm | null {
  const rising = scores.toSorted((a, b) => (b.score ?? 0) - (a.score ?? 0));
  return expectedHarms(rising, atScore)[0] ?? null;
}

/** How something that can be seen and heard reaches its reviewer at one moment. */
export type Shown = {
  readonly isPictureShown: boolean;
  /** By blur, grey or lines. */
  readonly isPictureFiltered: boolean;
  readonly isSoundHeard: boolean;
};

/** Unfiltered: the picture as it is, or the sound; filtered: the picture behind a filter and mute. */
export function exposureOf(shown: Shown): 'unfiltered' | 'filtered' | 'none' {
  if (shown.isSoundHeard) return 'unfiltered';
  if (!shown.isPictureShown) return 'none';
  return shown.isPictureFiltered ? 'filtered' : 'unfiltered';
}

/** What was shown of one harm and severity: as the verdict found it, or as it was expected where there is no verdict. */
export const exposureLine = z.object({
  harm: harmCategory.nullable(),
  severity: z.number().int().min(0).max(4).nullable(),
  items: z.number().int().nonnegative(),
  unfilteredMs: z.number().nonnegative(),
  filteredMs: z.number().nonnegative(),
});
export type ExposureLine = Readonly<z.infer<typeof exposureLine>>;
