/** What a Range header asks of a resource: all of it, `[from, to)` in bytes, or what it doesn't have. */
export type ByteRange =
  | { readonly kind: 'whole' }
  | { readonly kind: 'part'; readonly from: number; readonly to: number }
  | { readonly kind: 'unsatisfiable' };

/**
 * Reads a Range header (RFC 9110, section 14). A header that is malformed or asks for several ranges is
 * ignored, as the standard allows: the whole is served.
 */
export function readRange(header: string | null, sizeBytes: number): ByteRange {
  const match = header === null ? null : /^bytes=(\d*)-(\d*)$/.exec(header.trim());
  const [first = '', last = ''] = match?.slice(1) ?? [];
  if (first === '' && last === '') return { kind: 'whole' };
  if (first === '') return part(Math.max(0, sizeBytes - Number(last)), sizeBytes, sizeBytes);
  const from = Number(first);
  if (last === '') return part(from, sizeBytes, sizeBytes);
  if (Number(last) < from) return { kind: 'whole' };
  return part(from, Number(last) + 1, sizeBytes);
}

function part(from: number, to: number, sizeBytes: number): ByteRange {
  const end = Math.min(to, sizeBytes);
  return from < end ? { kind: 'part', from, to: end } : { kind: 'unsatisfiable' };
}
