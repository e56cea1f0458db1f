import { BitReader } from './bit-reader.ts';
import { unspecified, type ColourCodes } from './colour-code-points.ts';
import type { PictureHeader } from './picture-header.ts';

export const unitType = { slice: 1, idrSlice: 5, sequence: 7 } as const;

/** One network abstraction layer unit; its content still holds the emulation prevention bytes. */
type Unit = { readonly type: number; readonly bytes: Uint8Array };

/**
 * How a track parts its units: by lengths of so many bytes, as its `avcC` says, or by start codes where it has none
 * (MPEG-TS). The configuration says it; bytes of a picture may look like either.
 */
export function lengthBytesOf(description: Uint8Array | null): number | null {
  return description === null || description.length < 7 || description[0] !== 1
    ? null
    : ((description[4] ?? 3) & 3) + 1;
}

export function unitsOf(data: Uint8Array, lengthBytes: number | null): readonly Unit[] {
  return lengthBytes === null ? byStartCodes(data) : byLengths(data, lengthBytes);
}

function byLengths(data: Uint8Array, lengthBytes: number): readonly Unit[] {
  const units: Unit[] = [];
  for (let at = 0; at + lengthBytes < data.length;) {
    let size = 0;
    for (let i = 0; i < lengthBytes; i++) size = size * 256 + (data[at + i] ?? 0);
    const from = at + lengthBytes;
    if (size > 0) units.push(unitIn(data.subarray(from, from + size)));
    at = from + size;
  }
  return units;
}

function byStartCodes(data: Uint8Array): readonly Unit[] {
  const starts: number[] = [];
  for (let at = 0; at + 3 < data.length; at++)
    if (data[at] === 0 && data[at + 1] === 0 && data[at + 2] === 1) starts.push(at + 3);
  return starts.map((from, n) => {
    const next = starts[n + 1];
    return unitIn(data.subarray(from, next === undefined ? data.length : next - 3));
  });
}

function unitIn(bytes: Uint8Array): Unit {
  return { type: (bytes[0] ?? 0) & 31, bytes };
}

/** The sequence parameter sets of an `avcC` box. */
export function sequencesOf(description: Uint8Array): readonly Uint8Array[] {
  const sets: Uint8Array[] = [];
  const count = (description[5] ?? 0) & 31;
  for (let n = 0, at = 6; n < count && at + 2 <= description.length; n++) {
    const size = (description[at] ?? 0) * 256 + (description[at + 1] ?? 0);
    sets.push(description.subarray(at + 2, at + 2 + size));
    at += 2 + size;
  }
  return sets;
}

/** Profiles whose parameter sets say more of the pixels (ITU-T H.264, 7.3.2.1.1). */
const richProfiles = new Set([100, 110, 122, 244, 44, 83, 86, 118, 128, 138, 139, 134, 135]);

/** Size, colour and scanning by a sequence parameter set; null where it can't be read. */
export function readSequence(unit: Uint8Array): PictureHeader | null {
  const bits = new BitReader(withoutPrevention(unit.subarray(1)));
  const profile = bits.bits(8);
  bits.skip(16);
  bits.golomb();
  let chroma = 1;
  let depths = '0 0';
  if (richProfiles.has(profile)) {
    chroma = bits.golomb();
    if (chroma === 3) bits.skip(1);
    depths = `${bits.golomb()} ${bits.golomb()}`;
    bits.skip(1);
    if (bits.bit() === 1) skipScaling(bits, chroma);
  }
  bits.golomb();
  skipOrderCount(bits);
  bits.golomb();
  bits.skip(1);
  const columns = bits.golomb() + 1;
  const rows = bits.golomb() + 1;
  const isProgressive = bits.bit() === 1;
  if (!isProgressive) bits.skip(1);
  bits.skip(1);
  const [left, right, top, bottom] =
    bits.bit() === 1 ? [bits.golomb(), bits.golomb(), bits.golomb(), bits.golomb()] : [0, 0, 0, 0];
  const unitX = chroma === 1 || chroma === 2 ? 2 : 1;
  const unitY = (chroma === 1 ? 2 : 1) * (isProgressive ? 1 : 2);
  const shown = bits.bit() === 1 ? readShown(bits) : null;
  const colour = shown?.colour ?? null;
  if (bits.isPastEnd && colour === null) return null;
  return {
    width: columns * 16 - unitX * (left + right),
    height: rows * 16 * (isProgressive ? 1 : 2) - unitY * (top + bottom),
    colour,
    isInterlaced: !isProgressive,
    form: `${chroma} ${depths}`,
    pixelAspect: shown?.pixelAspect ?? 1,
  };
}

/** Widths of a pixel by its height (ITU-T H.264, table E-1), by their number. */
const pixelAspects: readonly number[] = [
  1,
  1,
  12 / 11,
  10 / 11,
  16 / 11,
  40 / 33,
  24 / 11,
  20 / 11,
  32 / 11,
  80 / 33,
  18 / 11,
  15 / 11,
  64 / 33,
  160 / 99,
  4 / 3,
  3 / 2,
  2,
];
const aspectInFull = 255;

/** What the parameters of use say (ITU-T H.264, E.1.1). */
function readShown(bits: BitReader): Pick<PictureHeader, 'colour' | 'pixelAspect'> {
  let pixelAspect = 1;
  if (bits.bit() === 1) {
    const number = bits.bits(8);
    const [width, height] = number === aspectInFull ? [bits.bits(16), bits.bits(16)] : [0, 0];
    pixelAspect = width > 0 && height > 0 ? width / height : (pixelAspects[number] ?? 1);
  }
  return { colour: readColour(bits), pixelAspect };
}

function readColour(bits: BitReader): ColourCodes | null {
  if (bits.bit() === 1) bits.skip(1);
  if (bits.bit() === 0) return null;
  bits.skip(3);
  const isFullRange = bits.bit() === 1;
  const [primaries, transfer, matrix] =
    bits.bit() === 1
      ? [bits.bits(8), bits.bits(8), bits.bits(8)]
      : [unspecified, unspecified, unspecified];
  return { primaries, transfer, matrix, isFullRange };
}

function skipScaling(bits: BitReader, chroma: number): void {
  for (let list = 0; list < (chroma === 3 ? 12 : 8); list++) {
    if (bits.bit() === 0) continue;
    let next = 8;
    for (let n = 0, last = 8; n < (list < 6 ? 16 : 64) && next !== 0; n++) {
      next = (last + bits.signedGolomb() + 256) % 256;
      last = next === 0 ? last : next;
    }
  }
}

function skipOrderCount(bits: BitReader): void {
  const type = bits.golomb();
  if (type === 0) bits.golomb();
  if (type !== 1) return;
  bits.skip(1);
  bits.golomb();
  bits.golomb();
  const cycle = Math.min(255, bits.golomb());
  for (let n = 0; n < cycle; n++) bits.golomb();
}

/** Without the bytes that keep start codes out of the content (7.4.1). */
function withoutPrevention(bytes: Uint8Array): Uint8Array {
  const plain: number[] = [];
  let zeros = 0;
  for (const byte of bytes.subarray(0, 4096)) {
    if (zeros >= 2 && byte === 3) {
      zeros = 0;
      continue;
    }
    zeros = byte === 0 ? zeros + 1 : 0;
    plain.push(byte);
  }
  return Uint8Array.from(plain);
}
