import { useState } from 'react';
import { defaultPreferences } from '../../../shared/contract/app-api.ts';
import { usePreferences } from '../../bridge/preferences.ts';
import { useWindowHeight } from '../../ui/use-window-size.ts';

const usualPx = defaultPreferences.layout.lanesHeightPx;
/** Lanes of the usual height grow with a high window: there is room for both. */
const usualShare = 0.26;
/** Lanes that nobody enlarged leave the picture this share of the window's height, whatever else is on screen. */
const pictureShare = '46vh';
/** Whoever enlarges the lanes takes it from the picture, down to this. */
const leastPicturePx = 120;

/** How high the lanes are, in CSS pixels, and what they leave to the picture. */
export function useLanesHeight() {
  const { preferences, change } = usePreferences();
  const [chosenPx, setHeightPx] = useState(preferences.layout.lanesHeightPx);
  const grownPx = Math.max(usualPx, Math.round(useWindowHeight() * usualShare));
  const heightPx = chosenPx === usualPx ? grownPx : chosenPx;
  return {
    heightPx,
    /** The `flex-basis` of the picture's zone. */
    pictureBasis: heightPx > grownPx ? leastPicturePx : pictureShare,
    setHeightPx,
    keepHeightPx: (height: number) =>
      change((now) => ({ ...now, layout: { ...now.layout, lanesHeightPx: height } })),
  };
}
