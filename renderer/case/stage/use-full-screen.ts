import { useCallback, useEffect, useState } from 'react';
import { commandsFor } from '../../keys/key-map.ts';
import { judges } from '../navigation/case-keys.ts';
import { useCommands, useKeyLayer, useKeys } from '../../keys/use-keys.ts';

/** Marks the page while picture and lanes have the screen to themselves; `stage.css` hides the rest. */
const mark = 'data-stage-alone';

/**
 * Picture and lanes on the full screen. The whole page is made full screen, so that the list of keys, a
 * break prompt or trouble still come over it. Esc leaves; `isRefused` when the window may not.
 */
export function useFullScreen(canEnter: boolean) {
  const { map } = useKeys();
  const [isFull, setIsFull] = useState(false);
  const [isRefused, setIsRefused] = useState(false);
  useEffect(() => {
    const root = document.documentElement;
    const heard = () => {
      const is = document.fullscreenElement === root;
      root.toggleAttribute(mark, is);
      setIsFull(is);
    };
    document.addEventListener('fullscreenchange', heard);
    return () => {
      document.removeEventListener('fullscreenchange', heard);
      root.removeAttribute(mark);
      if (document.fullscreenElement === root) void document.exitFullscreen();
    };
  }, []);
  const toggle = useCallback(() => {
    if (document.fullscreenElement) {
      void document.exitFullscreen();
      return;
    }
    setIsRefused(false);
    document.documentElement.requestFullscreen().catch(() => setIsRefused(true));
  }, []);
  useCommands({ 'full-screen': (canEnter || isFull) && toggle });
  useKeyLayer(
    isFull
      ? (chord) => {
          if (chord === 'Escape') toggle();
          return chord === 'Escape' || commandsFor(chord, map).some(judges);
        }
      : null,
  );
  return { isFull, isRefused, toggle };
}
