import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { csvOf, safeCell } from '../../../../../main/data-service/stats/csv-text.ts';
import { hostileExamples, hostileText } from '../../../../helpers/hostile-text.ts';

/** RFC 4180 to the letter: comma, CRLF, double quotes, as many fields in each record as in the header. */
const strictly = (csv: string) =>
  parse(csv, {
    delimiter: ',',
    record_delimiter: '\r\n',
    relax_quotes: false,
    relax_column_count: false,
  });

/** The cells that a reader finds who splits at every separator there is, quotes or not. */
const splitAnyway = (csv: string) => csv.split(/[\r\n,;\t|\u060c\u061b\u037e\u3001\uff0c\uff1b]/u);

/** Whether a spreadsheet that drops blanks, quotes and what is invisible would compute the cell. */
const isComputed = (cell: string) =>
  /^[\s"”“\p{Cf}\p{Cc}\p{Default_Ignorable_Code_Point}]*[=+\-@＝＋－＠−]/u.test(cell);

test.each([
  ['a formula', '=1+1', "'=1+1"],
  ['a sum', '+1', "'+1"],
  ['a negative', '-2', "'-2"],
  ['a function of old', '@SUM(A1)', "'@SUM(A1)"],
  ['a full-width sign', '＝1+1', "'＝1+1"],
  ['a small sign', '﹣2', "'﹣2"],
  ['a minus sign', '−2', "'−2"],
  ['blanks before it', '  =1', "'  =1"],
  ['a tab before it', '\t=1', "'\t'=1"],
  ['a byte order mark before it', '\ufeff=1', "'\ufeff=1"],
  ['a zero-width space before it', '\u200b=1', "'\u200b=1"],
  ['a quotation mark before it', '"=1', '\'"=1'],
  ['its second line', 'a\n=1', "a\n'=1"],
  ['a second line after CRLF', 'a\r\n-1', "a\r\n'-1"],
  ['a second line after CR', 'a\r=1', "a\n'=1"],
  ['a second line after U+2028', 'a\u2028@x', "a\n'@x"],
  ['a second line after NEL', 'a\u0085=1', "a\n'=1"],
  ['a semicolon', 'a;=1', "a;'=1"],
  ['a semicolon, blanks and quotes', 'a; "=1', 'a;\' "=1'],
  ['a leading tab alone', '\tx', "'\tx"],
  ['a leading line break', '\nx', "'\nx"],
])('a spreadsheet runs nothing of a cell with %s', (_, text, safe) => {
  expect(safeCell(text)).toBe(safe);
});

test.each([
  'fine = yes',
  'ok, 5 - 3',
  'one\ntwo',
  'one\r\ntwo',
  'a@b.example',
  "it's",
  '',
  'שלום, 字幕 🎬',
])('harmless words stay as they are: %j', (text) => {
  expect(safeCell(text)).toBe(text);
});

test('half a character, NUL, noncharacters and control characters become U+FFFD', () => {
  expect(safeCell('a\u0000b\ud800c\u001ad\u009be\ufffe')).toBe(
    'a\ufffdb\ufffdc\ufffdd\ufffde\ufffd',
  );
});

test('every field is quoted, a missing one too', () => {
  expect(csvOf(['a', 'b'], [{ a: 1 }, { a: 'x"y', b: null }])).toBe(
    '"a","b"\r\n"1",""\r\n"x""y",""\r\n',
  );
  expect(csvOf(['a'], [])).toBe('"a"\r\n');
});

test('whatever a person wrote: one row, its columns, and no formula for any reader', () => {
  const row = fc.record({ a: hostileText, b: hostileText, c: hostileText });
  const examples = hostileExamples.map((text): [{ a: string; b: string; c: string }[]] => [
    [{ a: text, b: text, c: text }],
  ]);
  fc.assert(
    fc.property(fc.array(row, { minLength: 1, maxLength: 4 }), (rows) => {
      const csv = csvOf(['a', 'b', 'c'], rows);
      const cells = rows.map((cell) => [cell.a, cell.b, cell.c].map(safeCell));
      expect(strictly(csv)).toEqual([['a', 'b', 'c'], ...cells]);
      expect([...csv.matchAll(/\r(?!\n)|[\v\f\u0085\u2028\u2029\p{Surrogate}\0]/gu)]).toEqual([]);
      expect([...cells.flat(), ...splitAnyway(csv)].filter(isComputed)).toEqual([]);
    }),
    { numRuns: 500 + examples.length, examples },
  );
});

test('what is guarded is guarded once: nothing is lost but line breaks, and what ends a direction is added', () => {
  const bare = (text: string) =>
    text
      .replaceAll(/['\u202c\u2069]/gu, '')
      .replaceAll(/\r\n|\r|\p{Surrogate}|\p{Noncharacter_Code_Point}|\p{Cc}|[\u2028\u2029]/gu, '');
  fc.assert(
    fc.property(hostileText, (text) => {
      expect(bare(safeCell(text)).replaceAll('\ufffd', '')).toBe(
        bare(text).replaceAll('\ufffd', ''),
      );
    }),
  );
});

test('a cell that turns the direction of text turns none behind it', () => {
  expect(csvOf(['a', 'b'], [{ a: 'x\u202ey', b: 'z' }])).toBe(
    '"a","b"\r\n"x\u202ey\u202c","z"\r\n',
  );
});
