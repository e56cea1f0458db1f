/** Share of the ring's bytes that small copies of the whole clip may take; they are part of its bound, not beside it. */
const overviewShare = 0.25;
/** Larger copies cost more to make than they show; smaller than an eighth a picture shows nothing of use. */
const divisors = [4, 5, 6, 8] as const;

export type OverviewPlan = {
  /** Small copies have the width and height of the decoded pictures divided by this. */
  readonly divisor: number;
  /** Bytes of all of them. */
  readonly bytes: number;
};

/** Width or height of a small copy: even, because colour is stored for two by two pixels. */
export function smallSide(pixels: number, divisor: number): number {
  return Math.max(2, 2 * Math.floor(pixels / (2 * divisor)));
}

/** The largest copies of which the whole clip fits into its share, or null where none does. */
export function overviewPlan(
  size: { readonly codedWidth: number; readonly codedHeight: number },
  frames: number,
  ringBytes: number,
): OverviewPlan | null {
  for (const divisor of divisors) {
    const pixels = smallSide(size.codedWidth, divisor) * smallSide(size.codedHeight, divisor);
    const bytes = frames * pixels * 1.5;
    if (bytes <= ringBytes * overviewShare) return { divisor, bytes };
  }
  return null;
}
