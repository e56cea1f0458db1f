import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { madeFileRows, referenceRows, workRow, type WaveformRow } from './waveform-rows.ts';

/**
 * `npm run bench:waveform -- [--json FILE] [--reference FOLDER]`: are the desk's peaks, byte for byte, those of
 * audiowaveform's format? Against a plain routine for files made here, and against any folder of `.dat` files.
 */
const { values } = parseArgs({
  options: { json: { type: 'string' }, reference: { type: 'string' } },
});

function print(row: WaveformRow): void {
  const share = row.isEqual ? 'equal' : `${(row.equalShare * 100).toFixed(4)} %`;
  process.stdout.write(
    `${row.id.padEnd(44)} ${share.padStart(12)} ${row.p50.toFixed(2).padStart(9)} s/h  ${row.decoder.padEnd(6)}  ${row.reference}\n`,
  );
}

process.stdout.write(
  'peaks                                          bytes equal   work    samples by  reference\n',
);
const made = await madeFileRows(print);
const work = await workRow(print);
const beside = values.reference
  ? await referenceRows(values.reference, print)
  : { rows: [], unmatched: [] };
for (const line of beside.unmatched) process.stdout.write(`not compared  ${line}\n`);
const rows = [...made, work, ...beside.rows];
const wrong = rows.filter((row) => !row.isEqual).length;
process.stdout.write(`${rows.length - wrong} of ${rows.length} equal byte for byte\n`);
if (values.json) {
  const json = { rows, notCompared: beside.unmatched };
  await writeFile(values.json, `${JSON.stringify(json, null, 2)}\n`);
}
if (made.some((row) => !row.isEqual)) process.exitCode = 1;
