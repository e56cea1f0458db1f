import { useEffect, useRef } from 'react';
import type { Shown } from '../../../shared/domain/exposure.ts';
import { useDeskClient } from '../../bridge/desk-client.ts';
import { usePageCover } from '../../cover/use-page-cover.ts';
import { breakAfterMs } from './conduct.ts';
import { createExposureMeter } from './exposure-meter.ts';

/** What is known of the clip at one moment. */
type Playing = {
  readonly state: () => {
    readonly isPlaying: boolean;
    readonly isMuted: boolean;
    readonly volume: number;
    readonly hasSound: boolean | null;
  };
  readonly subscribe: (listener: () => void) => () => void;
};

type Watched = {
  readonly caseId: string;
  readonly player: Playing | null;
  /** The picture is on screen; false behind the case's own cover, or where there is none. */
  readonly isPictureShown: boolean;
  readonly isPictureFiltered: boolean;
  /** What plays may be heard: nothing of the case's cover is left. */
  readonly isOpen: boolean;
};

const readEveryMs = 1000;
const tellEveryMs = 5000;
const acts = ['keydown', 'pointerdown', 'wheel'] as const;

/**
 * Tells the desk how long the open case was shown, unfiltered and filtered, for its reviewer's own count. Nothing counts under
 * the cover, in a hidden window, or a minute after the last key while nothing plays: then nobody looks.
 */
export function useExposure(watched: Watched): void {
  const { desk } = useDeskClient();
  const cover = usePageCover();
  const now = useRef(watched);
  const look = useRef(() => {});
  const { caseId, player } = watched;
  useEffect(() => {
    const meter = createExposureMeter();
    let actedAtMs = performance.now();
    const shown = (): Shown => {
      const { isPictureShown, isPictureFiltered, isOpen } = now.current;
      const state = player?.state();
      const isPlaying = isOpen && state?.isPlaying === true;
      const isAway = !isPlaying && performance.now() - actedAtMs > breakAfterMs;
      const isHidden = document.visibilityState === 'hidden';
      return {
        isPictureShown: isPictureShown && cover.read() === 'none' && !isHidden && !isAway,
        isPictureFiltered,
        isSoundHeard: isPlaying && state.hasSound === true && !state.isMuted && state.volume > 0,
      };
    };
    const read = () => meter.read(shown(), performance.now());
    look.current = read;
    const act = () => {
      actedAtMs = performance.now();
      read();
    };
    const tell = () => {
      read();
      const taken = meter.take();
      if (taken !== null) void desk.call.addExposure({ caseId, ...taken });
    };
    read();
    for (const name of acts) window.addEventListener(name, act, { passive: true, capture: true });
    document.addEventListener('visibilitychange', read);
    window.addEventListener('pagehide', tell);
    const timers = [setInterval(read, readEveryMs), setInterval(tell, tellEveryMs)];
    const stops = [cover.subscribe(read), ...(player ? [player.subscribe(read)] : [])];
    return () => {
      for (const name of acts) window.removeEventListener(name, act, { capture: true });
      document.removeEventListener('visibilitychange', read);
      window.removeEventListener('pagehide', tell);
      for (const timer of timers) clearInterval(timer);
      for (const stop of stops) stop();
      tell();
    };
  }, [caseId, player, cover, desk]);
  useEffect(() => {
    now.current = watched;
    look.current();
  });
}
