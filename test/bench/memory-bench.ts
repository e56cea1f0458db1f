import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { chromium } from '@playwright/test';
import { numberedClip, numberedClips } from '../helpers/numbered-clips.ts';
import { watchMemory, type MemoryReading } from '../helpers/page-memory.ts';
import { servePlayerHarness } from '../helpers/player-harness.ts';
import { percentile, type BenchRow } from './rows.ts';

/**
 * `npm run bench:memory -- [--json FILE] [--clips 200]`: opens, steps, plays and closes so many clips in one page
 * and says how its memory has grown from the first readings after warming up to the last ones.
 */
const { values } = parseArgs({
  options: { json: { type: 'string' }, clips: { type: 'string', default: '200' } },
});

type MemoryRow = BenchRow & {
  /** Last readings against the first after warming up; 0.1 is 10 % more. */
  readonly growth: number;
  readonly most: number;
  readonly isWithin: boolean;
};

const clips = Number(values.clips);
const everyClips = 5;
/**
 * Resident memory climbs for the first fifty clips or so, while each of them takes and gives back 400 MB of
 * pictures, then stands still: the allocator keeps what it was once given. The heap is level from the start.
 */
const warmUp = Math.ceil((clips / everyClips) * 0.3);
const ends = 4;
const mega = 1e6;

const served = await servePlayerHarness();
const browser = await chromium.launch({
  executablePath: process.env['SECOND_LOOK_CHROMIUM'] ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--autoplay-policy=no-user-gesture-required'],
});

function rowOf(
  id: string,
  unit: string,
  readings: readonly MemoryReading[],
  of: (reading: MemoryReading) => number,
): MemoryRow {
  const all = readings.slice(warmUp).map(of);
  const growth = percentile(all.slice(-ends), 0.5) / percentile(all.slice(0, ends), 0.5) - 1;
  return {
    id,
    n: all.length,
    unit,
    p50: Math.round(percentile(all, 0.5) * 10) / 10,
    p95: Math.round(percentile(all, 0.95) * 10) / 10,
    max: Math.round(Math.max(...all) * 10) / 10,
    growth: Math.round(growth * 1000) / 1000,
    most: 0.1,
    isWithin: growth <= 0.1,
  };
}

/** A count that must stay at zero. */
function noneRow(id: string, unit: string, counts: readonly number[]): MemoryRow {
  const max = Math.max(...counts);
  const p95 = percentile(counts, 0.95);
  const p50 = percentile(counts, 0.5);
  return { id, n: counts.length, unit, p50, p95, max, growth: 0, most: 0, isWithin: max === 0 };
}

const rows: MemoryRow[] = [];
try {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  const memory = await watchMemory(browser, page);
  await page.goto(served.url);
  const names = ['720p2997', 'webm480', 'rotated', 'vfr720', 'lateSound'] as const;
  const urls: string[] = [];
  for (const name of names) urls.push(served.clipUrl(await numberedClip(numberedClips[name])));
  const readings: MemoryReading[] = [];
  const owned: number[] = [];
  const workers: number[] = [];
  for (let n = 0; n < clips; n += everyClips) {
    owned.push(
      ...(await page.evaluate(
        async ([some, from]) => {
          const left: number[] = [];
          for (const [i, url] of some.entries()) {
            await harness.open(url);
            for (let step = 0; step < 5; step++) harness.player().stepFrames(1);
            await harness.settled();
            harness.player().seekToFrame((from * 7 + i * 31) % harness.state().frameCount);
            await harness.settled();
            harness.player().play();
            await new Promise((resolve) => setTimeout(resolve, 250));
            harness.player().pause();
            harness.close();
            left.push(harness.owned() + harness.pictures().open);
          }
          return left;
        },
        [urls, n] as const,
      )),
    );
    const reading = await memory.read();
    workers.push(page.workers().length);
    readings.push(reading);
    process.stdout.write(
      `${String(n + everyClips).padStart(4)} clips: heap ${(reading.heapBytes / mega).toFixed(1)} MB, renderer ${(reading.rendererBytes / mega).toFixed(0)} MB, ${reading.listeners} listeners, ${reading.nodes} nodes\n`,
    );
  }
  const of = `${clips}clips`;
  rows.push(
    rowOf(`memory.heap.${of}`, 'MB', readings, (reading) => reading.heapBytes / mega),
    rowOf(`memory.renderer.${of}`, 'MB', readings, (reading) => reading.rendererBytes / mega),
    rowOf(`memory.listeners.${of}`, 'listeners', readings, (reading) => reading.listeners),
    rowOf(`memory.nodes.${of}`, 'nodes', readings, (reading) => reading.nodes),
    noneRow(`memory.owned.${of}`, 'things and pictures that a closed clip still owns', owned),
    noneRow(`memory.workers.${of}`, 'workers of closed clips', workers),
    noneRow(`memory.unclosed.${of}`, 'pictures collected unclosed', [await memory.unclosed()]),
  );
} finally {
  await browser.close();
  await served.close();
}
for (const row of rows)
  process.stdout.write(
    `${row.id.padEnd(28)} p50 ${row.p50}  max ${row.max} ${row.unit}  growth ${(row.growth * 100).toFixed(1)} %${row.isWithin ? '' : '  NOT WITHIN'}\n`,
  );
if (values.json) await writeFile(values.json, `${JSON.stringify({ rows }, null, 2)}\n`);
if (rows.some((row) => !row.isWithin)) process.exitCode = 1;
