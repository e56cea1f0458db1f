import { expect, test } from '@playwright/test';
import { demoBatch } from '../../backend/seed/demo-batch.ts';
import { launchDesk } from './helpers/launch-desk.ts';
import { openByTitle, waitForQueue } from './helpers/review.ts';

test('no page and no program complains while cases are opened, measured, looked at from lane to lane, and broken ones met', async () => {
  test.setTimeout(300_000);
  const desk = await launchDesk({ isSeeded: true });
  const { page } = desk;
  await waitForQueue(page, demoBatch.length);
  const ids = ['interview-two-heads', 'broken-index', 'mountain-hevc', 'boat-frozen'];
  for (const clipId of ids) {
    await openByTitle(page, demoBatch.find((one) => one.clipId === clipId)?.title ?? clipId);
    // Through text and warning to the picture, where there is one.
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
    const name = page.getByRole('region', { name: 'Measured' });
    await expect(name.getByText('Sound to mouth')).toBeVisible();
    await expect(name.getByText(/still coming/)).toBeHidden({ timeout: 120_000 });
    for (const key of [
      'Shift+B',
      'Shift+G',
      'Alt+PageDown',
      'Control+PageDown',
      'Shift+V',
      'Shift+H',
    ])
      await page.keyboard.press(key);
    for (let stop = 0; stop < 12; stop++) await page.keyboard.press('Tab');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
  }
  expect(desk.complaints).toEqual([]);
  await desk.close();
});
