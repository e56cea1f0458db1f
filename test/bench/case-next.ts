import { filterQueue, leaveCase, openClip, type BenchClip } from './bench-desk.ts';
import type { Ground } from './bench.ts';
import { readMarks } from './frame-marks.ts';
import { closePeer, openPeer } from './peer-video.ts';
import { measureAct } from './picture-probe.ts';
import { timeRow, type BenchRow } from './rows.ts';

const rounds = 3;
/** As long as the shortest look at a case: the next one is read ahead meanwhile. */
const lookMs = 1_000;
/** The probe does not turn pictures, and this clip's marks lie on their side. */
const turned = 'rotated';

/** The key `n` to the first exact frame of the next case, whose clip is on the disk already. */
export async function run(ground: Ground): Promise<readonly BenchRow[]> {
  const { desk, clips } = await ground.benchDesk();
  const { page } = desk;
  const numbered = clips.filter(({ title }) => title.startsWith('Numbered clip'));
  const ours: number[] = [];
  const theirs: number[] = [];
  let exact = 0;
  for (let round = 0; round < rounds; round += 1) {
    await openClip(page, numbered[0]?.title ?? '');
    await leaveCase(page);
    await filterQueue(page, 'Numbered clip');
    await page.getByRole('grid').focus();
    await page.keyboard.press('Home');
    await page.keyboard.press('Enter');
    await page.locator('.time-badge', { hasText: /^exact/ }).waitFor();
    for (const clip of numbered.slice(1)) {
      await page.waitForTimeout(lookMs);
      ours.push(await measureAct(page, { kind: 'next-clip' }, () => page.keyboard.press('n')));
      if (clip.name === turned || (await shows(clip))) exact += 1;
      theirs.push(await openPeer(page, clip.mediaUrl));
      await closePeer(page);
    }
    await leaveCase(page);
  }
  return [
    timeRow(
      'case.next',
      { values: ours, exactShare: exact / ours.length },
      { name: 'plain <video>, src to first frame', values: theirs },
    ),
  ];

  async function shows(clip: BenchClip): Promise<boolean> {
    return (await readMarks(page, '.picture-frame', clip.marks)) === 0;
  }
}
