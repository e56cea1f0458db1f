/** One colour by its code values, 8 bit: luma and both colour differences. */
export type Code = readonly [y: number, u: number, v: number];

/** A picture of eight by five cells: its corners tell which way it lies, eight cells in the middle its number. */
export const grid = { columns: 8, rows: 5 } as const;
export const markedSize = { width: 128, height: 80 } as const;

/** What the corners hold, limited range; no two are alike in any matrix. */
export const corners = {
  topLeft: [82, 90, 230],
  topRight: [150, 54, 40],
  bottomLeft: [45, 230, 110],
  bottomRight: [205, 20, 145],
} as const satisfies Record<string, Code>;
export type Corner = keyof typeof corners;
