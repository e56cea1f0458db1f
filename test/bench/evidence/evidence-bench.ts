import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startMeasuringHarness } from '../../helpers/measuring-harness.ts';
import { ClipBench } from './clip-bench.ts';
import { clipsIn, nameOf } from './evidence-clips.ts';
import { summary, type EvidenceRow } from './evidence-rows.ts';
import { leaveOut, type LeaveOut } from './leave-out.ts';

/**
 * `npm run bench:evidence -- --clips FOLDER [--json FILE] [--shifts -400,-200,0,200,400] [--swapped [N]] [--leave-out]`:
 * what the desk says of each clip when its sound is moved by a real edit, or replaced by that of N other clips.
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
const say = (line: string): void => void process.stdout.write(`${line}\n`);

function keep(row: EvidenceRow): void {
  rows.push(row);
  const moved = row.soundOf ?? `${row.shiftMs ?? 0} ms`;
  say(
    `${row.clip.padEnd(30)} ${moved.padStart(22)}  ${row.verdict.padEnd(11)} ${(row.lagMs?.toFixed(1) ?? '').padStart(7)}  nx ${(row.confidence?.toFixed(2) ?? '').padStart(4)}  face ${row.face ?? '-'}  ${row.workPerSecond.toFixed(2)} s/s  ${row.reason ?? ''}`,
  );
}

try {
  const clips = await clipsIn(values.clips);
  const without: LeaveOut | null = values['leave-out']
    ? await leaveOut(harness, clips, workFolder, say)
    : null;
  const bench = new ClipBench(harness, workFolder, without);
  for (const clip of clips) for (const row of await bench.moved(clip, shifts)) keep(row);
  for (const [i, clip] of clips.entries()) {
    const others = clips.filter((_, k) => k !== i);
    const step = Math.max(1, Math.floor(others.length / Math.max(1, othersEach)));
    const chosen = others.map((_, k) => others[(i + k * step) % others.length] ?? clip);
    for (const row of await bench.swapped(clip, [...new Set(chosen)], othersEach)) keep(row);
  }
  say('');
  for (const [what, figure] of Object.entries(summary(rows))) say(`${what.padEnd(60)} ${figure}`);
  say(`clips ${clips.map(nameOf).length}`);
} finally {
  await harness.close();
  await rm(workFolder, { recursive: true, force: true });
}
if (values.json) await writeFile(values.json, `${JSON.stringify({ rows }, null, 2)}\n`);
