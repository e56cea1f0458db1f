import type { Client } from '../../../shared/contract/create-client.ts';
import type { WorkerApi } from '../../../shared/contract/worker-api.ts';
import type { Scope } from '../../../shared/lifetime/scope.ts';
import type { FramePictures, SmallPicture } from '../../../shared/media-time/frame-pictures.ts';

/** Drawn at twice the size of a lane's strip, so that a dense screen gets a sharp one. */
const pictureHeightPx = 96;
/** Pictures kept: 600 of 171 x 96 pixels are 39 MB. */
const mostKept = 600;

/** The filmstrip's pictures of one clip, the longest unused given up first; all are closed with `scope`. */
export function createFramePictures(
  link: Client<WorkerApi>,
  opened: Promise<void>,
  scope: Scope,
): FramePictures {
  const kept = new Map<number, SmallPicture | null>();
  const listeners = new Set<() => void>();
  let revision = 0;
  let wanted: readonly number[] = [];

  scope.add(
    link.on('thumbnail', ({ frame, picture }) => {
      if (scope.isDisposed) {
        picture?.close();
        return;
      }
      kept.get(frame)?.close();
      kept.delete(frame);
      kept.set(frame, picture);
      cancel();
      revision += 1;
      for (const listener of listeners) listener();
    }),
  );
  scope.add(() => {
    for (const picture of kept.values()) picture?.close();
    kept.clear();
  });

  function cancel(): void {
    for (const [frame, picture] of kept) {
      if (kept.size <= mostKept) return;
      if (wanted.includes(frame)) continue;
      picture?.close();
      kept.delete(frame);
    }
  }

  return {
    heightPx: pictureHeightPx,
    read(frame) {
      const picture = kept.get(frame);
      if (picture === undefined) return undefined;
      // Read again: the last to be given up.
      kept.delete(frame);
      kept.set(frame, picture);
      return picture;
    },
    want(frames) {
      wanted = frames;
      const missing = frames.filter((frame) => !kept.has(frame));
      void opened.then(() => {
        if (scope.isDisposed || wanted !== frames) return;
        return link.call.wantThumbnails({ frames: missing, heightPx: pictureHeightPx });
      });
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    revision: () => revision,
  };
}
