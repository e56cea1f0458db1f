import { useMemo, useState } from 'react';
import type { FrameIndex } from '../../../shared/media-time/frame-index.ts';
import type { ClipPlayer, PictureGestures } from '../../player/clip-player-types.ts';
import { usePictureView } from '../../player/view/use-picture-view.ts';
import { useFullScreen } from './use-full-screen.ts';
import { useViewKeys } from './use-view-keys.ts';

/** Everything about looking closer that the stage passes on. */
export function useLooking(player: ClipPlayer | null, index: FrameIndex | null, isOn: boolean) {
  const looking = usePictureView(player);
  const [box, setBox] = useState({ width: 0, height: 0 });
  const full = useFullScreen(isOn);
  useViewKeys(looking, isOn);
  const { zoom, pan } = looking;
  const gestures: PictureGestures = useMemo(
    () => ({ onZoom: zoom, onPan: pan, onBox: (width, height) => setBox({ width, height }) }),
    [zoom, pan],
  );
  const fit = index
    ? Math.min(box.width / index.displayWidth, box.height / index.displayHeight)
    : Number.NaN;
  return { looking, gestures, full, pixelPx: fit * looking.view.place.zoom * devicePixelRatio };
}
