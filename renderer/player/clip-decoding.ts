import type { Asker } from '../../shared/contract/ask.ts';
import type { CallOutput } from '../../shared/contract/contract.ts';
import type { WorkerApi } from '../../shared/contract/worker-api.ts';
import type { Outcome } from '../../shared/lifetime/outcome.ts';
import type { Scope } from '../../shared/lifetime/scope.ts';
import type { FrameIndex } from '../../shared/media-time/frame-index.ts';
import { createReadyPictures, type ReadyPictures } from './ready-pictures.ts';
import { startMediaWorker } from './worker-link.ts';

/** A clip that is being decoded, shown or not: its worker and the pictures that lie ready in the page. */
export type ClipDecoding = {
  readonly link: Asker<WorkerApi>;
  readonly ready: ReadyPictures;
  readonly opened: Promise<Outcome<CallOutput<WorkerApi, 'open'>>>;
};

export type DecodingInput = {
  readonly mediaUrl: string;
  readonly index: FrameIndex | null;
  readonly ringBytes: number;
};

/** Starts the worker and opens the clip in it; all of it ends with `scope`. */
export function startDecoding(input: DecodingInput, scope: Scope): ClipDecoding {
  const link = startMediaWorker(scope);
  const ready = createReadyPictures(scope);
  scope.add(
    link.on('ready', ({ frame, picture }) => {
      if (picture instanceof VideoFrame) ready.keep(frame, picture);
    }),
  );
  scope.add(
    link.on('gone', ({ frames }) => {
      ready.giveUp(frames);
      void link.call.letGo({ count: frames.length });
    }),
  );
  return { link, ready, opened: link.call.open(input) };
}
