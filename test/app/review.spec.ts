import { expect, test } from '@playwright/test';
import { join } from 'node:path';
import { readTruth } from '../../tools/demo-media/truth.ts';
import { demoBatch } from '../../backend/seed/demo-batch.ts';
import { launchDesk, projectDir, type Desk } from './helpers/launch-desk.ts';
import { liveBackend, type LiveBackend } from './helpers/live-backend.ts';
import {
  approve,
  keepScreenshot,
  openByTitle,
  readFrameCode,
  showPicture,
  untilSeen,
  waitForQueue,
  strike,
} from './helpers/review.ts';

test.describe.configure({ mode: 'serial' });

const truth = readTruth(join(projectDir, 'backend/seed/media'));
const coded = truth.filter((clip) => clip.frameCode !== null);
const titleOf = (clipId: string) => demoBatch.find((made) => made.clipId === clipId)?.title ?? '';

let backend: LiveBackend;
let desk: Desk;

test.beforeAll(async () => {
  test.setTimeout(120_000);
  backend = await liveBackend();
  desk = await launchDesk({
    backendUrl: backend.url,
    invitation: await backend.invite(),
    isMeasured: true,
  });
});
test.afterAll(async () => {
  await desk.close();
  await backend.close();
});

test('a fresh start fills the queue with the whole demo batch', async () => {
  await waitForQueue(desk.page, demoBatch.length);
  await expect(desk.page.getByText('Online')).toBeVisible();
  await keepScreenshot(desk.page, 'queue');
});

for (const clip of coded) {
  test(`steps in ${clip.file} show the frames that their pixels name`, async () => {
    const { page } = desk;
    await openByTitle(page, titleOf(clip.id));
    await showPicture(page);
    const code = clip.frameCode;
    if (!code) throw new Error('a coded clip has a code');
    const shown = () => readFrameCode(page, code);
    await expect.poll(shown).toBe(0);
    for (const frame of [1, 2, 3]) {
      await strike(page, '.', 1);
      await expect.poll(shown).toBe(frame);
      await expect(page.getByRole('img', { name: `frame ${frame} of` })).toBeVisible();
    }
    await strike(page, ',', 1);
    await expect.poll(shown).toBe(2);
    await page.keyboard.press('End');
    await expect.poll(shown).toBe(clip.frameCount - 1);
    await page.keyboard.press('Home');
    await expect.poll(shown).toBe(0);
    await keepScreenshot(page, `case-${clip.id}`);
    await page.keyboard.press('Escape');
  });
}

test('a finding marked on frames goes with the verdict, and the backend holds it as effective', async () => {
  const { page } = desk;
  const [clip] = coded;
  if (!clip) throw new Error('the batch has a coded clip');
  const title = titleOf(clip.id);
  await openByTitle(page, title);
  await showPicture(page);
  await strike(page, '.', 3);
  await page.keyboard.press('i');
  await strike(page, '.', 2);
  await page.keyboard.press('o');
  await page.getByRole('button', { name: 'Cut or splice' }).click();
  await expect(page.getByRole('region', { name: 'Findings' })).toContainText('frames 3–5');
  await approve(page);
  await keepScreenshot(page, 'verdict-saved');
  await expect
    .poll(async () => (await backend.verdicts()).filter((made) => made.title === title))
    .toMatchObject([
      {
        outcome: 'effective',
        decision: 'approve',
        body: { findings: [{ kind: 'cut-or-splice', fromFrame: 3, toFrame: 6 }] },
      },
    ]);
  await expect(page.getByText('Effective.')).toBeVisible();
  await page.keyboard.press('Escape');
});

test('a whole review needs no mouse', async () => {
  const { page } = desk;
  const before = (await backend.verdicts()).length;
  await page.keyboard.press('/');
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.press('Delete');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Home');
  await page.keyboard.press('j');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('region', { name: 'Verdict', exact: true })).toBeVisible();
  const hidden = page.getByText('Hidden until your first lean.');
  await expect(hidden).toBeVisible();
  await untilSeen(page);
  await page.keyboard.press('g');
  await expect(hidden).toHaveCount(0);
  await expect(page.getByRole('table', { name: 'Proposals' })).toBeVisible();
  await approve(page);
  await expect.poll(async () => (await backend.verdicts()).length).toBe(before + 1);
  await page.keyboard.press('n');
  await expect(page.getByRole('region', { name: 'Verdict', exact: true })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('grid')).toBeVisible();
});

test('a change of mind is a new verdict that takes the place of the old one', async () => {
  const { page } = desk;
  const first = (await backend.verdicts())[0];
  if (!first) throw new Error('a verdict was made');
  await page.keyboard.press('Alt+2');
  await page.getByRole('row').filter({ hasText: first.title }).first().click();
  await page.getByRole('button', { name: /Open case/ }).click();
  await untilSeen(page);
  await page.keyboard.press('c');
  for (const key of ['-', '1']) await page.keyboard.press(key);
  await page.keyboard.press('Control+Enter');
  const ofCase = async () =>
    (await backend.verdicts())
      .filter((made) => made.caseId === first.caseId)
      .map(({ outcome, decision }) => `${decision}: ${outcome}`);
  await expect.poll(ofCase).toEqual(['approve: superseded', 'cannot-tell: effective']);
});
