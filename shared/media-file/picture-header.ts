import { BitReader } from './bit-reader.ts';
import { unspecified, type ColourCodes } from './colour-code-points.ts';

/** What a key picture's own bits say. */
export type PictureHeader = {
  /** Pixels as coded, before any pixel aspect; 0 where the header does not say. */
  readonly width: number;
  readonly height: number;
  /** Null where the bitstream says nothing of colours. */
  readonly colour: ColourCodes | null;
  readonly isInterlaced: boolean;
  /** Depth and sampling of the colours, in a word of the codec's own: where it changes, decoders must be configured again. */
  readonly form: string;
  /** Width of a pixel by its height; 1 where the bitstream does not say. */
  readonly pixelAspect: number;
};

/** Of codings that know one form of pixels only. */
const plainForm = { isInterlaced: false, form: '', pixelAspect: 1 } as const;

/** The frame header of a VP8 key picture (RFC 6386, 9.1). */
export function readVp8(data: Uint8Array): PictureHeader | null {
  const isKey = ((data[0] ?? 1) & 1) === 0;
  if (!isKey || data.length < 10 || data[3] !== 0x9d || data[4] !== 0x01 || data[5] !== 0x2a)
    return null;
  const short = (at: number) => ((data[at] ?? 0) | ((data[at + 1] ?? 0) << 8)) & 0x3fff;
  return { width: short(6), height: short(8), colour: null, ...plainForm };
}

/** VP9's eight colour spaces as H.273 matrices (VP9 bitstream, 7.2.2): unknown, 601, 709, 170M, 240M, 2020, -, RGB. */
const vp9Matrices: readonly number[] = [unspecified, 6, 1, 6, 7, 9, unspecified, 0];

/** The uncompressed header of a VP9 key picture (VP9 bitstream specification, 6.2). */
export function readVp9(data: Uint8Array): PictureHeader | null {
  const bits = new BitReader(data.subarray(0, 64));
  if (bits.bits(2) !== 2) return null;
  const profile = bits.bit() + 2 * bits.bit();
  if (profile === 3) bits.skip(1);
  if (bits.bit() === 1) return null;
  const isKey = bits.bit() === 0;
  bits.skip(2);
  if (!isKey || bits.bits(24) !== 0x49_83_42) return null;
  const isDeepest = profile >= 2 && bits.bit() === 1;
  const space = bits.bits(3);
  let isFullRange = true;
  let sampling = 0;
  if (space !== 7) {
    isFullRange = bits.bit() === 1;
    if (profile === 1 || profile === 3) sampling = bits.bits(3);
  } else if (profile === 1 || profile === 3) bits.skip(1);
  const width = bits.bits(16) + 1;
  const height = bits.bits(16) + 1;
  if (bits.isPastEnd) return null;
  const matrix = vp9Matrices[space] ?? unspecified;
  const colour = { primaries: unspecified, transfer: unspecified, matrix, isFullRange };
  const form = [profile, isDeepest, sampling].join(' ');
  return { width, height, colour, ...plainForm, form };
}

const sequenceHeader = 1;

/** The sequence header of an AV1 temporal unit (AV1 bitstream specification, 5.5); null where it has none. */
export function readAv1(data: Uint8Array): PictureHeader | null {
  for (let at = 0; at < data.length;) {
    const head = data[at] ?? 0;
    const hasExtension = (head & 4) !== 0;
    let from = at + (hasExtension ? 2 : 1);
    let size = data.length - from;
    if ((head & 2) !== 0) {
      size = 0;
      for (let n = 0; n < 8; n++) {
        const byte = data[from] ?? 0;
        from += 1;
        size += (byte & 127) * 2 ** (7 * n);
        if ((byte & 128) === 0) break;
      }
    }
    if (((head >> 3) & 15) === sequenceHeader)
      return readAv1Sequence(data.subarray(from, from + size));
    at = from + size;
  }
  return null;
}

function readAv1Sequence(data: Uint8Array): PictureHeader | null {
  const bits = new BitReader(data);
  const profile = bits.bits(3);
  bits.skip(1);
  const isReduced = bits.bit() === 1;
  if (isReduced) bits.skip(5);
  else if (!skipOperatingPoints(bits)) return null;
  const [widthBits, heightBits] = [bits.bits(4) + 1, bits.bits(4) + 1];
  const width = bits.bits(widthBits) + 1;
  const height = bits.bits(heightBits) + 1;
  if (!isReduced && bits.bit() === 1) bits.skip(7);
  bits.skip(3);
  if (!isReduced) skipTools(bits);
  bits.skip(3);
  const { isDeep, isMono, ...colour } = readAv1Colour(bits, profile);
  const form = [profile, isDeep, isMono].join(' ');
  return bits.isPastEnd ? null : { width, height, colour, ...plainForm, form };
}

function skipOperatingPoints(bits: BitReader): boolean {
  let delayBits = 0;
  let hasModel = false;
  if (bits.bit() === 1) {
    bits.skip(64);
    if (bits.bit() === 1) bits.golomb();
    hasModel = bits.bit() === 1;
    if (hasModel) {
      delayBits = bits.bits(5) + 1;
      bits.skip(42);
    }
  }
  const hasDelay = bits.bit() === 1;
  const points = bits.bits(5) + 1;
  for (let n = 0; n < points; n++) {
    bits.skip(12);
    if (bits.bits(5) > 7) bits.skip(1);
    if (hasModel && bits.bit() === 1) bits.skip(2 * delayBits + 1);
    if (hasDelay && bits.bit() === 1) bits.skip(4);
  }
  return !bits.isPastEnd;
}

function skipTools(bits: BitReader): void {
  bits.skip(4);
  const hasOrderHint = bits.bit() === 1;
  if (hasOrderHint) bits.skip(2);
  const screenTools = bits.bit() === 1 ? 2 : bits.bit();
  if (screenTools > 0 && bits.bit() === 0) bits.skip(1);
  if (hasOrderHint) bits.skip(3);
}

function readAv1Colour(
  bits: BitReader,
  profile: number,
): ColourCodes & { readonly isDeep: boolean; readonly isMono: boolean } {
  const isDeep = bits.bit() === 1;
  if (profile === 2 && isDeep) bits.skip(1);
  const isMono = profile !== 1 && bits.bit() === 1;
  const [primaries, transfer, matrix] =
    bits.bit() === 1
      ? [bits.bits(8), bits.bits(8), bits.bits(8)]
      : [unspecified, unspecified, unspecified];
  // sRGB without a matrix is always of full range and says nothing more.
  const isRgb = !isMono && primaries === 1 && transfer === 13 && matrix === 0;
  return {
    primaries,
    transfer,
    matrix,
    isFullRange: isRgb || bits.bit() === 1,
    isDeep,
    isMono,
  };
}
