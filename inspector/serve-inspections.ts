import { setImmediate as nextTurn } from 'node:timers/promises';
import { serve } from '../shared/contract/serve.ts';
import type { Wire } from '../shared/contract/contract.ts';
import { inspectorApi } from '../shared/contract/inspector-api.ts';
import { err, ok, type Result } from '../shared/lifetime/result.ts';
import type { ByteSource } from '../shared/media-file/byte-source.ts';
import { readContents } from '../shared/media-file/container-contents.ts';
import { indexFrames } from '../shared/media-file/index-frames.ts';
import { readForCopy } from '../shared/media-file/read-for-copy.ts';

type Waiting = {
  readonly resolve: (bytes: Uint8Array) => void;
  readonly reject: (e: Error) => void;
};

/** Answers `inspectorApi` over a wire: parses what is asked about, with bytes that come over the same wire. */
export function serveInspections(wire: Wire): void {
  const waiting = new Map<number, Waiting>();
  let nextRequest = 1;
  let isBusy = false;

  const source = (sizeBytes: number): ByteSource => ({
    sizeBytes,
    read(from, to) {
      const request = nextRequest++;
      return new Promise((resolve, reject) => {
        waiting.set(request, { resolve, reject });
        server.emit('bytesWanted', { request, from, to });
      });
    },
  });

  async function alone<T>(look: () => Promise<Result<T>>): Promise<Result<T>> {
    if (isBusy) return err('refused', 'The inspector looks into another file.', 'later');
    isBusy = true;
    try {
      return await look();
    } finally {
      isBusy = false;
    }
  }

  const server = serve(
    inspectorApi,
    {
      indexFrames: ({ sha256, sizeBytes }) =>
        alone(() => indexFrames(sha256, source(sizeBytes), () => nextTurn())),
      readContents: ({ sizeBytes }) => alone(() => readContents(source(sizeBytes))),
      readForCopy: ({ sizeBytes }) => alone(() => readForCopy(source(sizeBytes), () => nextTurn())),
      giveBytes({ request, bytes }) {
        const reader = waiting.get(request);
        waiting.delete(request);
        if (bytes) reader?.resolve(bytes);
        else reader?.reject(Object.assign(new Error('no bytes'), { name: 'SealBroken' }));
        return ok({});
      },
    },
    wire,
    // An error's message may quote the file: it is not passed on.
    () => {},
  );
}
