/** Colour by the code points of ITU-T H.273, as containers and bitstreams carry them; 2 says "unspecified". */
export type ColourCodes = {
  readonly primaries: number;
  readonly transfer: number;
  readonly matrix: number;
  /** Null where nothing says whether black is 0 or 16. */
  readonly isFullRange: boolean | null;
};

export const unspecified = 2;

/** Whether the matrix is named, without which it is not known what red the numbers mean. */
export function namesMatrix(colour: ColourCodes | null): colour is ColourCodes {
  return colour !== null && colour.matrix !== unspecified;
}

/** PQ (SMPTE ST 2084) and HLG (ARIB STD-B67): a range of brightness that no plain screen shows. */
export function isHighDynamicRange(colour: ColourCodes | null): boolean {
  return colour !== null && (colour.transfer === 16 || colour.transfer === 18);
}

/** BT.601's two numbers mean one matrix, BT.709 and its twins one curve: only what changes the picture counts. */
const matrixTwins: Readonly<Record<number, number>> = { 5: 6 };
const transferTwins: Readonly<Record<number, number>> = { 6: 1, 14: 1, 15: 1 };

/** Whether two descriptions that both say something would be drawn differently. */
export function drawsDifferently(a: ColourCodes, b: ColourCodes): boolean {
  const differ = (one: number, other: number, twins: Readonly<Record<number, number>>) =>
    one !== unspecified && other !== unspecified && (twins[one] ?? one) !== (twins[other] ?? other);
  const isOtherRange =
    a.isFullRange !== null && b.isFullRange !== null && a.isFullRange !== b.isFullRange;
  return (
    isOtherRange ||
    differ(a.matrix, b.matrix, matrixTwins) ||
    differ(a.transfer, b.transfer, transferTwins)
  );
}
