import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { simulateShift, type Shift } from './shift.ts';
import { percentile } from './rows.ts';

/**
 * `npm run bench:shift -- [--json FILE] [--cases 200] [--minutes 120] [--seed 1]`: a shift in simulated time on the real data
 * service: cases come by Next, are shown, judged, and breaks are taken as the desk asks for them. Handle and exposure times
 * are the simulated reviewer's; the row of severe cases, breaks, limits, answer times and memory are the desk's.
 */
const { values } = parseArgs({
  options: {
    json: { type: 'string' },
    cases: { type: 'string', default: '200' },
    minutes: { type: 'string', default: '120' },
    seed: { type: 'string', default: '1' },
  },
});

type Row = { readonly id: string; readonly value: number; readonly unit: string };

function rowsOf(shift: Shift): readonly Row[] {
  const seconds = (ms: number) => Math.round(ms / 1000);
  const sum = (numbers: readonly number[]) => numbers.reduce((total, one) => total + one, 0);
  const hundredths = (value: number) => Math.round(value * 100) / 100;
  const row = (id: string, value: number, unit: string): Row => ({ id, value, unit });
  return [
    row('shift.cases', shift.handleMs.length, 'cases'),
    row('shift.minutes', Math.round(shift.passedMs / 60_000), 'min'),
    row('handle.p50', hundredths(percentile(shift.handleMs, 0.5) / 1000), 's'),
    row('handle.p95', hundredths(percentile(shift.handleMs, 0.95) / 1000), 's'),
    row('severe.cases', shift.severeCases, 'cases'),
    row('severe.longest-row', shift.longestSevereRow, 'cases'),
    row('breaks.offered', shift.breaksOffered, 'breaks'),
    row('breaks.taken', shift.breaksTaken, 'breaks'),
    row('exposure.unfiltered', seconds(sum(shift.lines.map((one) => one.unfilteredMs))), 's'),
    row('exposure.filtered', seconds(sum(shift.lines.map((one) => one.filteredMs))), 's'),
    ...shift.lines.flatMap(({ harm, severity, items, unfilteredMs }) => [
      row(`exposure.${harm ?? 'none'}.${severity ?? 'unjudged'}.items`, items, 'cases'),
      row(
        `exposure.${harm ?? 'none'}.${severity ?? 'unjudged'}.unfiltered`,
        seconds(unfilteredMs),
        's',
      ),
    ]),
    row('limits.kept', shift.areCapsKept ? 1 : 0, 'yes'),
    row('next.p50', hundredths(percentile(shift.nextMs, 0.5)), 'ms'),
    row('next.p95', hundredths(percentile(shift.nextMs, 0.95)), 'ms'),
    row('memory.before', Math.round(shift.memoryBytes[0] / 1e6), 'MB'),
    row('memory.after', Math.round(shift.memoryBytes[1] / 1e6), 'MB'),
  ];
}

const folder = await mkdtemp(join(tmpdir(), 'shift-'));
const shift = await simulateShift({
  folder,
  cases: Number(values.cases),
  minutes: Number(values.minutes),
  seed: Number(values.seed),
});
await rm(folder, { recursive: true, force: true });
const rows = rowsOf(shift);
const widest = Math.max(...rows.map(({ id }) => id.length));
for (const { id, value, unit } of rows)
  process.stdout.write(`${id.padEnd(widest)}  ${String(value).padStart(8)}  ${unit}\n`);
if (values.json !== undefined) await writeFile(values.json, JSON.stringify(rows, null, 2));
