import type { TFunction } from 'i18next';
import { differenceGain, drawnAs, type PictureView } from '../../player/picture/picture-view.ts';

/** Size of one picture pixel on screen, in the words of the view line; empty while it is less than one. */
export function pixelSizeWords(screenPx: number, language: string): string {
  if (!Number.isFinite(screenPx) || screenPx < 1) return '';
  const size = new Intl.NumberFormat(language, { maximumFractionDigits: 1 }).format(screenPx);
  return `${size}×${size}`;
}

/** What the picture shows other than the plain frame, e.g. "difference ×4, frame 57 against 41"; frames from 0. */
export function badgeParts(view: PictureView, shownFrame: number, t: TFunction): string[] {
  const drawn = drawnAs(view);
  const numbers = { a: shownFrame, b: view.markedFrame ?? 0, gain: differenceGain };
  return [
    ...(drawn === 'a' ? [] : [t(`view.badge.${drawn}`, numbers)]),
    ...(view.channel === 'colour' ? [] : [t(`view.badge.${view.channel}`)]),
  ];
}

/** How the picture is looked at, for its screen-reader name; empty when plainly and whole. */
export function viewNameWords(view: PictureView, t: TFunction): string {
  const drawn = drawnAs(view);
  const b = view.markedFrame ?? 0;
  const parts = [
    ...(drawn === 'a' ? [] : [t(`view.name.${drawn}`, { b, gain: differenceGain })]),
    ...(view.channel === 'colour' ? [] : [t(`view.badge.${view.channel}`)]),
    ...placeWords(view, t),
  ];
  return parts.join(', ');
}

/** How far the picture is enlarged and where its middle is; empty at 100 %. */
function placeWords({ place }: PictureView, t: TFunction): string[] {
  if (place.zoom === 1) return [];
  const percent = (share: number) => Math.round(share * 100);
  return [
    t('view.name.part', {
      percent: percent(place.zoom),
      x: percent(place.x),
      y: percent(place.y),
    }),
  ];
}
