import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { benchClips, measurePlayer, type PlayerRow } from './player-rows.ts';

/** `npm run bench:player -- [--json FILE] [--clips 720p30,vfr720] [--n 90] [--peer-n 20]` */
const { values } = parseArgs({
  options: {
    json: { type: 'string' },
    clips: { type: 'string' },
    n: { type: 'string', default: '90' },
    'peer-n': { type: 'string', default: '20' },
  },
});

const cell = (value: string | number, width: number) => String(value).padStart(width);

function print(row: PlayerRow): void {
  const ours = `${cell(row.n, 4)} ${cell(`${Math.round(row.exactShare * 100)} %`, 6)} ${cell(row.p50, 7)} ${cell(row.p95, 7)} ${cell(row.max, 7)}`;
  const peer = `${cell(`${Math.round(row.peer.exactShare * 100)} %`, 6)} ${cell(row.peer.p50, 7)} ${cell(row.peer.p95, 7)}`;
  process.stdout.write(`${row.id.padEnd(26)} ${ours} | ${peer} | ${cell(row.ratioToPeer, 6)}x\n`);
}

const wanted = values.clips?.split(',');
const clips = benchClips.filter((name) => !wanted || wanted.includes(name));
process.stdout.write(
  'key to frame on the canvas, ms       n  exact     p50     p95     max |  <video> seek: exact p50 p95 | ratio\n',
);
const rows = await measurePlayer({
  clips,
  n: Number(values.n),
  peerN: Number(values['peer-n']),
  onRow: print,
});
if (values.json) await writeFile(values.json, `${JSON.stringify({ rows }, null, 2)}\n`);
