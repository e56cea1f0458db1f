/**
 * Bands of 8-bit luma and the colour each is shown in, darkest first: crushed and clipped ends stand out,
 * the middle (skin, grey card) is green. Every band is a whole number of sixteenths of the range.
 */
export const falseColours = [
  { from: 0, to: 15, colour: [96, 0, 144] },
  { from: 16, to: 47, colour: [24, 56, 200] },
  { from: 48, to: 79, colour: [0, 136, 200] },
  { from: 80, to: 111, colour: [72, 96, 96] },
  { from: 112, to: 143, colour: [40, 168, 64] },
  { from: 144, to: 175, colour: [160, 160, 160] },
  { from: 176, to: 207, colour: [240, 224, 64] },
  { from: 208, to: 239, colour: [248, 144, 0] },
  { from: 240, to: 255, colour: [232, 16, 16] },
] as const satisfies readonly {
  readonly from: number;
  readonly to: number;
  readonly colour: readonly [number, number, number];
}[];

/** Sixteen steps of one colour component (0 red, 1 green, 2 blue) for an SVG `discrete` transfer. */
export function falseColourTable(component: 0 | 1 | 2): string {
  const steps = Array.from({ length: 16 }, (_, sixteenth) => {
    const band = falseColours.find(({ from, to }) => sixteenth * 16 >= from && sixteenth * 16 < to);
    return ((band?.colour[component] ?? 0) / 255).toFixed(4);
  });
  return steps.join(' ');
}
