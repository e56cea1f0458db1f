import { expect, openByKeys, test } from './desk-test.ts';

test('what was saved is said while the next case is open, and one key takes it up again', async ({
  start,
}) => {
  const page = await start();
  await openByKeys(page, 'Weather');
  for (const key of ['1', '1']) await page.keyboard.press(key);
  await page.keyboard.press('Control+Enter');
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
  await openByKeys(page, 'Weather');
  for (const key of ['1', '1']) await page.keyboard.press(key);
  await page.keyboard.press('Control+Enter');
  const said = page.getByText(/^Saved: /u);
  await expect(said).toBeVisible();
  await expect(page.getByRole('button', { name: /opens it again/u })).toHaveCount(0);
  await page.keyboard.press('n');
  await expect(page.getByRole('button', { name: /opens it again/u })).toBeVisible();
  await expect(said).toBeHidden();
  await page.keyboard.press('c');
  await expect(page.locator('.verdict-said')).toHaveText('“Change my mind” does nothing here now.');
});
