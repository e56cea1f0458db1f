import type { BackendApi } from '../../shared/contract/backend-api.ts';
import { isOnDisk, readBytes } from '../media/media-folder.ts';
import { findMediaFor, readManifest } from '../store/media-files.ts';
import type { Backend } from './backend.ts';
import { parseRange } from './byte-range.ts';
import type { CallReply, HttpHandlers } from './call-route.ts';
import { refuse } from './problem.ts';
import type { DeskCaller } from './caller.ts';

type MediaCalls = Pick<BackendApi, 'readMedia' | 'readManifest'>;

/** One answer for a file of others and for none: else a desk could ask which files are here. */
const unknown = () =>
  refuse('urn:second-look:not-found', 'This desk holds no case with such a media file.');

export function mediaCalls({ database, folder, now }: Backend): HttpHandlers<MediaCalls> {
  async function lookUp(sha256: string, caller: DeskCaller) {
    const found = await findMediaFor(database, sha256, caller.deviceId, now());
    return found ?? unknown();
  }

  return {
    async readMedia({
      params: { sha256 },
      caller,
      raw,
    }): Promise<CallReply<BackendApi['readMedia']>> {
      const found = await lookUp(sha256, caller);
      if ('problem' in found) return found;
      if (!(await isOnDisk(folder, sha256))) {
        return refuse('urn:second-look:internal', 'The media file is missing on the backend.');
      }
      const etag = `"${sha256}"`;
      const { range: asked, 'if-range': ifRange } = raw.headers;
      const wanted = ifRange === undefined || ifRange === etag ? asked : undefined;
      const range = parseRange(wanted, found.sizeBytes);
      const path = folder.pathOf(sha256);
      const headers = {
        etag,
        'accept-ranges': 'bytes',
        'cache-control': 'no-store',
        'content-type': found.mimeType,
        'x-content-type-options': 'nosniff',
      };
      if (range === 'unsatisfiable') {
        const sizeOnly = { 'content-range': `bytes */${found.sizeBytes}` };
        return refuse(
          'urn:second-look:range-not-satisfiable',
          `The file has ${found.sizeBytes} bytes.`,
          sizeOnly,
        );
      }
      if (range === 'whole') {
        return {
          status: 200,
          headers: { ...headers, 'content-length': found.sizeBytes },
          body: readBytes(path),
        };
      }
      const part = {
        'content-length': range.to - range.from + 1,
        'content-range': `bytes ${range.from}-${range.to}/${found.sizeBytes}`,
      };
      return { status: 206, headers: { ...headers, ...part }, body: readBytes(path, range) };
    },

    async readManifest({ params: { sha256 }, caller }) {
      const found = await lookUp(sha256, caller);
      if ('problem' in found) return found;
      const manifest = await readManifest(database, sha256);
      if (!manifest) return unknown();
      return { status: 200, body: manifest };
    },
  };
}
