import type { Asker } from '../../shared/contract/ask.ts';
import type { CallOutput } from '../../shared/contract/contract.ts';
import type { WorkerApi } from '../../shared/contract/worker-api.ts';
import type { Outcome } from '../../shared/lifetime/outcome.ts';
import type { Scope } from '../../shared/lifetime/scope.ts';
import type { FrameIndex } from '../../shared/media-time/frame-index.ts';
import { createNearPictures, type NearPictures } from './near-pictures.ts';
import { startMediaWorker } from './worker-link.ts';

/** A clip that is being decoded, shown or not: its worker and the pictures that lie ready in the page. */
export type ClipDecoding = {
  readonly link: Asker<WorkerApi>;
  readonly near: NearPictures;
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
  const near = createNearPictures(scope);
  scope.add(
    link.on('near', ({ frame, picture }) => {
      if (picture instanceof VideoFrame) near.keep(frame, picture);
    }),
  );
  return { link, near, opened: link.call.open(input) };
}
