import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { cpus, loadavg } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { measurePlayer, type PlayerRow } from './player-rows.ts';

/**
 * `npm run bench:player -- [--json FILE] [--only step.forward.720p30,step.random] [--n 80] [--peer-n 24]`;
 * `--with-evidence` measures a clip in the background meanwhile, as the desk does.
 */
const { values } = parseArgs({
  options: {
    json: { type: 'string' },
    only: { type: 'string' },
    n: { type: 'string', default: '40' },
    'peer-n': { type: 'string', default: '12' },
    'with-evidence': { type: 'boolean', default: false },
  },
});

/** An id, or the first parts of ids: `step`, `step.random`, `ring.bytes.720p30`. */
const chosen = values.only?.split(',') ?? [];
const isWanted = (id: string) =>
  chosen.length === 0 || chosen.some((part) => id === part || id.startsWith(`${part}.`));

const cell = (value: string | number, width: number) => String(value).padStart(width);
const percent = (share: number) => cell(`${Math.round(share * 100)} %`, 6);
const load = () => `load ${(loadavg()[0] ?? 0).toFixed(1)}`;

function print(row: PlayerRow): void {
  const isBytes = row.id.startsWith('ring.bytes');
  const number = (value: number) => cell(isBytes ? `${Math.round(value / 1e6)} MB` : value, 7);
  const { p50, p95, max, peer } = row;
  const ours = `${cell(row.n, 4)} ${percent(row.exactShare)} ${number(p50)} ${number(p95)} ${number(max)}`;
  const theirs = `${percent(peer.exactShare)} ${number(peer.p50)} ${number(peer.p95)}`;
  const ratio = `${cell(row.ratioToPeer, 6)}x`;
  const note = row.exactShare < 1 ? '  NOT EXACT' : '';
  console.log(`${row.id.padEnd(26)} ${ours} | ${theirs} | ${ratio} | ${load()}${note}`);
}

/** Starts the measuring of clips beside the bench; the returned function ends it. */
async function measureBeside(): Promise<() => void> {
  const program = join(import.meta.dirname, 'measuring-load.ts');
  const load = spawn('nice', ['-n', '19', process.execPath, program], {
    detached: true,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(load.stdout, 'data');
  return () => {
    if (load.pid !== undefined) process.kill(-load.pid, 'SIGKILL');
  };
}

const endMeasuring = values['with-evidence'] ? await measureBeside() : () => {};
if (values['with-evidence']) console.log('Clips are being measured in the background.');
const startedMs = performance.now();
console.log(`${cpus()[0]?.model ?? 'processor'}, ${cpus().length} cores, ${load()}`);
console.log(
  'key to picture, ms            n  exact     p50     p95     max |  <video> seek: exact p50 p95 | ratio',
);
const rows = await measurePlayer({
  isWanted,
  n: Number(values.n),
  peerN: Number(values['peer-n']),
  onRow: print,
});
endMeasuring();
if (rows.length === 0) {
  console.error('Nothing is called that.');
  process.exitCode = 2;
}
if (values.json) await writeFile(values.json, `${JSON.stringify({ rows }, null, 2)}\n`);
console.log(`${rows.length} rows in ${Math.round((performance.now() - startedMs) / 1000)} s`);
