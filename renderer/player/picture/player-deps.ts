import type { Client } from '../../../shared/contract/create-client.ts';
import type { WorkerApi } from '../../../shared/contract/worker-api.ts';
import type { Scope } from '../../../shared/lifetime/scope.ts';
import { startOfFrame, type FrameIndex } from '../../../shared/media-time/frame-index.ts';
import { timecodeOf } from '../../../shared/media-time/timecode.ts';
import type { ClipPlayerState } from '../state/player-state.ts';
import type { MediaElement } from './media-element.ts';
import type { PictureStage } from './picture-stage.ts';
import type { PlayerStore } from '../state/player-store.ts';
import type { ReadyPictures } from './ready-pictures.ts';
import type { SoundOutput } from '../sound/sound-output.ts';

/** What the acts of a player work on. Only for clips with an index: without one there is nothing to act on. */
export type PlayerDeps = {
  readonly index: FrameIndex;
  readonly scope: Scope;
  readonly store: PlayerStore;
  readonly link: Client<WorkerApi>;
  readonly ready: ReadyPictures;
  readonly small: ReadyPictures;
  readonly stage: PictureStage;
  readonly element: MediaElement;
  /** Another element on the same file, never shown. */
  readonly openElement: (scope: Scope) => MediaElement;
  readonly sound: SoundOutput;
};

/** The state's fields that follow from where the playhead is. */
export function positionState(
  index: FrameIndex,
  frame: number,
): Pick<ClipPlayerState, 'frame' | 'us' | 'timecode' | 'isSmall'> {
  return {
    frame,
    us: startOfFrame(index, frame),
    timecode: timecodeOf(index.rate, frame),
    isSmall: false,
  };
}
