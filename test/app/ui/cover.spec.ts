import type { Page } from '@playwright/test';
import { expect, openByKeys, openPicture, seriousFindings, test } from './desk-test.ts';

/**
 * Everything that is still drawn under the cover. The watermark can't be hidden by any rule of the page: it lies behind the
 * cover, says who looks and nothing of the case, and no screen reader reads it.
 */
async function remains(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.body.querySelectorAll('*')]
      .filter((one) => one.closest('.page-cover, .watermark') === null)
      .filter((one) => one.checkVisibility({ visibilityProperty: true }))
      .map((one) => `${one.tagName}.${one.className}`),
  );
}

const cover = (page: Page) => page.getByRole('dialog', { name: 'Covered' });

async function expectCovered(page: Page): Promise<void> {
  await expect(cover(page)).toBeFocused();
  expect(await remains(page)).toEqual([]);
  const read = await page.locator('body').ariaSnapshot();
  expect(read).toContain('Covered');
  expect(read).not.toMatch(/Weather|river|presenter|Queue|Wellbeing/);
}

async function coverAndBack(page: Page): Promise<void> {
  await page.keyboard.press('F2');
  await expectCovered(page);
  await page.keyboard.press('F2');
  await expect(cover(page)).toHaveCount(0);
}

test('one key covers a playing case at once, and the same key gives it back paused', async ({
  start,
}) => {
  const page = await start();
  await openByKeys(page, 'Weather');
  await openPicture(page);
  await page.keyboard.press('m');
  await page.keyboard.press('Space');
  const isPlaying = () =>
    page.evaluate(() => [...document.querySelectorAll('video')].some((video) => !video.paused));
  await expect.poll(isPlaying).toBe(true);
  await page.keyboard.press('F2');
  expect(await isPlaying()).toBe(false);
  await expectCovered(page);
  expect(
    await page.evaluate(() =>
      [...document.querySelectorAll('video')].every((video) => video.muted),
    ),
  ).toBe(true);
  const clock = page.locator('.time-clock');
  const at = await clock.textContent();
  // No key of the case reaches it.
  for (const key of ['Space', '.', 'ArrowRight', 'End', 'Escape', 'n', 'Alt+2', '1'])
    await page.keyboard.press(key);
  await expectCovered(page);
  await page.keyboard.press('F2');
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Weather');
  expect(await clock.textContent()).toBe(at);
  expect(await isPlaying()).toBe(false);
});

test('the cover comes from every screen and every focus: fields, lists, dialogs, the list of keys', async ({
  start,
}) => {
  const page = await start();
  await coverAndBack(page);
  await page.keyboard.press('/');
  await page.keyboard.type('Weather');
  await coverAndBack(page);
  await expect(page.getByRole('searchbox').or(page.getByRole('textbox')).first()).toBeFocused();
  for (const key of ['Alt+2', 'Alt+3', 'Alt+4', 'Alt+5']) {
    await page.keyboard.press(key);
    await coverAndBack(page);
  }
  await page.keyboard.press('Alt+4');
  await page
    .getByRole('button', { name: /Picture filter|filter/i })
    .first()
    .click();
  await expect(page.getByRole('listbox')).toBeVisible();
  await page.keyboard.press('F2');
  await expectCovered(page);
  await page.keyboard.press('F2');
  await page.keyboard.press('Alt+1');
  await page.keyboard.press('?');
  await coverAndBack(page);
});

test('a finding being named and its note are covered, and the note goes on where it was', async ({
  start,
}) => {
  const page = await start();
  await openByKeys(page, 'Weather');
  await openPicture(page);
  for (const key of ['i', 'o']) await page.keyboard.press(key);
  await coverAndBack(page);
  await page.keyboard.press('3');
  await page.keyboard.press('e');
  await page.keyboard.type('half a ');
  await coverAndBack(page);
  await page.keyboard.type('note');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('region', { name: 'Findings' })).toContainText('half a note');
});

test('the cover lies over the full screen, too', async ({ start }) => {
  const page = await start();
  await openByKeys(page, 'Weather');
  await openPicture(page);
  await page.keyboard.press('Shift+F');
  await expect.poll(() => page.evaluate(() => document.fullscreenElement !== null)).toBe(true);
  await coverAndBack(page);
});

test('a filter that was lifted by a held key is down again when the cover goes', async ({
  start,
}) => {
  const page = await start();
  await openByKeys(page, 'Weather');
  await openPicture(page);
  await page.keyboard.down('x');
  await expect(page.locator('.picture-host')).toHaveCSS('filter', 'none');
  await page.keyboard.press('F2');
  await page.keyboard.press('F2');
  await expect(page.locator('.picture-host')).toHaveCSS('filter', 'blur(8px) grayscale(1)');
  await page.keyboard.up('x');
});

for (const theme of ['dark', 'light']) {
  test(`axe finds nothing serious on the cover, ${theme}`, async ({ start }) => {
    const page = await start(`?theme=${theme}`);
    await page.keyboard.press('F2');
    await expect(cover(page)).toBeVisible();
    expect(await seriousFindings(page)).toEqual([]);
  });
}
