import { Scope } from '../../shared/lifetime/scope.ts';
import type { FrameIndex } from '../../shared/media-time/frame-index.ts';
import { startDecoding, type ClipDecoding } from './clip-decoding.ts';

/** Decoded picture held of a clip that is not open yet: some 90 frames at 720p. */
const aheadRingBytes = 130_000_000;

/** A clip decoded ahead, with the scope that its taker must dispose. */
export type PreparedClip = { readonly decoding: ClipDecoding; readonly scope: Scope };

/** At most one clip decoded ahead of its opening. Nothing of it is shown or sounded. */
export type ClipPrefetch = {
  /** Opens this clip in the background, in place of any other. */
  readonly prepare: (mediaUrl: string, index: FrameIndex) => void;
  /** Hands this clip over if it was prepared; one that was prepared but not wanted ends here. */
  readonly take: (mediaUrl: string) => PreparedClip | null;
  readonly end: () => void;
};

export function createClipPrefetch(): ClipPrefetch {
  let waiting: (PreparedClip & { readonly mediaUrl: string }) | null = null;

  function end(): void {
    waiting?.scope.dispose();
    waiting = null;
  }

  return {
    prepare(mediaUrl, index) {
      if (waiting?.mediaUrl === mediaUrl) return;
      end();
      const scope = new Scope();
      const decoding = startDecoding(
        { mediaUrl, index, ringBytes: aheadRingBytes, hasOverview: false },
        scope,
      );
      waiting = { mediaUrl, decoding, scope };
      void readyFirstFrame(decoding);
    },
    take(mediaUrl) {
      if (waiting?.mediaUrl !== mediaUrl) {
        end();
        return null;
      }
      const { decoding, scope } = waiting;
      waiting = null;
      return { decoding, scope };
    },
    end,
  };
}

/** Lays the first picture ready in the page: the clip's opening then waits for nothing. */
async function readyFirstFrame({ link, ready, opened }: ClipDecoding): Promise<void> {
  const answer = await opened;
  if (!answer.ok || answer.value.pictureFault) return;
  const shown = await link.call.showFrame({ frame: 0, direction: 1 });
  if (shown.ok && shown.value.picture instanceof VideoFrame) ready.keep(0, shown.value.picture);
}
