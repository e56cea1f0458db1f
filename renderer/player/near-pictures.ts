import { nearFrames } from '../../shared/contract/worker-api.ts';
import type { Scope } from '../../shared/lifetime/scope.ts';

/** The few pictures around the playhead that lie ready in the page: a step to one of them is drawn at once. */
export type NearPictures = {
  /** Still owned by the store; draw it, don't close it. */
  readonly get: (frame: number) => VideoFrame | undefined;
  /** Takes a picture over; closes it if it is not near, or known already. */
  readonly keep: (frame: number, picture: VideoFrame) => void;
  /** The playhead moved: closes what is no longer near. The worker forgets by the same rule. */
  readonly moveTo: (frame: number) => void;
};

export function createNearPictures(scope: Scope): NearPictures {
  const pictures = new Map<number, VideoFrame>();
  let playhead = 0;
  const isNear = (frame: number) => Math.abs(frame - playhead) <= nearFrames;

  scope.add(() => {
    for (const picture of pictures.values()) picture.close();
    pictures.clear();
  });

  return {
    get: (frame) => pictures.get(frame),
    keep(frame, picture) {
      if (scope.isDisposed || !isNear(frame) || pictures.has(frame)) picture.close();
      else pictures.set(frame, picture);
    },
    moveTo(frame) {
      playhead = frame;
      for (const [known, picture] of pictures) {
        if (isNear(known)) continue;
        picture.close();
        pictures.delete(known);
      }
    },
  };
}
