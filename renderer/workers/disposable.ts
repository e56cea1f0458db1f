/**
 * Says which packets no other picture refers to (H.264, ITU-T H.264 7.4.1: `nal_ref_idc` 0), so that they can be
 * left out on the way to a later frame without changing one of its pixels. Null for other codecs.
 */
export function disposableTest(
  config: Pick<VideoDecoderConfig, 'codec' | 'description'>,
): ((packet: Uint8Array) => boolean) | null {
  if (!/^avc[13]\./.test(config.codec) || config.description === undefined) return null;
  // The fifth byte of `avcC` says how long the lengths before the units are.
  const lengthBytes = ((bytesOf(config.description)[4] ?? 3) & 3) + 1;
  return (packet) => isDisposable(packet, lengthBytes);
}

function bytesOf(description: AllowSharedBufferSource): Uint8Array {
  if (!ArrayBuffer.isView(description)) return new Uint8Array(description);
  return new Uint8Array(description.buffer, description.byteOffset, description.byteLength);
}

function isDisposable(packet: Uint8Array, lengthBytes: number): boolean {
  let hasPicture = false;
  let at = 0;
  while (at + lengthBytes < packet.length) {
    let length = 0;
    for (let i = 0; i < lengthBytes; i++) length = length * 256 + (packet[at + i] ?? 0);
    const header = packet[at + lengthBytes] ?? 0;
    const unitType = header & 31;
    const isSlice = unitType >= 1 && unitType <= 5;
    if (isSlice && ((header >> 5) & 3) !== 0) return false;
    // Parameter sets and whatever else carries meaning for later pictures.
    if (unitType === 7 || unitType === 8) return false;
    hasPicture ||= isSlice;
    at += lengthBytes + length;
  }
  // Units that don't fill the packet: damaged, and the decoder's to judge.
  return hasPicture && at === packet.length;
}
