import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { chromium } from '@playwright/test';
import { driftOf, endsOf, quantileOf, type Drift } from '../helpers/drift.ts';
import { flashBeepClip, flashBeeps } from '../helpers/flash-beep-clip.ts';
import { servePlayerHarness } from '../helpers/player-harness.ts';
import type { BenchRow } from './rows.ts';

/**
 * `npm run bench:drift -- [--json FILE] [--minutes 10] [--clips ntsc,vfr]`: plays flash-and-beep in real time
 * from its first frame to its last, after 50 random seeks, loops and rate changes, and says how far picture,
 * playhead and waveform have moved against the sound from the first twentieth to the last.
 */
const { values } = parseArgs({
  options: {
    json: { type: 'string' },
    minutes: { type: 'string', default: '10' },
    clips: { type: 'string', default: 'ntsc,vfr' },
  },
});

type DriftRow = BenchRow & {
  readonly driftMs: number;
  readonly targetMs: 10;
  readonly isWithin: boolean;
};

const seconds = Math.round(Number(values.minutes) * 60);
const share = 1 / 20;
const round = (value: number) => Math.round(value * 100) / 100;

function rowOf(id: string, seen: readonly number[], driftMs: number): DriftRow {
  return {
    id,
    n: seen.length,
    p50: round(quantileOf(seen, 0.5)),
    p95: round(quantileOf(seen, 0.95)),
    max: round(quantileOf(seen, 1)),
    unit: 'ms against the sound',
    driftMs,
    targetMs: 10,
    isWithin: Math.abs(driftMs) <= 10,
  };
}

const rows: DriftRow[] = [];
const served = await servePlayerHarness();
const browser = await chromium.launch({
  executablePath: process.env['SECOND_LOOK_CHROMIUM'] ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--autoplay-policy=no-user-gesture-required'],
});
try {
  for (const name of ['ntsc', 'vfr'] as const) {
    if (!values.clips.split(',').includes(name)) continue;
    const { file, clip } = await flashBeepClip(name, seconds);
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    await page.goto(served.url);
    const seen = await page.evaluate(
      async ([url, every, beeps]) => {
        await harness.open(url);
        await harness.trouble(50);
        return harness.measureDrift(every, 0, beeps);
      },
      [
        served.clipUrl(file),
        clip.everySeconds,
        Math.floor(seconds / clip.everySeconds) - 2,
      ] as const,
    );
    await page.close();
    const drift: Drift = driftOf(...endsOf(seen, share));
    const of = `${flashBeeps[name].rate === '30' ? 'vfr' : '2997'}.${values.minutes}min`;
    const found = [
      rowOf(`drift.picture.${of}`, seen.pictureMinusSound, drift.pictureMs),
      rowOf(`drift.playhead.${of}`, seen.playheadMinusSound, drift.playheadMs),
      rowOf(`drift.waveform.${of}`, seen.waveformMinusFrame, drift.waveformMs),
    ];
    for (const row of found)
      process.stdout.write(
        `${row.id.padEnd(26)} drift ${row.driftMs.toFixed(2).padStart(7)} ms   p50 ${row.p50.toFixed(1)}  p95 ${row.p95.toFixed(1)}  n ${row.n}\n`,
      );
    process.stdout.write(`wrong timecodes ${seen.wrongTimecodes} of ${seen.timecodes}\n`);
    rows.push(...found);
  }
} finally {
  await browser.close();
  await served.close();
}
if (values.json) await writeFile(values.json, `${JSON.stringify({ rows }, null, 2)}\n`);
if (rows.some((row) => !row.isWithin)) process.exitCode = 1;
