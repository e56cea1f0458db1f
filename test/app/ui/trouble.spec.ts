import { expect, openByKeys, openPicture, test } from './desk-test.ts';

test('the page recovers by itself when the data service dies in the middle of a review', async ({
  start,
}) => {
  const page = await start();
  await openByKeys(page, 'Weather');
  await openPicture(page);
  await page.keyboard.press('2');
  await page.evaluate(() => fakePage.loseDataService());
  await expect(
    page.getByText('Reconnecting to the data service… Saved verdicts are safe.'),
  ).toBeVisible();
  for (const key of ['2', '2', '1', '1']) await page.keyboard.press(key);
  await page.keyboard.press('Control+Enter');
  await page.evaluate(() => fakePage.startDataService());
  await expect(page.getByText('Effective.')).toBeVisible();
  await expect(page.getByText('Reconnecting')).toHaveCount(0);
  expect(await page.evaluate(() => fakePage.desk.journal.length)).toBe(1);
});

test('a verdict whose answer was lost with the data service is not made twice', async ({
  start,
}) => {
  const page = await start();
  await openByKeys(page, 'Weather');
  for (const key of ['1', '1']) await page.keyboard.press(key);
  await page.evaluate(() => {
    fakePage.desk.isOnline = false;
    fakePage.loseReplyTo('recordVerdict');
  });
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText('Saved, waiting to send.')).toBeVisible();
  expect(await page.evaluate(() => fakePage.desk.journal.length)).toBe(1);
});

test('a save that fails says what happened, keeps the draft and can be tried again', async ({
  start,
}) => {
  const page = await start();
  await openByKeys(page, 'Weather');
  for (const key of ['1', '1']) await page.keyboard.press(key);
  await page.evaluate(() =>
    fakePage.desk.nextFault.set('recordVerdict', {
      kind: 'disk-full',
      message: 'No space is left on this disk.',
      retry: 'after-user',
    }),
  );
  await page.keyboard.press('Control+Enter');
  const alert = page.getByRole('alert');
  await expect(alert).toContainText('The disk is full.');
  await expect(alert).toContainText('Verdicts already saved are safe on this desk.');
  await expect(alert).toContainText('Make room on this machine; then try again.');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText('Effective.')).toBeVisible();
});

test('a clip that cannot be shown says what it is and why, and can still be decided', async ({
  start,
}) => {
  const page = await start();
  await openByKeys(page, 'Mountain flight');
  await expect(page.getByText('This clip needs a review copy first.')).toBeVisible();
  await expect(
    page.getByText('HEVC (hvc1), 1920 × 1080: this backend has no ffmpeg to make a review copy.'),
  ).toBeVisible();
  for (const key of ['2', '3', '1', '3', '1']) await page.keyboard.press(key);
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText('Effective.')).toBeVisible();
});

test('a refused verdict shows its reason in the journal and goes out when sent again', async ({
  start,
}) => {
  const page = await start('?verdicts=12');
  await page.keyboard.press('Alt+2');
  const row = page.getByRole('row').filter({ hasText: 'Refused' });
  await expect(row).toContainText('The backend does not know the reason');
  await row.click();
  await page.getByRole('button', { name: 'Send again' }).click();
  await expect(page.getByText('Refused by the backend; kept here.')).toHaveCount(0);
});

test('a prompt of 10,000 characters with right-to-left text and emoji scrolls in its own place', async ({
  start,
}) => {
  const page = await start();
  await openByKeys(page, 'Kick-about');
  const prompt = page.getByRole('region', { name: 'Prompt' }).locator('.prompt');
  await expect.poll(async () => (await prompt.textContent())?.length).toBe(10_000);
  await expect(prompt).toHaveCSS('direction', 'rtl');
  expect(
    await prompt.evaluate(
      (box) => box.scrollHeight > box.clientHeight && box.scrollWidth <= box.clientWidth,
    ),
  ).toBe(true);
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
});

test('an unsupported runtime and an offline backend are told in words', async ({ start }) => {
  const page = await start('?fallback&offline');
  await expect(page.getByText('Unsupported runtime: test and demo only.')).toBeVisible();
  await expect(page.getByText('The backend does not answer.')).toBeVisible();
});
