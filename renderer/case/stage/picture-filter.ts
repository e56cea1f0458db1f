import type { Preferences } from '../../../shared/contract/app-api.ts';
import type { ReviewConduct } from '../../../shared/domain/verdict.ts';
import { pictureFilterCss, type PictureFilter } from '../../ui/picture-filter.ts';

export type FilterName = Preferences['wellbeing']['filter'];
export const filterNames: readonly FilterName[] = [
  'blur-greyscale',
  'blur',
  'greyscale',
  'stylise',
  'plain',
];

/** The next filter on the key that cycles through them. */
export function nextFilter(now: FilterName): FilterName {
  return filterNames[(filterNames.indexOf(now) + 1) % filterNames.length] ?? 'plain';
}

/** What is done to the picture, for the player and for every other place that shows the clip's pictures. */
export function filterOf(name: FilterName, blurPx: number): PictureFilter {
  return {
    blurPx: name === 'blur' || name === 'blur-greyscale' ? blurPx : 0,
    isGreyscale: name === 'greyscale' || name === 'blur-greyscale',
    isStylised: name === 'stylise',
  };
}

/** Filmstrip pictures are small: a third of the blur hides as much, and they stay apart. */
const filmBlurShare = 1 / 3;
const leastFilmBlurPx = 2;

/** The same filter for the small pictures of the filmstrip, as CSS. */
export function filmFilterCss(filter: PictureFilter): string {
  const blurPx = filter.blurPx === 0 ? 0 : Math.max(leastFilmBlurPx, filter.blurPx * filmBlurShare);
  return pictureFilterCss({ ...filter, blurPx });
}

/** What the picture was seen with, for the verdict's conduct. */
export function seenWith(name: FilterName, isLifted: boolean): ReviewConduct['playedWith'] {
  if (isLifted || name === 'plain') return ['plain'];
  if (name === 'blur-greyscale') return ['blur', 'greyscale'];
  return [name];
}
