import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { Scope } from '../../../shared/lifetime/scope.ts';
import type { ClipPlayer } from '../clip-player-types.ts';
import { createComparison, type Comparison } from './comparison.ts';
import {
  drawnAs,
  nextChannel,
  nextComparing,
  plainView,
  type PictureView,
} from '../picture/picture-view.ts';
import {
  hasHardEdges,
  pannedBy,
  wholePicture,
  zoomedBy,
  type BoxPoint,
} from '../picture/zoom-pan.ts';

/** How the picture is looked at, and everything that changes it. */
export type PictureLooking = {
  readonly view: PictureView;
  readonly zoom: (by: 1 | -1, at?: BoxPoint) => void;
  readonly pan: (dx: number, dy: number) => void;
  readonly showWhole: () => void;
  /** Keeps the present frame as B. */
  readonly mark: () => void;
  readonly holdB: (isHeld: boolean) => void;
  readonly cycleComparing: () => void;
  readonly cycleChannel: () => void;
};

/** The view of one open clip; it begins plain with each clip. */
export function usePictureView(player: ClipPlayer | null): PictureLooking {
  const [view, setView] = useState(plainView);
  const comparison = useRef<Comparison | null>(null);
  useEffect(() => {
    if (!player) return undefined;
    const scope = new Scope();
    comparison.current = createComparison(player, scope);
    return () => {
      comparison.current = null;
      scope.dispose();
      setView(plainView);
    };
  }, [player]);

  const drawn = drawnAs(view);
  const isHard = hasHardEdges(view.place);
  useEffect(() => comparison.current?.show(drawn, isHard), [player, drawn, isHard]);

  const mark = useCallback(async () => {
    const at = comparison.current;
    const frame = (await at?.mark()) ?? null;
    if (frame !== null && at === comparison.current)
      setView((now) => ({ ...now, markedFrame: frame }));
  }, []);

  const acts = useMemo(
    () => ({
      zoom: (by: 1 | -1, at?: BoxPoint) =>
        setView((now) => ({ ...now, place: zoomedBy(now.place, by, at) })),
      pan: (dx: number, dy: number) =>
        setView((now) => ({ ...now, place: pannedBy(now.place, dx, dy) })),
      showWhole: () => setView((now) => ({ ...now, place: wholePicture })),
      mark: () => void mark(),
      holdB: (isHoldingB: boolean) => setView((now) => ({ ...now, isHoldingB })),
      cycleComparing: () => setView((now) => ({ ...now, comparing: nextComparing(now) })),
      cycleChannel: () => setView((now) => ({ ...now, channel: nextChannel(now.channel) })),
    }),
    [mark],
  );
  return { view, ...acts };
}
