/** The whole body, or null when it is longer than `limitBytes` (a problem document is always let through). */
export async function readBounded(
  response: Response,
  limitBytes: number,
): Promise<Uint8Array | null> {
  const limit = response.ok ? limitBytes : Math.max(limitBytes, 64 * 1024);
  if (response.body === null) return new Uint8Array(0);
  const parts: Uint8Array[] = [];
  let length = 0;
  const body: AsyncIterable<Uint8Array> = response.body;
  for await (const part of body) {
    length += part.length;
    if (length > limit) return null;
    parts.push(part);
  }
  return Buffer.concat(parts);
}
