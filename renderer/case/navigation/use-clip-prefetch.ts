import { useCallback, useEffect, useState } from 'react';
import type { FrameIndex } from '../../../shared/media-time/frame-index.ts';
import { useClipUrl } from '../../bridge/clip-url.ts';
import type { ClipPrefetch } from '../../player/clip-prefetch.ts';
import type { ClipPlayer } from '../../player/clip-player-types.ts';

/** After the open clip's first exact frame, the time left to it before the next clip is decoded beside it. */
const waitMs = 250;

/** Decodes the next case's first frames in the background, once the open case shows its own. */
export function useClipPrefetch(ahead: ClipPrefetch, player: ClipPlayer | null) {
  const clipUrl = useClipUrl();
  const [next, setNext] = useState<{ sha256: string; index: FrameIndex } | null>(null);

  useEffect(() => {
    if (!next || !player) return undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = () => {
      if (timer !== undefined || player.state().phase === 'loading') return;
      timer = setTimeout(() => ahead.prepare(clipUrl(next.sha256), next.index), waitMs);
    };
    const stop = player.subscribe(look);
    look();
    return () => {
      stop();
      clearTimeout(timer);
    };
  }, [ahead, clipUrl, next, player]);

  return useCallback((sha256: string, index: FrameIndex) => setNext({ sha256, index }), []);
}
