import { expect, test } from '@playwright/test';
import { demoBatch } from '../../backend/seed/demo-batch.ts';
import { launchDesk } from './helpers/launch-desk.ts';
import { liveBackend } from './helpers/live-backend.ts';
import { newDeskFolder } from './helpers/measured-clips.ts';
import { approve, keepScreenshot, waitForQueue } from './helpers/review.ts';
import { removeFolder } from './helpers/remove-folder.ts';

test('three verdicts given without network survive a kill, and each arrives exactly once', async () => {
  test.setTimeout(180_000);
  const backend = await liveBackend();
  const userDataDir = await newDeskFolder();
  const first = await launchDesk({
    backendUrl: backend.url,
    invitation: await backend.invite(),
    userDataDir,
  });
  await waitForQueue(first.page, demoBatch.length);
  // Every clip that can be fetched is here before the cable is cut.
  await expect(first.page.getByText(/Fetching/)).toHaveCount(0, { timeout: 30_000 });

  backend.network.cut();
  await first.page.keyboard.press('Home');
  await first.page.keyboard.press('Enter');
  for (let made = 0; made < 3; made++) {
    await approve(first.page);
    if (made < 2) {
      await first.page.keyboard.press('n');
      await expect(first.page.getByRole('region', { name: 'Your verdict' })).toHaveCount(0);
    }
  }
  await expect(first.page.getByText('3 verdicts waiting to send')).toBeVisible();
  await keepScreenshot(first.page, 'offline');
  expect(await backend.verdicts()).toEqual([]);
  await first.kill();

  const second = await launchDesk({ backendUrl: backend.url, userDataDir });
  await expect(second.page.getByText('3 verdicts waiting to send')).toBeVisible();
  backend.network.mend();
  await expect
    .poll(async () => (await backend.verdicts()).map((verdict) => verdict.outcome), {
      timeout: 60_000,
    })
    .toEqual(['effective', 'effective', 'effective']);
  expect(new Set((await backend.verdicts()).map((verdict) => verdict.caseId)).size).toBe(3);
  await expect(second.page.getByText('Nothing waiting to send')).toBeVisible({ timeout: 30_000 });
  await second.page.keyboard.press('Alt+2');
  await expect(second.page.getByText('Effective.')).toHaveCount(3);
  await keepScreenshot(second.page, 'journal');
  await second.close();
  await backend.close();
  await removeFolder(userDataDir);
});
