import { chromium, type Page } from '@playwright/test';
import type { Measured } from '../app/player/harness/harness-api.ts';
import { stepPatterns, type StepPattern } from '../app/player/harness/step-routes.ts';
import { servePlayerHarness } from '../helpers/player-harness.ts';
import { fileOfClip, playerClips, type PlayerClipName } from './player-clips.ts';

/** One measurement beside the same of a named peer in the same page. Milliseconds, or bytes in `ring.bytes` rows. */
export type PlayerRow = {
  readonly id: string;
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
  /** Whether a row of this id is to be measured. */
  readonly isWanted: (id: string) => boolean;
  readonly n: number;
  readonly peerN: number;
  readonly onRow: (row: PlayerRow) => void;
};

/** As the player holds on a machine with 8 GB or more. */
const boundBytes = 950_000_000;
/** For cold jumps: room for so many frames, fewer than lie between two jumps. */
const coldFrames = 48;
const coldN = 16;
/** Clips whose cold jumps are measured: by size and by codec. */
const coldClips: readonly PlayerClipName[] = [
  '1080p30',
  '720p30',
  '2160p60',
  '1080p30vp9',
  '1080p30av1',
];
const peerName = 'html5-video-seek';
/** Where also the time to the screen's refresh is told. */
const refreshPatterns: readonly StepPattern[] = ['forward', 'random'];

/** Jumps through a clip that does not fit the ring. */
const isCold = (pattern: StepPattern) => pattern === 'randomCold' || pattern === 'randomFar';

/** Ids that one measurement of a clip brings. */
function idsOf(pattern: StepPattern, clip: string): readonly string[] {
  const isTold = refreshPatterns.includes(pattern);
  if (pattern === 'randomFar') return [`step.randomFar.${clip}`, `full.randomFar.${clip}`];
  return [`step.${pattern}.${clip}`, ...(isTold ? [`refresh.${pattern}.${clip}`] : [])];
}

/** Steps through numbered clips with our player and with a plain media element, in the same page. */
export async function measurePlayer(options: PlayerBenchOptions): Promise<readonly PlayerRow[]> {
  const { isWanted, onRow } = options;
  const served = await servePlayerHarness();
  const browser = await chromium.launch({
    executablePath: process.env['SECOND_LOOK_CHROMIUM'] ?? '/usr/bin/chromium',
    args: ['--no-sandbox'],
  });
  const rows: PlayerRow[] = [];
  const take = (found: readonly PlayerRow[]) => {
    for (const row of found.filter(({ id }) => isWanted(id))) {
      rows.push(row);
      onRow(row);
    }
  };
  try {
    for (const name of Object.keys(playerClips) as PlayerClipName[]) {
      const patterns = stepPatterns
        .filter((pattern) => !isCold(pattern) || coldClips.includes(name))
        .filter((pattern) => idsOf(pattern, name).some(isWanted));
      const isMemoryWanted = isWanted(`ring.bytes.${name}`);
      if (patterns.length === 0 && !isMemoryWanted) continue;
      const url = served.clipUrl(await fileOfClip(playerClips[name]));
      const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
      await page.goto(served.url);
      const chosen = patterns.length > 0 ? patterns : (['forward'] as const);
      take(await measureClip({ page, name, url, patterns: chosen, options }));
      await page.close();
    }
  } finally {
    await browser.close();
    await served.close();
  }
  return rows;
}

type ClipRun = {
  readonly page: Page;
  readonly name: PlayerClipName;
  readonly url: string;
  readonly patterns: readonly StepPattern[];
  readonly options: PlayerBenchOptions;
};

/** Ours first, then the peer: at no time do both decode. */
async function measureClip({ page, name, url, patterns, options }: ClipRun): Promise<PlayerRow[]> {
  const { width, height } = playerClips[name].recipe;
  const coldBytes = Math.ceil(width * height * 1.5 * coldFrames);
  const ours = new Map<StepPattern, Measured>();
  const rows: PlayerRow[] = [];
  let opened: string | null = null;
  let frames = 0;
  for (const pattern of patterns) {
    const wanted = isCold(pattern) ? coldBytes : boundBytes;
    const hasOverview = pattern !== 'randomCold';
    const how = `${wanted} ${hasOverview}`;
    if (opened !== how)
      ({ frames } = await page.evaluate(
        ([clip, bytes, overview]) =>
          harness
            .open(clip, bytes, clip, overview)
            .then(({ frames: count }) => ({ frames: count })),
        [url, wanted, hasOverview] as const,
      ));
    opened = how;
    const n = isCold(pattern) ? coldN : Math.min(options.n, frames - 2);
    const measured = await page.evaluate(([how, count]) => harness.measureSteps(how, count), [
      pattern,
      n,
    ] as const);
    ours.set(pattern, measured);
  }
  await page.evaluate(() => harness.close());
  for (const [pattern, measured] of ours) {
    const peer = await page.evaluate(
      ([clip, count, how, n]) => harness.measurePeer(clip, count, how, n),
      [url, frames, pattern, isCold(pattern) ? coldN : options.peerN] as const,
    );
    rows.push(stepRow(`step.${pattern}.${name}`, measured, peer, 'ms'));
    if (pattern === 'randomFar')
      rows.push(
        stepRow(`full.randomFar.${name}`, { ...measured, ms: measured.fullMs }, peer, 'ms'),
      );
    if (refreshPatterns.includes(pattern))
      rows.push(stepRow(`refresh.${pattern}.${name}`, measured, peer, 'onScreenMs'));
  }
  const held = [...ours].flatMap(([how, { heldBytes }]) => (isCold(how) ? [] : heldBytes));
  if (held.length > 0) rows.push(memoryRow(`ring.bytes.${name}`, held));
  return rows;
}

function stepRow(id: string, ours: Measured, peer: Measured, of: 'ms' | 'onScreenMs'): PlayerRow {
  const p50 = quantile(ours[of], 0.5);
  const peerP50 = quantile(peer[of], 0.5);
  return {
    id,
    n: ours[of].length,
    exactShare: ours.exact / ours[of].length,
    p50,
    p95: quantile(ours[of], 0.95),
    max: quantile(ours[of], 1),
    peer: {
      name: peerName,
      exactShare: peer.exact / peer[of].length,
      p50: peerP50,
      p95: quantile(peer[of], 0.95),
    },
    ratioToPeer: Math.round((peerP50 / p50) * 10) / 10,
  };
}

/** Bytes of decoded picture held after each step; the peer is the bound, and `exactShare` how often it was kept. */
function memoryRow(id: string, held: readonly number[]): PlayerRow {
  const p50 = quantile(held, 0.5);
  return {
    id,
    n: held.length,
    exactShare: held.filter((bytes) => bytes <= boundBytes).length / held.length,
    p50,
    p95: quantile(held, 0.95),
    max: quantile(held, 1),
    peer: { name: 'bound', exactShare: 1, p50: boundBytes, p95: boundBytes },
    ratioToPeer: Math.round((boundBytes / p50) * 10) / 10,
  };
}

/** Nearest-rank quantile, to one decimal. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const value =
    sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(sorted.length * share) - 1))] ?? 0;
  return Math.round(value * 10) / 10;
}
