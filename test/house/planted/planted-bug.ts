/**
 * A bug that we plant ourselves, to see that a test notices it: in `file`, the one place that reads `from` becomes `to`,
 * and of `tests` (files of Vitest) at least one must fail.
 */
export type PlantedBug = {
  readonly name: string;
  /** The invariant of the protocol that it breaks (1 to 20), or the rule of docs/security.md. */
  readonly breaks: number | string;
  readonly file: string;
  readonly from: string;
  readonly to: string;
  readonly tests: readonly string[];
};

/** How often a text occurs in another. */
export function occurrences(text: string, of: string): number {
  return text.split(of).length - 1;
}
