import type { Finding } from './finding.ts';
import { countHidden } from './hidden-signs.ts';

/** What an export of findings says of its clip. */
export type FindingsOf = {
  readonly caseId: string;
  readonly mediaSha256: string | null;
  readonly findings: readonly Finding[];
  /** A finding's kind in words. */
  readonly kindWords: (kind: Finding['kind']) => string;
};

/** A span of whole milliseconds, at least one long, not before 0. */
export type SpanMs = { readonly fromMs: number; readonly toMs: number };

/** A finding's span in milliseconds: players and annotation tools know no span of no length and none before 0. */
export function spanMsOf({ fromUs, toUs }: Pick<Finding, 'fromUs' | 'toUs'>): SpanMs {
  const fromMs = Math.max(0, Math.round(fromUs / 1000));
  return { fromMs, toMs: Math.max(fromMs + 1, Math.round(toUs / 1000)) };
}

/** How many characters in the notes are hidden where they are shown plainly, marks of the desk left aside. */
export function hiddenInNotes({ findings }: Pick<FindingsOf, 'findings'>): number {
  return findings.reduce((sum, { note }) => sum + countHidden(note), 0);
}

/** The lines of a text that say something: split at every line break of Unicode (UAX 14), half characters and NUL as U+FFFD. */
export function linesOf(text: string): readonly string[] {
  return text
    .replaceAll(/[\p{Surrogate}\0]/gu, '\uFFFD')
    .split(/\r\n|[\n\r\v\f\u0085\u2028\u2029]/u)
    .filter((line) => line.trim() !== '');
}

/**
 * Puts spans into as few rows as will hold them without overlap, each row in the order of time (the greedy colouring of an
 * interval graph: the number of rows is the greatest number of spans that hold at one time).
 */
export function rowsWithoutOverlap<T>(
  items: readonly T[],
  spanOf: (item: T) => { readonly from: number; readonly to: number },
  mostPerRow = Number.POSITIVE_INFINITY,
): readonly (readonly T[])[] {
  const rows: { until: number; readonly items: T[] }[] = [];
  const inOrder = items
    .map((item) => ({ item, ...spanOf(item) }))
    .sort((a, b) => a.from - b.from || a.to - b.to);
  for (const { item, from, to } of inOrder) {
    let row = rows.find((one) => one.until <= from && one.items.length < mostPerRow);
    if (!row) {
      row = { until: 0, items: [] };
      rows.push(row);
    }
    row.items.push(item);
    row.until = to;
  }
  return rows.map((row) => row.items);
}
