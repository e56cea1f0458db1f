import type { Page } from '@playwright/test';
import { expect, openByKeys, openPicture, seriousFindings, test } from './desk-test.ts';

const calm = (page: Page) => page.getByRole('dialog', { name: 'You have stopped' });
const stopped = (page: Page) => page.evaluate(() => fakePage.desk.care.stopped);

test('one key stops: the case is off the screen and given back, its draft saved first, and a calm page shows', async ({
  start,
}) => {
  const page = await start();
  await openByKeys(page, 'Weather');
  await openPicture(page);
  await page.keyboard.press('m');
  await page.keyboard.press('Space');
  for (const key of ['3', '3']) await page.keyboard.press(key);
  await page.keyboard.press('F9');
  await expect(calm(page)).toBeVisible();
  expect(
    await page.evaluate(() => [...document.querySelectorAll('video')].every((one) => one.paused)),
  ).toBe(true);
  await expect.poll(() => stopped(page)).toEqual(['case-1']);
  expect(await page.evaluate(() => fakePage.desk.drafts.get('case-1')?.branchId)).toBe('speech');
  await expect(page.getByRole('heading', { level: 1, name: /Weather/ })).toHaveCount(0);
  // No key goes to the desk underneath, and none but a person's own act ends the page.
  for (const key of ['F2', 'Escape', 'n', 'Alt+2', 'F9']) await page.keyboard.press(key);
  await expect(calm(page)).toBeVisible();
  expect(await seriousFindings(page)).toEqual([]);
  await page.getByRole('button', { name: 'Back to the desk' }).click();
  await expect(calm(page)).toHaveCount(0);
  await expect(page.getByRole('grid')).toBeVisible();
  expect(await stopped(page)).toEqual(['case-1']);
  expect(await page.evaluate(() => fakePage.desk.care.stopNotes)).toEqual([]);
});

test('a reason may be written and is kept; from a note, from under the cover, and with the word on screen', async ({
  start,
}) => {
  const page = await start();
  await openByKeys(page, 'Weather');
  await openPicture(page);
  await page.keyboard.press('w');
  await page.keyboard.type('a note in my own words');
  await page.keyboard.press('F2');
  await page.keyboard.press('F9');
  await expect(calm(page)).toBeVisible();
  await expect.poll(() => stopped(page)).toEqual(['case-1']);
  expect(await page.evaluate(() => fakePage.desk.drafts.get('case-1')?.note)).toBe(
    'a note in my own words',
  );
  await calm(page).getByRole('textbox').fill('too much for today');
  await page.getByRole('button', { name: 'Back to the desk' }).click();
  await expect
    .poll(() => page.evaluate(() => fakePage.desk.care.stopNotes))
    .toEqual(['too much for today']);
});

test('stopping outside a case gives nothing back and is calm all the same', async ({ start }) => {
  const page = await start();
  await page.keyboard.press('Alt+3');
  await page.keyboard.press('F9');
  await expect(calm(page)).toBeVisible();
  await page.getByRole('button', { name: 'Back to the desk' }).click();
  expect(await stopped(page)).toEqual([]);
});
