import type { Page } from '@playwright/test';
import { repeatableRandom, type Ground } from './bench.ts';
import { leaveCase, openClip, type BenchClip } from './bench-desk.ts';
import { readMarks } from './frame-marks.ts';
import { closePeer, openPeer, peerSelector, seekPeer } from './peer-video.ts';
import { measureAct } from './picture-probe.ts';
import { timeRow, type BenchRow } from './rows.ts';

const blocks = 2;
const stepsInBlock = 15;
/** As long as a person looks before the first step. */
const lookMs = 1_500;

type Tally = { readonly values: number[]; exact: number };
type Pair = { readonly ours: Tally; readonly peer: Tally };
const newPair = (): Pair => ({ ours: { values: [], exact: 0 }, peer: { values: [], exact: 0 } });

/** Steps by key and jumps by click in the real desk, beside seeks of a plain `<video>` in the same page. */
export async function run(ground: Ground): Promise<readonly BenchRow[]> {
  const { desk, clips } = await ground.benchDesk();
  const rows: BenchRow[] = [];
  for (const clip of clips.filter(isMeasured)) rows.push(...(await measureClip(desk.page, clip)));
  return rows;
}

/** 1080p30 does not fit into memory whole; a varying rate; and what the demo batch has. */
function isMeasured({ name }: BenchClip): boolean {
  return !['720p30', '720p2997', 'webm480', 'rotated'].includes(name);
}

async function measureClip(page: Page, clip: BenchClip): Promise<readonly BenchRow[]> {
  await openClip(page, clip.title);
  await page.waitForTimeout(lookMs);
  const forward = newPair();
  const backward = newPair();
  const random = newPair();

  for (let block = 0; block < blocks; block += 1) {
    const from = block * stepsInBlock;
    await stepBlock(page, clip, forward, '.', from, 1);
  }
  await page.keyboard.press('End');
  await page.waitForTimeout(lookMs);
  for (let block = 0; block < blocks; block += 1) {
    const from = clip.frames - 1 - block * stepsInBlock;
    await stepBlock(page, clip, backward, ',', from, -1);
  }
  await page.waitForTimeout(lookMs);
  await jumps(page, clip, random);
  await leaveCase(page);
  return [
    pairRow(`step.forward.${clip.name}`, forward),
    pairRow(`step.backward.${clip.name}`, backward),
    pairRow(`step.random.${clip.name}`, random),
  ];
}

/** Steps of ours, then the same steps of the peer: at no time do both decode. */
async function stepBlock(
  page: Page,
  clip: BenchClip,
  pair: Pair,
  key: string,
  from: number,
  direction: 1 | -1,
): Promise<void> {
  const frames = Array.from({ length: stepsInBlock }, (_, n) => from + direction * (n + 1));
  for (const frame of frames) {
    const act = () => page.keyboard.press(key);
    pair.ours.values.push(await measureAct(page, { kind: 'frame', frame }, act));
    if ((await readMarks(page, '.picture-frame', clip.marks)) === frame) pair.ours.exact += 1;
  }
  await openPeer(page, clip.mediaUrl);
  await seekPeer(page, from / clip.fps);
  for (const frame of frames) await peerStep(page, clip, pair, frame);
  await closePeer(page);
}

async function peerStep(page: Page, clip: BenchClip, pair: Pair, frame: number): Promise<void> {
  pair.peer.values.push(await seekPeer(page, frame / clip.fps));
  if ((await readMarks(page, peerSelector, clip.marks)) === frame) pair.peer.exact += 1;
}

/** Clicks on the ruler at places far apart; exact when picture, player and pixels name one frame. */
async function jumps(page: Page, clip: BenchClip, pair: Pair): Promise<void> {
  const random = repeatableRandom();
  const ruler = await page.locator('.lanes-ruler').boundingBox();
  if (!ruler) throw new Error('there is no ruler to click on');
  const frames: number[] = [];
  let share = 0.5;
  for (let n = 0; n < blocks * stepsInBlock; n += 1) {
    share = (share + 0.1 + random() * 0.8) % 1;
    await page.mouse.move(ruler.x + share * (ruler.width - 2) + 1, ruler.y + 6);
    const act = async () => {
      await page.mouse.down();
      await page.mouse.up();
    };
    pair.ours.values.push(await measureAct(page, { kind: 'frame-said' }, act));
    const said = await saidFrame(page);
    frames.push(said);
    if ((await readMarks(page, '.picture-frame', clip.marks)) === said) pair.ours.exact += 1;
  }
  await openPeer(page, clip.mediaUrl);
  for (const frame of frames) await peerStep(page, clip, pair, frame);
  await closePeer(page);
}

async function saidFrame(page: Page): Promise<number> {
  const name = await page.locator('.picture-host').getAttribute('aria-label');
  return Number(/^frame (\d+) of/.exec(name ?? '')?.[1] ?? -1);
}

function pairRow(id: string, { ours, peer }: Pair): BenchRow {
  return timeRow(
    id,
    { values: ours.values, exactShare: ours.exact / ours.values.length },
    {
      name: '<video> currentTime = k/fps',
      values: peer.values,
      exactShare: peer.exact / peer.values.length,
    },
  );
}
