import { useTranslation } from 'react-i18next';
import type { FaceTrack, SyncLag } from '../../../shared/domain/evidence.ts';
import type { ClipPlayer } from '../../player/clip-player-types.ts';
import { usePlayerState } from '../../player/view/use-player-state.ts';
import { zoomTransform, type ZoomPan } from '../../player/picture/zoom-pan.ts';

type FaceBoxesProps = {
  readonly player: ClipPlayer;
  readonly tracks: readonly FaceTrack[];
  readonly sync: SyncLag | null;
  readonly place: ZoomPan;
};

/** A box looked at so many frames before still stands for the face: faces are not looked for in every frame. */
const holdsFrames = 4;

/** Boxes with their numbers around the faces of the frame on screen; the one that likely speaks is marked. */
export function FaceBoxes({ player, tracks, sync, place }: FaceBoxesProps) {
  const { t } = useTranslation();
  const { shownFrame } = usePlayerState(player);
  return (
    <div className="face-boxes" style={{ transform: zoomTransform(place) }}>
      {tracks.map((track) => {
        const box = boxAt(track, shownFrame);
        if (!box) return null;
        const isSpeaking = sync?.likelySpeaking === track.faceId;
        const name = t('evidence.face', { id: track.faceId });
        return (
          <div
            key={track.faceId}
            className={isSpeaking ? 'face-box is-speaking' : 'face-box'}
            style={{
              left: `${box.x * 100}%`,
              top: `${box.y * 100}%`,
              width: `${box.width * 100}%`,
              height: `${box.height * 100}%`,
            }}
          >
            <span>{isSpeaking ? `${name}, ${t('evidence.likely-speaking')}` : name}</span>
          </div>
        );
      })}
    </div>
  );
}

function boxAt(track: FaceTrack, frame: number): FaceTrack['boxes'][number] | null {
  if (frame < track.fromFrame || frame >= track.toFrame) return null;
  let low = 0;
  let high = track.boxes.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((track.boxes[middle]?.frame ?? 0) <= frame) low = middle;
    else high = middle - 1;
  }
  const box = track.boxes[low];
  return box && box.frame <= frame && frame - box.frame <= holdsFrames ? box : null;
}
