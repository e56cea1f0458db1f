import type { PlayerDeps } from './player-deps.ts';

/** Brings the pixels of the likeliest next frames once the page has nothing else to do. */
export type FramePrefetch = {
  /** The reviewer stands on `frame`, having moved in `direction`. */
  begin(frame: number, direction: 1 | -1): void;
  stop(): void;
};

/** A step then only puts pixels on the canvas; making them is most of what a picture costs. */
export function createFramePrefetch({
  ready,
  stage,
  scope,
}: Pick<PlayerDeps, 'ready' | 'stage' | 'scope'>): FramePrefetch {
  let handle = 0;

  function whenIdle(frames: readonly number[]): void {
    const [frame, ...rest] = frames;
    if (frame === undefined || scope.isDisposed) return;
    handle = requestIdleCallback(() => {
      const picture = ready.get(frame);
      if (picture) stage.prepare(picture, frame);
      whenIdle(rest);
    });
  }

  const stop = () => cancelIdleCallback(handle);
  scope.add(stop);

  return {
    begin(frame, direction) {
      stop();
      whenIdle(
        stage.preparesBothSides ? [frame + direction, frame - direction] : [frame + direction],
      );
    },
    stop,
  };
}
