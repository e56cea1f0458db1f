/** One measured figure of the screen. */
export type ScreenRow = { readonly id: string; readonly value: number; readonly unit: string };

/** Three digits behind the point say more than anybody sees. */
export function screenRow(id: string, value: number, unit: string): ScreenRow {
  return { id, value: Math.round(value * 1000) / 1000, unit };
}
