import type { Client } from '../../shared/contract/create-client.ts';
import type { CallOutput } from '../../shared/contract/contract.ts';
import type { WorkerApi } from '../../shared/contract/worker-api.ts';
import { err, type Result } from '../../shared/lifetime/result.ts';
import type { Scope } from '../../shared/lifetime/scope.ts';
import type { FrameIndex } from '../../shared/media-time/frame-index.ts';
import { createReadyPictures, type ReadyPictures } from './picture/ready-pictures.ts';
import { startMediaWorker } from './worker-link.ts';

/** A clip that is being decoded, shown or not: its worker and the pictures that are ready in the page. */
export type ClipDecoding = {
  readonly link: Client<WorkerApi>;
  readonly ready: ReadyPictures;
  /** Small copies of frames, of a clip that does not fit the ring. */
  readonly small: ReadyPictures;
  readonly opened: Promise<Result<CallOutput<WorkerApi, 'open'>>>;
};

export type DecodingInput = {
  readonly mediaUrl: string;
  readonly index: FrameIndex | null;
  readonly ringBytes: number;
  readonly hasOverview: boolean;
};

/** A worker that has not opened its clip by then hangs: a sound clip takes 0.1 s, one of three hours 0.5 s. */
export const openWithinMs = 5000;

/** Starts the worker and opens the clip in it; all of it ends with `scope`, or with a worker that says nothing. */
export function startDecoding(input: DecodingInput, scope: Scope): ClipDecoding {
  const working = scope.child();
  const link = startMediaWorker(working);
  const ready = createReadyPictures(scope);
  const small = createReadyPictures(scope);
  scope.add(
    link.on('ready', ({ frame, picture }) => {
      if (picture instanceof VideoFrame) ready.keep(frame, picture);
    }),
  );
  scope.add(
    link.on('gone', ({ frames }) => {
      ready.evict(frames);
      void link.call.release({ count: frames.length });
    }),
  );
  scope.add(
    link.on('small', ({ frame, picture }) => {
      if (picture instanceof VideoFrame) small.keep(frame, picture);
    }),
  );
  scope.add(link.on('smallGone', ({ frames }) => small.evict(frames)));
  return {
    link,
    ready,
    small,
    opened: withinTime(link.call.open(input), scope, () => working.dispose()),
  };
}

/** The answer, or words once it is late; `cancel` then ends the work that should have answered. */
function withinTime<T>(
  answer: Promise<Result<T>>,
  scope: Scope,
  cancel: () => void,
): Promise<Result<T>> {
  return new Promise((resolve) => {
    const stop = scope.timeout(() => {
      resolve(
        err(
          'timed-out',
          `This clip could not be opened within ${openWithinMs / 1000} seconds: its file is damaged, or this machine is too busy. Open the case anew, or judge by the record.`,
          'after-user',
        ),
      );
      cancel();
    }, openWithinMs);
    void answer.then((outcome) => {
      stop();
      resolve(outcome);
    });
  });
}
