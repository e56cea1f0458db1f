import type { EncodedPacket, InputVideoTrack } from 'mediabunny';
import { lengthBytesOf, readSequence, sequencesOf, unitsOf, unitType } from './h264-units.ts';
import { readAv1, readVp8, readVp9, type PictureHeader } from './picture-header.ts';

/** What the bits of coded pictures say, by the configuration of their own codec. */
export type CodedPictureReader = {
  /** Headers that are beside the pictures, in the track's configuration. */
  readonly configured: readonly PictureHeader[];
  /**
   * Whether decoding may start at a packet that calls itself a key. Chromium starts H.264 at an IDR picture only;
   * elsewhere a recovery point (open group of pictures) counts too, and a decoder started there would refuse.
   */
  isStartingPoint(packet: EncodedPacket): boolean;
  /** Headers within a key packet; none for other packets. */
  headersIn(packet: EncodedPacket): readonly PictureHeader[];
};

export async function codedPictureReader(track: InputVideoTrack): Promise<CodedPictureReader> {
  const codec = await track.getCodec();
  if (codec === 'avc') return h264Reader(await descriptionOf(track));
  const read =
    codec === 'vp8' ? readVp8 : codec === 'vp9' ? readVp9 : codec === 'av1' ? readAv1 : null;
  return {
    configured: [],
    isStartingPoint: (packet) => packet.type === 'key',
    headersIn: (packet) => (read && packet.type === 'key' ? known([read(packet.data)]) : []),
  };
}

function h264Reader(description: Uint8Array | null): CodedPictureReader {
  const lengthBytes = lengthBytesOf(description);
  return {
    configured: description ? known(sequencesOf(description).map(readSequence)) : [],
    isStartingPoint: (packet) =>
      packet.type === 'key' &&
      unitsOf(packet.data, lengthBytes).some(({ type }) => type === unitType.idrSlice),
    headersIn: (packet) =>
      packet.type === 'key'
        ? known(
            unitsOf(packet.data, lengthBytes)
              .filter(({ type }) => type === unitType.sequence)
              .map(({ bytes }) => readSequence(bytes)),
          )
        : [],
  };
}

async function descriptionOf(track: InputVideoTrack): Promise<Uint8Array | null> {
  // Its type is the browser's, which is not known everywhere that this runs.
  const config: unknown = await track.getDecoderConfig().catch(() => null);
  const description: unknown =
    typeof config === 'object' && config !== null ? Reflect.get(config, 'description') : null;
  if (ArrayBuffer.isView(description))
    return new Uint8Array(description.buffer, description.byteOffset, description.byteLength);
  return description instanceof ArrayBuffer ? new Uint8Array(description) : null;
}

function known(headers: readonly (PictureHeader | null)[]): readonly PictureHeader[] {
  return headers.filter((header) => header !== null);
}
