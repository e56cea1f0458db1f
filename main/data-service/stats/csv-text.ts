import { stringify } from 'csv-stringify/sync';
import { closedDirections } from '../../../shared/domain/hidden-signs.ts';

export type Cell = string | number | null;
export type Row = Readonly<Record<string, Cell>>;

/** What some reader splits a line at: the list separators of the world's locales, and the bar. */
const separators = String.raw`,;\t|\u060C\u061B\u037E\u3001\uFF0C\uFF1B`;
/** What a reader may drop before it looks at a cell's first character: blanks, invisible and control characters, quotes. */
const dropped = String.raw`(?![${separators}\r\n])[\p{White_Space}\p{Default_Ignorable_Code_Point}\p{Cf}\p{Cc}"\u201C-\u201F\uFF02]`;
/** What begins a formula (OWASP, CSV injection), with the look-alikes that a spreadsheet or a code page folds to it. */
const formulaSigns = String.raw`=+@\p{Pd}\u2212\u207A-\u207C\u208A-\u208C\uFE62-\uFE66\uFE6B\uFF0B\uFF0D\uFF1D\uFF20`;
const formulaStart = new RegExp(
  String.raw`(^|[${separators}\r\n])(?=(?:${dropped})*[${formulaSigns}])`,
  'gu',
);
/** Line breaks of Unicode (UAX 14) and of old printers, but for LF and CRLF, which RFC 4180 readers take in quotes. */
const oddLineBreak = /\r(?!\n)|[\v\f\u0085\u2028\u2029]/gu;
/** Halves of surrogate pairs, noncharacters, and control characters: some reader ends a text at them or drops them. */
const unwritable = /[\p{Surrogate}\p{Noncharacter_Code_Point}]|(?![\t\r\n])\p{Cc}/gu;

/**
 * Words made harmless for every spreadsheet. An apostrophe is put wherever a formula could begin: at the cell's start, at
 * the start of each of its lines, and after each separator, since a reader of another locale splits there. Odd line breaks
 * become LF, what can't be written becomes U+FFFD; what turns the direction of text ends with its line; all else is kept.
 */
export function safeCell(text: string): string {
  const plain = closedDirections(text.replace(oddLineBreak, '\n').replace(unwritable, '\uFFFD'));
  const guarded = plain.replace(formulaStart, "$1'");
  return /^[\t\r\n]/u.test(guarded) ? `'${guarded}` : guarded;
}

/** RFC 4180 in UTF-8: comma, CRLF, every field in quotes, quotes doubled. A header is written even without rows. */
export function csvOf(columns: readonly string[], rows: readonly Row[]): string {
  const safe = rows.map((row) =>
    columns.map((name) => {
      const cell = row[name] ?? '';
      return typeof cell === 'string' ? safeCell(cell) : cell;
    }),
  );
  return stringify([[...columns], ...safe], {
    quoted: true,
    quoted_empty: true,
    record_delimiter: 'windows',
    eof: true,
  });
}
