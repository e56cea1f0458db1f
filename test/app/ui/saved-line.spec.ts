import { expect, test, untilSeen } from './desk-test.ts';
import type { Page } from '@playwright/test';

/** The second case of the queue, saved as approved. */
async function approveOne(page: Page): Promise<void> {
  for (const key of ['j', 'Enter']) await page.keyboard.press(key);
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Weather');
  await untilSeen(page);
  for (const key of ['1', '1', 'Control+Enter']) await page.keyboard.press(key);
}

test('what was saved is said while the next case is open, and one key takes it up again', async ({
  start,
}) => {
  const page = await start();
  await approveOne(page);
  const said = page.getByText(/^Saved: Approve, .*, 0 none\.$/u);
  await expect(said).toBeVisible();
  await page.keyboard.press('n');
  const title = page.getByRole('heading', { level: 1 });
  await expect(title).toHaveText('Grandmother reads a letter');
  await expect(said).toBeVisible();
  await page.keyboard.press('c');
  await expect(title).toContainText('Weather');
  await expect(page.getByText('This verdict will replace your earlier one.')).toBeVisible();
  await expect(said).toBeHidden();
  // Nothing was decided in the case in between.
  const verdicts = await page.evaluate(() => fakePage.desk.journal.map((entry) => entry.verdict));
  expect(verdicts).toHaveLength(1);
});

test('it goes by itself, and its key is the case’s own again', async ({ start }) => {
  const page = await start();
  await approveOne(page);
  const said = page.getByText(/^Saved: /u);
  await expect(said).toBeVisible();
  await expect(page.getByRole('button', { name: /opens it again/u })).toHaveCount(0);
  await page.keyboard.press('n');
  await expect(page.getByRole('button', { name: /opens it again/u })).toBeVisible();
  await expect(said).toBeHidden();
  await page.keyboard.press('c');
  await expect(page.locator('.verdict-said')).toHaveText('“Change my mind” does nothing here now.');
});
