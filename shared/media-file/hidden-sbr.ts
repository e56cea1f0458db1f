/** Packets that must all carry it: by chance one in some ten looks as if. */
export const packetsAsked = 8;

/**
 * Whether a raw AAC packet carries spectral band replication that its header does not announce (ISO/IEC 14496-3, 4.5.2.8.2):
 * its last element but the end mark is a fill element of SBR data. Read from the end, since nothing before it can be
 * skipped without decoding it. Decoders that know SBR give out twice the rate that such a track's header says.
 */
export function endsInSbr(packet: Uint8Array): boolean {
  const bitAt = (at: number) => ((packet[at >> 3] ?? 0) >> (7 - (at & 7))) & 1;
  const read = (at: number, count: number) => {
    let value = 0;
    for (let n = 0; n < count; n++) value = value * 2 + bitAt(at + n);
    return value;
  };
  const total = packet.length * 8;
  // Up to seven zero bits round the packet off behind the end mark.
  for (let end = total; end > total - 8; end--) {
    if (end < total && bitAt(end) === 1) break;
    const markAt = end - 3;
    if (markAt < 0 || read(markAt, 3) !== 7) continue;
    if (hasSbrFillEndingAt(markAt, read)) return true;
  }
  return false;
}

const fillElement = 6;
const mostFillBytes = 269;

function hasSbrFillEndingAt(end: number, read: (at: number, count: number) => number): boolean {
  for (let bytes = 1; bytes <= mostFillBytes; bytes++) {
    const headBits = bytes < 15 ? 7 : 15;
    const at = end - bytes * 8 - headBits;
    if (at < 0) return false;
    if (read(at, 3) !== fillElement) continue;
    const count = read(at + 3, 4);
    const listed = count === 15 ? 14 + read(at + 7, 8) : count;
    const extension = read(at + headBits, 4);
    if (
      listed === bytes &&
      (count === 15) === bytes >= 15 &&
      (extension === 13 || extension === 14)
    )
      return true;
  }
  return false;
}
