import { AxeBuilder } from '@axe-core/playwright';
import { test as base, type Page } from '@playwright/test';
import { serveDeskPage, type DeskPage } from '../../helpers/desk-page.ts';
import { keepFailurePicture } from '../../helpers/failure-picture.ts';
import { numberedClip, numberedClips } from '../../helpers/numbered-clips.ts';
import type { FakePage } from './page/page.tsx';

declare global {
  /** The fake desk behind the page under test. */
  var fakePage: FakePage;
}

type Desk = {
  /** Opens the page; the question sets it up, e.g. `?cases=100000&theme=light`. */
  readonly start: (question?: string) => Promise<Page>;
};

/** The page over a small desk in memory, served once per worker; a broken policy or a thrown error fails the test. */
export const test = base.extend<Desk, { served: DeskPage }>({
  served: [
    // Playwright wants the fixture's own dependencies as a pattern.
    // oxlint-disable-next-line no-empty-pattern
    async ({}, use) => {
      const served = await serveDeskPage([
        await numberedClip(numberedClips['720p2997']),
        await numberedClip(numberedClips.rotated),
      ]);
      await use(served);
      await served.close();
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  screenshot: ['off', { scope: 'worker' }],
  start: async ({ page, served }, use, testInfo) => {
    const troubles: string[] = [];
    page.on('pageerror', (error) => troubles.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error' && !message.text().includes('404'))
        troubles.push(message.text());
    });
    await page.setViewportSize({ width: 1280, height: 800 });
    await use(async (question = '') => {
      await page.goto(`${served.url}${question}`);
      await page.getByRole('grid').waitFor();
      await page.getByRole('row').nth(1).waitFor();
      return page;
    });
    if (troubles.length > 0 || testInfo.status !== testInfo.expectedStatus)
      await keepFailurePicture(page, testInfo);
    base.expect(troubles).toEqual([]);
  },
});
export const expect = base.expect;

/** Opens the first case whose title holds `text`, by keys alone. */
export async function openByKeys(page: Page, text: string): Promise<void> {
  await page.keyboard.press('/');
  await page.keyboard.type(text);
  await expect(page.getByRole('row').nth(1)).toContainText(text);
  await page.keyboard.press('Escape');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toContainText(text);
  await untilSeen(page);
}

/** A case hears no key that was pressed before it was drawn. */
export async function untilSeen(page: Page): Promise<void> {
  await page.locator('.case-screen[data-seen]').waitFor();
}

/** Opens the picture of the open case and waits for its first exact frame. */
export async function openPicture(page: Page): Promise<void> {
  await untilSeen(page);
  await page.keyboard.press('Enter');
  await expect(page.locator('.time-badge', { hasText: /^exact/ })).toBeVisible();
}

/** The serious and critical findings of axe on what is on screen. */
export async function seriousFindings(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).options({ preload: false }).analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(' ')}`));
}
