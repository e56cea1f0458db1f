/** What is done to a picture for the reviewer's comfort: the same wherever pictures of a clip are shown. */
export type PictureFilter = {
  readonly blurPx: number;
  readonly isGreyscale: boolean;
  /** Small detail flattened and colours posterised, with edges left standing. */
  readonly isStylised: boolean;
};

/** One channel of the picture, as grey; luma also as false colours. */
export type PictureChannel = (typeof pictureChannels)[number];
export const pictureChannels = ['colour', 'red', 'green', 'blue', 'luma', 'false-colour'] as const;

/** The ids of `<PictureFilterDefs>`, which must be in the page wherever these filters are used. */
const stylise = 'url("#picture-stylise")';

/**
 * The CSS `filter` of a picture: element, canvas or thumbnail alike. A channel is taken first and false
 * colours are laid on last, so that greyscale neither empties a channel nor greys the legend's colours.
 */
export function pictureFilterCss(
  filter: PictureFilter,
  channel: PictureChannel = 'colour',
  isLifted = false,
): string {
  const taken = channel === 'false-colour' ? 'luma' : channel;
  const parts = [
    ...(taken === 'colour' ? [] : [`url("#picture-${taken}")`]),
    ...(isLifted ? [] : comfort(filter)),
    ...(channel === 'false-colour' ? ['url("#picture-false-colour")'] : []),
  ];
  return parts.length === 0 ? 'none' : parts.join(' ');
}

function comfort({ blurPx, isGreyscale, isStylised }: PictureFilter): readonly string[] {
  return [
    ...(isStylised ? [stylise] : []),
    ...(blurPx > 0 ? [`blur(${blurPx}px)`] : []),
    ...(isGreyscale ? ['grayscale(1)'] : []),
  ];
}
