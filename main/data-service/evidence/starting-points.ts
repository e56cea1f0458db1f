import type { EncodedPacket, InputVideoTrack } from 'mediabunny';

const idrSlice = 5;

/**
 * Tells whether decoding may start at a packet that calls itself a key. Chromium starts H.264 at an IDR picture
 * only; elsewhere a recovery point (open GOP) counts too, and a decoder started there would refuse.
 */
export async function startingPoints(
  track: InputVideoTrack,
): Promise<(packet: EncodedPacket) => boolean> {
  if ((await track.getCodec()) !== 'avc') return (packet) => packet.type === 'key';
  const { description } = (await track.getDecoderConfig()) ?? {};
  const lengthBytes =
    description === undefined ? null : ((bytesOf(description)[4] ?? 0xff) & 3) + 1;
  return (packet) => packet.type === 'key' && hasIdr(packet.data, lengthBytes);
}

function bytesOf(source: AllowSharedBufferSource): Uint8Array {
  return ArrayBuffer.isView(source)
    ? new Uint8Array(source.buffer, source.byteOffset, source.byteLength)
    : new Uint8Array(source);
}

/** `lengthBytes`: how long a NAL unit's length is (avcC), or null where start codes part the units (Annex B). */
function hasIdr(data: Uint8Array, lengthBytes: number | null): boolean {
  return lengthBytes === null ? hasIdrByStartCodes(data) : hasIdrByLengths(data, lengthBytes);
}

function hasIdrByLengths(data: Uint8Array, lengthBytes: number): boolean {
  for (let at = 0; at + lengthBytes < data.length;) {
    let size = 0;
    for (let i = 0; i < lengthBytes; i++) size = size * 256 + (data[at + i] ?? 0);
    if (((data[at + lengthBytes] ?? 0) & 31) === idrSlice) return true;
    at += lengthBytes + size;
  }
  return false;
}

function hasIdrByStartCodes(data: Uint8Array): boolean {
  for (let at = 0; at + 3 < data.length; at++) {
    const isStart = data[at] === 0 && data[at + 1] === 0 && data[at + 2] === 1;
    if (isStart && ((data[at + 3] ?? 0) & 31) === idrSlice) return true;
  }
  return false;
}
