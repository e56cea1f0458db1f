import type { Asking } from '../../../shared/contract/contract.ts';
import type { MediaApi, MediaReader } from '../../../shared/contract/media-api.ts';
import type { Fault, FaultKind } from '../../../shared/lifetime/fault.ts';
import { err } from '../../../shared/lifetime/result.ts';
import { readRange } from './byte-range.ts';
import { pageOrigin } from './page-origin.ts';

/** The most bytes asked of the data service at once. */
const readBytes = 1_048_576;

const clipHeaders: Readonly<Record<string, string>> = {
  'Accept-Ranges': 'bytes',
  'Access-Control-Allow-Origin': pageOrigin,
  'Access-Control-Expose-Headers': 'Content-Range, Content-Length, Content-Type, Accept-Ranges',
  'Cache-Control': 'no-store',
  'Cross-Origin-Resource-Policy': 'cross-origin',
  'X-Content-Type-Options': 'nosniff',
};

/**
 * Answers `media://clip/<sha256>`, with ranges. The data service opens the first chunk before anything
 * is answered: a clip that fails its seal is a 422, where `<video>` would otherwise try again forever.
 */
export async function serveClip(
  request: Request,
  media: Asking<MediaApi> | undefined,
  reader: MediaReader,
): Promise<Response> {
  const sha256 = /^media:\/\/clip\/([0-9a-f]{64})$/.exec(request.url)?.[1];
  if (request.method === 'OPTIONS') return preflight();
  if (request.method !== 'GET' && request.method !== 'HEAD')
    return new Response(null, { status: 405 });
  if (sha256 === undefined) return refusal(err('not-found', 'There is no such clip.').fault);
  if (!media) return refusal(err('not-ready', 'The desk is still opening its clips.').fault);

  const described = await media.describeMedia({ sha256, reader });
  if (!described.ok) return refusal(described.fault);
  const { sizeBytes, mimeType } = described.value;
  const range = readRange(request.headers.get('range'), sizeBytes);
  if (range.kind === 'unsatisfiable') {
    return new Response(null, {
      status: 416,
      headers: { ...clipHeaders, 'Content-Range': `bytes */${sizeBytes}` },
    });
  }
  const { from, to } = range.kind === 'part' ? range : { from: 0, to: sizeBytes };
  const headers: Record<string, string> = {
    ...clipHeaders,
    'Content-Type': mimeType,
    'Content-Length': String(to - from),
  };
  if (range.kind === 'part') headers['Content-Range'] = `bytes ${from}-${to - 1}/${sizeBytes}`;
  const body = request.method === 'HEAD' ? null : clipStream(media, { sha256, reader }, from, to);
  return new Response(body, { status: range.kind === 'part' ? 206 : 200, headers });
}

/** Plain bytes `[from, to)`, read only as fast as they are taken; cancelling asks for no more. */
function clipStream(
  media: Asking<MediaApi>,
  clip: { readonly sha256: string; readonly reader: MediaReader },
  from: number,
  to: number,
): ReadableStream<Uint8Array> {
  let offset = from;
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        if (offset >= to) return controller.close();
        const length = Math.min(readBytes, to - offset);
        const read = await media.readMedia({ ...clip, offset, length });
        if (!read.ok) return controller.error(new Error(read.fault.kind));
        const { bytes } = read.value;
        if (bytes.length === 0) return controller.error(new Error('broken-media'));
        offset += bytes.length;
        controller.enqueue(bytes);
        if (offset >= to) controller.close();
      },
    },
    { highWaterMark: 1 },
  );
}

const statusOfFault: Partial<Record<FaultKind, number>> = {
  'integrity-failed': 422,
  'broken-media': 422,
  'not-found': 404,
  'not-ready': 503,
  closed: 503,
  refused: 403,
  'claim-lost': 403,
  'may-not-leave': 403,
};

function refusal(fault: Fault): Response {
  const status = statusOfFault[fault.kind] ?? 500;
  return new Response(fault.message, {
    status,
    headers: {
      ...clipHeaders,
      'Content-Type': 'text/plain; charset=utf-8',
      'Second-Look-Fault': fault.kind,
      ...(status === 503 ? { 'Retry-After': '1' } : {}),
    },
  });
}

function preflight(): Response {
  return new Response(null, {
    status: 204,
    headers: {
      ...clipHeaders,
      'Access-Control-Allow-Methods': 'GET, HEAD',
      'Access-Control-Allow-Headers': 'Range',
    },
  });
}
