import type { ByteSource } from '../../shared/media-file/byte-source.ts';

/** Read at once: the head of a clip that was made for streaming is in here whole. */
const readAheadBytes = 256 * 1024;

/** The bytes of a clip by ranges over its URL; null where the address gives no ranges. Rejects when they can't be had. */
export async function clipBytes(mediaUrl: string): Promise<ByteSource | null> {
  const first = await fetchRange(mediaUrl, 0, readAheadBytes);
  if (!first) return null;
  const { sizeBytes } = first;
  let kept = { from: 0, bytes: first.bytes };
  return {
    sizeBytes,
    async read(from, to) {
      if (from < kept.from || to > kept.from + kept.bytes.length) {
        const more = await fetchRange(
          mediaUrl,
          from,
          Math.min(sizeBytes, Math.max(to, from + readAheadBytes)),
        );
        if (!more) throw new Error('a range of the clip could not be read');
        kept = { from, bytes: more.bytes };
      }
      return kept.bytes.subarray(from - kept.from, to - kept.from);
    },
  };
}

async function fetchRange(
  mediaUrl: string,
  from: number,
  to: number,
): Promise<{ readonly bytes: Uint8Array; readonly sizeBytes: number } | null> {
  const response = await fetch(mediaUrl, { headers: { range: `bytes=${from}-${to - 1}` } });
  const size = /\/(\d+)$/.exec(response.headers.get('content-range') ?? '')?.[1];
  if (response.status !== 206 || size === undefined) {
    await response.body?.cancel();
    return null;
  }
  return { bytes: new Uint8Array(await response.arrayBuffer()), sizeBytes: Number(size) };
}
