import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startMeasuringHarness } from '../../helpers/measuring-harness.ts';
import { ClipBench } from './clip-bench.ts';
import { clipsIn } from './evidence-clips.ts';
import { isLost, summary, type BenchRow, type EvidenceRow, type LostRow } from './evidence-rows.ts';
import { leaveOut, type LeaveOut } from './leave-out.ts';

/**
 * `npm run bench:evidence -- --clips FOLDER [--json FILE] [--shifts -400,-200,0,200,400] [--swapped [N]] [--leave-out]`:
 * what the desk says of each clip when its sound is moved by a real edit, or replaced by that of N other clips.
 * A row that could not be measured for a reason that does not lie in its clip is lost: it is counted apart, and the
 * bench ends with 1. `--json` holds what was measured so far at any moment.
 * `--leave-out`: clips that the map was fitted on are read with a map that their speaker had no part in.
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    clips: { type: 'string' },
    json: { type: 'string' },
    shifts: { type: 'string', default: '-400,-200,0,200,400' },
    swapped: { type: 'boolean', default: false },
    'leave-out': { type: 'boolean', default: false },
  },
});
if (!values.clips) throw new Error('say --clips FOLDER');
const shifts = values.shifts.split(',').map(Number);
const othersEach = values.swapped ? Number(positionals[0] ?? 3) : 0;

const workFolder = await mkdtemp(join(tmpdir(), 'second-look-evidence-'));
const harness = await startMeasuringHarness();
const rows: EvidenceRow[] = [];
const lost: LostRow[] = [];
const say = (line: string): void => void process.stdout.write(`${line}\n`);

async function keep(row: BenchRow): Promise<void> {
  if (isLost(row)) lost.push(row);
  else rows.push(row);
  say(lineOf(row));
  await write();
}

/** Whole at any moment: a bench that is ended early leaves what it measured. */
async function write(): Promise<void> {
  if (!values.json) return;
  await writeFile(`${values.json}.part`, `${JSON.stringify({ rows, lost }, null, 2)}\n`);
  await rename(`${values.json}.part`, values.json);
}

function lineOf(row: BenchRow): string {
  const moved = row.soundOf ?? (row.shiftMs === null ? 'all' : `${row.shiftMs} ms`);
  const named = `${row.clip.padEnd(30)} ${moved.padStart(22)}`;
  if (isLost(row)) return `${named}  LOST  ${row.lost}`;
  const { lagMs, confidence, workPerSecond } = row;
  const figures = `${(lagMs?.toFixed(1) ?? '').padStart(7)}  confidence ${(confidence?.toFixed(2) ?? '').padStart(5)}`;
  return `${named}  ${row.verdict.padEnd(11)} ${figures}  face ${row.face ?? '-'}  ${workPerSecond?.toFixed(2) ?? '-'} s/s  ${row.reason ?? ''}`;
}

try {
  const clips = await clipsIn(values.clips);
  const without: LeaveOut | null = values['leave-out']
    ? await leaveOut(harness, clips, workFolder, say)
    : null;
  const bench = new ClipBench(harness, workFolder, without);
  for (const clip of clips) for await (const row of bench.moved(clip, shifts)) await keep(row);
  for (const [i, clip] of clips.entries()) {
    const others = clips.filter((_, k) => k !== i);
    const step = Math.max(1, Math.floor(others.length / Math.max(1, othersEach)));
    const chosen = others.map((_, k) => others[(i + k * step) % others.length] ?? clip);
    for await (const row of bench.swapped(clip, [...new Set(chosen)], othersEach)) await keep(row);
  }
  say('');
  for (const [what, figure] of Object.entries(summary(rows))) say(`${what.padEnd(60)} ${figure}`);
  say(`clips ${clips.length}`);
  say(`lost rows ${lost.length}`);
  await write();
} finally {
  await harness.close();
  await rm(workFolder, { recursive: true, force: true });
}
if (lost.length > 0) process.exitCode = 1;
