import type { BenchRow } from './rows.ts';

const columns = [
  'id',
  'n',
  'p50',
  'p95',
  'max',
  'unit',
  'exact',
  'peer',
  'peer p50',
  'peer exact',
  'ratio',
];

const percent = (share: number | undefined) =>
  share === undefined ? '' : `${(share * 100).toFixed(1)} %`;

function cells(row: BenchRow): readonly string[] {
  return [
    row.id,
    String(row.n),
    row.p50.toFixed(2),
    row.p95.toFixed(2),
    row.max.toFixed(2),
    row.unit,
    percent(row.exactShare),
    row.peer?.name ?? '',
    row.peer?.p50.toFixed(2) ?? '',
    percent(row.peer?.exactShare),
    row.ratioToPeer === undefined ? '' : `${row.ratioToPeer.toFixed(1)}x`,
  ];
}

/** The rows as a table for a terminal. */
export function printTable(rows: readonly BenchRow[]): string {
  const lines = [columns, ...rows.map(cells)];
  const widths = columns.map((_, at) => Math.max(...lines.map((line) => line[at]?.length ?? 0)));
  return lines
    .map((line) =>
      line
        .map((cell, at) => cell.padEnd(widths[at] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
