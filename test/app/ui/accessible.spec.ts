import type { Page } from '@playwright/test';
import { expect, openByKeys, openPicture, seriousFindings, test } from './desk-test.ts';

const screens: Readonly<Record<string, (page: Page) => Promise<void>>> = {
  queue: async () => {},
  'covered case': (page) => openByKeys(page, 'Weather'),
  'open case with a finding': async (page) => {
    await openByKeys(page, 'Weather');
    await openPicture(page);
    for (const key of ['b', 'i', 'o', '2', '2']) await page.keyboard.press(key);
    await expect(page.getByText('Speech out of sync').first()).toBeVisible();
  },
  'case that cannot be shown': (page) => openByKeys(page, 'Mountain'),
  journal: async (page) => {
    await page.keyboard.press('Alt+2');
    await expect(page.getByRole('table')).toBeVisible();
  },
  'packing for travel': async (page) => {
    await page.keyboard.press('Alt+5');
    await expect(page.getByRole('heading', { name: 'Estimate' })).toBeVisible();
  },
  'a pack half done': async (page) => {
    await page.keyboard.press('Alt+5');
    // Before the plan is there, nothing can be packed.
    await expect(page.getByRole('button', { name: 'Pack', exact: true })).toBeEnabled();
    await page.keyboard.press('Control+Enter');
    // The pack has begun: what comes of it must not be overtaken by its beginning.
    await expect(page.getByText('Do not unplug yet.')).toBeVisible();
    await page.evaluate(() => fakePage.desk.travel.halfway());
    await page.evaluate(() => fakePage.desk.emit('travelChanged', {}));
    await expect(page.getByText('9 of 12 cases here, 7 measured')).toBeVisible();
  },
  statistics: async (page) => {
    await page.keyboard.press('Alt+3');
    await expect(page.getByText('By decision')).toBeVisible();
  },
  settings: async (page) => {
    await page.keyboard.press('Alt+4');
    await expect(page.getByText('Wellbeing', { exact: true })).toBeVisible();
  },
  'list of keys': async (page) => {
    await page.keyboard.press('?');
    await expect(page.getByText('Any key closes this and does its work.')).toBeVisible();
  },
};

for (const theme of ['dark', 'light']) {
  for (const [name, go] of Object.entries(screens)) {
    test(`axe finds nothing serious: ${name}, ${theme}`, async ({ start }) => {
      const verdicts = name === 'journal' || name === 'statistics' ? 20 : 0;
      const page = await start(`?verdicts=${verdicts}&theme=${theme}`);
      await go(page);
      expect(await seriousFindings(page)).toEqual([]);
    });
  }
}

test('the list of keys closes on any key, and that key does its work', async ({ start }) => {
  const page = await start();
  await page.keyboard.press('?');
  await expect(page.getByText('Any key closes this')).toBeVisible();
  await page.keyboard.press('Alt+2');
  await expect(page.getByText('Any key closes this')).toHaveCount(0);
  await expect(page.getByRole('heading', { name: 'Journal' })).toBeVisible();
});
