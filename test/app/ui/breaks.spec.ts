import type { Page } from '@playwright/test';
import { expect, openByKeys, openPicture, seriousFindings, test } from './desk-test.ts';

const shown = (page: Page) =>
  page.evaluate(() =>
    fakePage.desk.care.shown.reduce(
      (sum, one) => ({
        unfilteredMs: sum.unfilteredMs + one.unfilteredMs,
        filteredMs: sum.filteredMs + one.filteredMs,
      }),
      { unfilteredMs: 0, filteredMs: 0 },
    ),
  );

test('what is shown is counted: filtered behind the filter, unfiltered while it is lifted, nothing under the cover', async ({
  start,
}) => {
  const page = await start();
  await openByKeys(page, 'Weather');
  // Text first: nothing of the clip is on screen yet.
  await page.keyboard.press('Escape');
  await expect(page.getByRole('grid')).toBeVisible();
  expect(await shown(page)).toEqual({ unfilteredMs: 0, filteredMs: 0 });

  await page.keyboard.press('Enter');
  await openPicture(page);
  await page.keyboard.press('F2');
  await page.keyboard.press('F2');
  await page.keyboard.press('Escape');
  await expect.poll(async () => (await shown(page)).filteredMs).toBeGreaterThan(0);
  expect((await shown(page)).unfilteredMs).toBe(0);

  await page.keyboard.press('Enter');
  await openPicture(page);
  await page.keyboard.down('x');
  await expect(page.locator('.picture-host')).toHaveCSS('filter', 'none');
  await page.keyboard.up('x');
  await page.keyboard.press('Escape');
  await expect.poll(async () => (await shown(page)).unfilteredMs).toBeGreaterThan(0);
});

test('a break that the desk asks for covers it, and ends early only with a reason', async ({
  start,
}) => {
  const page = await start();
  await page.evaluate(() => {
    fakePage.desk.care.care = {
      ...fakePage.desk.care.care,
      severeInARow: 3,
      hasOnlySevere: true,
    };
    fakePage.desk.emit('careChanged', {});
  });
  await openByKeys(page, 'Weather');
  await openPicture(page);
  await page.keyboard.press('w');
  await page.keyboard.type('so far');
  await page.getByRole('button', { name: 'Begin the break' }).click();
  const rest = page.getByRole('dialog', { name: 'Your break' });
  await expect(rest).toBeVisible();
  await expect(rest.getByRole('timer')).toContainText('left');
  await expect
    .poll(() => page.evaluate(() => fakePage.desk.drafts.get('case-1')?.note))
    .toBe('so far');
  expect(await seriousFindings(page)).toEqual([]);
  // Neither the cover key nor the stop key nor any other leads past it.
  for (const key of ['F2', 'F9', 'Escape', 'n', 'Alt+1']) await page.keyboard.press(key);
  await expect(rest).toBeVisible();
  const end = page.getByRole('button', { name: 'End the break' });
  await expect(end).toBeDisabled();
  await rest.getByRole('textbox').fill('somebody at the door');
  await end.click();
  await expect(rest).toHaveCount(0);
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Weather');
  expect(await page.evaluate(() => fakePage.desk.care.breakReasons)).toEqual([
    'somebody at the door',
  ]);
  // The row has begun anew: it is not asked for again.
  await expect(page.getByRole('button', { name: 'Begin the break' })).toHaveCount(0);
});

test('a break that was on before a restart is on after it, and over it says so', async ({
  start,
}) => {
  const page = await start();
  await page.evaluate(() => {
    fakePage.desk.care.care = {
      ...fakePage.desk.care.care,
      breakUntilMs: Date.now() + 3000,
    };
    fakePage.desk.emit('careChanged', {});
  });
  await expect(page.getByRole('dialog', { name: 'Your break' })).toBeVisible();
  await expect(page.getByRole('dialog', { name: 'Your break is over' })).toBeVisible();
  await page.getByRole('button', { name: 'Back to the desk' }).click();
  await expect(page.getByRole('grid')).toBeVisible();
});

for (const theme of ['dark', 'light']) {
  test(`the reviewer’s own day shows what was done and seen, ${theme}`, async ({ start }) => {
    const page = await start(`?verdicts=20&theme=${theme}`);
    await page.evaluate(() => {
      const line = { items: 2, unfilteredMs: 65_000, filteredMs: 9000 };
      fakePage.desk.care.day = {
        lines: [
          { ...line, harm: 'violence', severity: 3 },
          { ...line, harm: 'violence', severity: null },
        ],
        breaks: [
          { fromMs: 1_000_000, endedAtMs: 1_300_000, isCutShort: true, reason: 'the telephone' },
        ],
        stops: [{ atMs: 2_000_000, reason: 'enough for today' }],
        areCapsKept: false,
      };
    });
    await page.keyboard.press('Alt+6');
    const day = page.getByRole('main', { name: 'Your day' });
    await expect(day.getByRole('row', { name: /Violence 3 high 2 1 min 05 s 9 s/ })).toBeVisible();
    await expect(day.getByRole('row', { name: /Violence not judged/ })).toBeVisible();
    await expect(day).toContainText('the telephone');
    await expect(day).toContainText('enough for today');
    await expect(day).toContainText('A limit was passed');
    expect(await seriousFindings(page)).toEqual([]);
  });
}
