import type { EncodedPacket, InputVideoTrack } from 'mediabunny';

const idrSlice = 5;

/**
 * Tells whether decoding may start at a packet that calls itself a key. Chromium starts H.264 at an IDR picture
 * only; elsewhere a recovery point (open GOP) counts too, and a decoder started there would refuse.
 */
export async function startingPoints(
  track: InputVideoTrack,
): Promise<(packet: EncodedPacket) => boolean> {
  const isH264 = (await track.getCodec()) === 'avc';
  return (packet) =>
    packet.type === 'key' && (!isH264 || unitTypes(packet.data).includes(idrSlice));
}

/** The kinds of NAL units in a picture: parted by start codes (Annex B, as in TS), or each after its length (MP4, MKV). */
function unitTypes(data: Uint8Array): readonly number[] {
  const isAnnexB =
    data[0] === 0 && data[1] === 0 && (data[2] === 1 || (data[2] === 0 && data[3] === 1));
  if (isAnnexB) return byStartCodes(data);
  // Lengths of four bytes are the rule; others are known by their landing exactly on the end.
  return byLengths(data, 4) ?? byLengths(data, 2) ?? byLengths(data, 1) ?? [];
}

function byLengths(data: Uint8Array, lengthBytes: number): readonly number[] | null {
  const types: number[] = [];
  let at = 0;
  while (at + lengthBytes < data.length) {
    let size = 0;
    for (let i = 0; i < lengthBytes; i++) size = size * 256 + (data[at + i] ?? 0);
    types.push((data[at + lengthBytes] ?? 0) & 31);
    at += lengthBytes + size;
  }
  return at === data.length ? types : null;
}

function byStartCodes(data: Uint8Array): readonly number[] {
  const types: number[] = [];
  for (let at = 0; at + 3 < data.length; at++)
    if (data[at] === 0 && data[at + 1] === 0 && data[at + 2] === 1)
      types.push((data[at + 3] ?? 0) & 31);
  return types;
}
