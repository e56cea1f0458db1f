import { chromium } from '@playwright/test';
import {
  stepPatterns,
  type Measured,
  type StepPattern,
} from '../app/player/harness/harness-api.ts';
import { numberedClip, numberedClips, type ClipRecipe } from '../helpers/numbered-clips.ts';
import { servePlayerHarness } from '../helpers/player-harness.ts';

export type PlayerRow = {
  readonly id: string;
  readonly unit: 'ms';
  readonly n: number;
  /** Share of steps whose pixels carried the asked number. */
  readonly exactShare: number;
  readonly p50: number;
  readonly p95: number;
  readonly max: number;
  readonly peer: {
    readonly name: string;
    readonly exactShare: number;
    readonly p50: number;
    readonly p95: number;
  };
  /** Peer's median over ours. */
  readonly ratioToPeer: number;
};

export type PlayerBenchOptions = {
  readonly clips: readonly (keyof typeof numberedClips)[];
  readonly n: number;
  readonly peerN: number;
  readonly onRow: (row: PlayerRow) => void;
};

export const benchClips = ['1080p30', '720p30', '720p2997', 'vfr720', 'webm480'] as const;

/** Steps through numbered clips with our player and with a plain media element, in the same page. */
export async function measurePlayer({
  clips,
  n,
  peerN,
  onRow,
}: PlayerBenchOptions): Promise<readonly PlayerRow[]> {
  const served = await servePlayerHarness();
  const browser = await chromium.launch({
    executablePath: process.env['SECOND_LOOK_CHROMIUM'] ?? '/usr/bin/chromium',
    args: ['--no-sandbox'],
  });
  const rows: PlayerRow[] = [];
  try {
    for (const name of clips) {
      const recipe: ClipRecipe = numberedClips[name];
      const url = served.clipUrl(await numberedClip(recipe));
      for (const pattern of stepPatterns) {
        const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
        await page.goto(served.url);
        await page.evaluate((clip) => harness.open(clip).then(() => null), url);
        const ours = await page.evaluate(([how, count]) => harness.measureSteps(how, count), [
          pattern,
          n,
        ] as const);
        await page.evaluate(() => harness.close());
        const peer = await page.evaluate(
          ([clip, fps, how, count]) => harness.measurePeer(clip, fps, how, count),
          [url, fpsOf(recipe), pattern, peerN] as const,
        );
        await page.close();
        const row = rowOf(`step.${pattern}.${name}`, ours, peer);
        rows.push(row);
        onRow(row);
      }
    }
  } finally {
    await browser.close();
    await served.close();
  }
  return rows;
}

function rowOf(id: `step.${StepPattern}.${string}`, ours: Measured, peer: Measured): PlayerRow {
  const p50 = quantile(ours.ms, 0.5);
  const peerP50 = quantile(peer.ms, 0.5);
  return {
    id,
    unit: 'ms',
    n: ours.ms.length,
    exactShare: ours.exact / ours.ms.length,
    p50,
    p95: quantile(ours.ms, 0.95),
    max: quantile(ours.ms, 1),
    peer: {
      name: 'html5-video-seek',
      exactShare: peer.exact / peer.ms.length,
      p50: peerP50,
      p95: quantile(peer.ms, 0.95),
    },
    ratioToPeer: Math.round((peerP50 / p50) * 10) / 10,
  };
}

/** Nearest-rank quantile, in milliseconds to one decimal. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const value =
    sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(sorted.length * share) - 1))] ?? 0;
  return Math.round(value * 10) / 10;
}

function fpsOf(recipe: ClipRecipe): number {
  const [numerator = '30', denominator = '1'] = recipe.rate.split('/');
  return Number(numerator) / Number(denominator);
}
