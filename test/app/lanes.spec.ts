import { expect, test, type Page } from '@playwright/test';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { demoBatch } from '../../backend/seed/demo-batch.ts';
import { launchDesk } from './helpers/launch-desk.ts';
import { demoInvitation, liveBackend } from './helpers/live-backend.ts';
import { keepScreenshot, openByTitle, showPicture, waitForQueue } from './helpers/review.ts';

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
  const desk = await launchDesk({ backendUrl: backend.url, invitation: demoInvitation });
  const { page } = desk;
  await desk.app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.setSize(1920, 1080),
  );
  await waitForQueue(page, demoBatch.length);
  const panel = page.getByRole('region', { name: 'Measured' });

  await openByTitle(page, titleOf('weather-in-sync'));
  await showPicture(page);
  await untilMeasured(page);
  await keepScreenshot(page, 'lanes-in-time');
  await expect(panel.getByText(/\d+ ms (late|early) ± 60 ms|in time/)).toBeVisible();
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

  // From speech to speech, and the event under the playhead becomes a finding.
  await page.keyboard.press('Control+PageDown');
  await page.keyboard.press('Shift+E');
  const findings = page.getByRole('region', { name: 'Findings', exact: true });
  await expect(findings.getByRole('listitem')).toHaveCount(1);
  await keepScreenshot(page, 'lanes-finding');

  const file = join(folder, 'findings.vtt');
  await desk.app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
  }, file);
  await page.keyboard.press('Control+e');
  await expect(findings.getByText('Written.')).toBeVisible();
  expect(await readFile(file, 'utf8')).toContain('WEBVTT');
  await desk.close();
  await rm(folder, { recursive: true, force: true });
});
