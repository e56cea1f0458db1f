import { expect, test, type Page } from '@playwright/test';
import { mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { demoBatch } from '../../backend/seed/demo-batch.ts';
import { launchDesk } from './helpers/launch-desk.ts';
import { liveBackend } from './helpers/live-backend.ts';
import {
  keepScreenshot,
  openByTitle,
  showPicture,
  waitForQueue,
  strike,
} from './helpers/review.ts';
import { removeFolder } from './helpers/remove-folder.ts';

const titleOf = (clipId: string) =>
  demoBatch.find((made) => made.clipId === clipId)?.title ?? `no clip ${clipId}`;

/** The case is measured when nothing more is coming. */
async function untilMeasured(page: Page): Promise<void> {
  const panel = page.getByRole('region', { name: 'Measured' });
  await expect(panel.getByText('Sound to mouth')).toBeVisible({ timeout: 60_000 });
  await expect(panel.getByText(/still coming/)).toBeHidden({ timeout: 240_000 });
}

test('lanes tell apart a voice in time, a late one and a replaced one; a finding made by keyboard goes with the verdict', async () => {
  test.setTimeout(600_000);
  const backend = await liveBackend();
  const folder = await mkdtemp(join(tmpdir(), 'lanes-'));
  const desk = await launchDesk({
    backendUrl: backend.url,
    invitation: await backend.invite(),
    isMeasured: true,
  });
  const { page } = desk;
  await desk.app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()
      .find((one) => one.isFocusable())
      ?.setSize(1920, 1080),
  );
  await waitForQueue(page, demoBatch.length);
  const panel = page.getByRole('region', { name: 'Measured' });

  await openByTitle(page, titleOf('weather-in-sync'));
  await showPicture(page);
  await untilMeasured(page);
  await keepScreenshot(page, 'lanes-in-time');
  const line = panel.getByRole('listitem').filter({ hasText: 'Sound to mouth' }).first();
  await expect(line.locator('summary')).toContainText(/\d+ ms (late|early) ± 60 ms|in time/);
  await page.keyboard.press('Escape');

  await openByTitle(page, titleOf('mayor-other-words'));
  await showPicture(page);
  await untilMeasured(page);
  await keepScreenshot(page, 'lanes-other-words');
  await page.keyboard.press('Escape');

  await openByTitle(page, titleOf('bank-sound-late'));
  await showPicture(page);
  await untilMeasured(page);
  await expect(panel.locator('.is-named')).toHaveText(/^2[0-9][0-9] ms late ± 60 ms$/);
  await keepScreenshot(page, 'lanes-sound-late');

  // Boxes around the faces, only when they are asked for.
  await expect(page.locator('.face-box')).toHaveCount(0);
  await page.keyboard.press('Shift+B');
  await expect(page.locator('.face-box')).toHaveCount(1);

  // A spectrogram, when it is asked for: some of it bright, some of it dark.
  await page.keyboard.press('Shift+G');
  const spectrogram = page.locator('canvas.spectrogram');
  await expect(spectrogram).toBeVisible();
  const levels = await spectrogram.evaluate((canvas: HTMLCanvasElement) => {
    const pixels = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data;
    const seen = new Set([...(pixels ?? [])].filter((_, at) => at % 4 === 0));
    return [Math.min(...seen), Math.max(...seen)];
  });
  expect(levels).toEqual([0, 255]);
  await keepScreenshot(page, 'lanes-spectrogram');
  await page.keyboard.press('Shift+G');
  await page.keyboard.press('Shift+G');

  // The reviewer's own offset: seen on one frame, heard six frames later.
  const mine = page.getByRole('region', { name: 'Your offset' });
  await page.keyboard.press('Shift+V');
  await strike(page, 'ArrowRight', 6);
  await page.keyboard.press('Shift+H');
  await expect(mine.getByRole('status')).toHaveText(/^240 ms late ± 20 ms, 6\.0 frames, beyond/);
  await keepScreenshot(page, 'lanes-own-offset');
  await page.keyboard.press('Shift+O');
  const findings = page.getByRole('region', { name: 'Findings', exact: true });
  await expect(findings.getByRole('listitem')).toHaveCount(1);

  // From speech to speech, and the event under the playhead becomes a finding.
  await page.keyboard.press('Control+PageDown');
  await page.keyboard.press('Shift+E');
  await expect(findings.getByRole('listitem')).toHaveCount(2);
  await keepScreenshot(page, 'lanes-finding');

  const file = join(folder, 'findings.vtt');
  await desk.app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
  }, file);
  await page.keyboard.press('Control+e');
  await expect(findings.getByText('Written.')).toBeVisible();
  const exported = await readFile(file, 'utf8');
  expect(exported.match(/^frames \d+-\d+$/gmu)).toHaveLength(2);
  expect(exported).toContain('Measured by hand: sound 240 ms late (6.0 frames).');

  const list = join(folder, 'findings.edl');
  await desk.app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
  }, list);
  await page.keyboard.press('Control+Alt+e');
  await expect.poll(() => readFile(list, 'utf8').catch(() => '')).toMatch(/^002 {2}AX .*$/mu);

  // "Words put into a mouth", remove, severity 3, sure, the first reason: the verdict carries both findings and what was seen.
  for (const key of ['3', '3', '3', '1', '1']) await page.keyboard.press(key);
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('region', { name: 'Your verdict' })).toBeVisible();
  await expect.poll(async () => (await backend.verdicts()).length).toBe(1);
  const [taken] = await backend.verdicts();
  expect(taken?.body.findings.map((finding) => finding.kind).toSorted()).toEqual([
    'speech-not-asked-for',
    'speech-out-of-sync',
  ]);
  expect(taken?.body.conduct.coverage?.seenFiltered.length).toBeGreaterThan(0);
  // And what the desk had measured by then, with what it could not tell.
  expect(taken?.body.conduct.measured?.map((one) => [one.analyser, one.status])).toContainEqual([
    'sync',
    'clear',
  ]);
  expect(taken?.body.conduct.measured).toContainEqual(
    expect.objectContaining({ analyser: 'provenance', reason: 'no-manifest' }),
  );
  await desk.close();
  await removeFolder(folder);
});
