import type { Scope } from '../../../shared/lifetime/scope.ts';

/** What a picture must be able to do to be ready; a `VideoFrame` in the page. */
type Closable = { close(): void };

/**
 * The ring's pictures as the page holds them: handles to the worker's own pixels, so that a step or a jump to
 * any of them is drawn without asking. The worker says which come and go.
 */
export type ReadyPictures<P extends Closable = VideoFrame> = {
  /** Still owned by the store; draw it, don't close it. */
  readonly get: (frame: number) => P | undefined;
  /** Takes a picture over; closes it if that frame is ready already. */
  readonly keep: (frame: number, picture: P) => void;
  /** The ring evicted these: their pixels are freed with the last handle. */
  readonly evict: (frames: readonly number[]) => void;
};

export function createReadyPictures<P extends Closable = VideoFrame>(
  scope: Scope,
): ReadyPictures<P> {
  const pictures = new Map<number, P>();

  scope.add(() => {
    for (const picture of pictures.values()) picture.close();
    pictures.clear();
  });

  return {
    get: (frame) => pictures.get(frame),
    keep(frame, picture) {
      if (scope.isDisposed || pictures.has(frame)) picture.close();
      else pictures.set(frame, picture);
    },
    evict(frames) {
      for (const frame of frames) {
        pictures.get(frame)?.close();
        pictures.delete(frame);
      }
    },
  };
}
