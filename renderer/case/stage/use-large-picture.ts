import { useState } from 'react';
import { usePreferences } from '../../bridge/preferences.ts';

/**
 * The picture with the room of the lanes. Kept from case to case; whoever chose small pictures gets each new one small,
 * because enlarging one is a choice for that one.
 */
export function useLargePicture(): { readonly isLarge: boolean; readonly switchLarge: () => void } {
  const { preferences, change } = usePreferences();
  const isKept = preferences.wellbeing.pictureSize === 'room';
  const [isLarge, setIsLarge] = useState(isKept && preferences.layout.isPictureLarge);
  const switchLarge = () => {
    setIsLarge(!isLarge);
    if (isKept) change((now) => ({ ...now, layout: { ...now.layout, isPictureLarge: !isLarge } }));
  };
  return { isLarge, switchLarge };
}
