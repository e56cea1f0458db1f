import { expect, test } from './desk-test.ts';

test('a queue of 100,000 cases scrolls, filters and opens its last row', async ({ start }) => {
  const page = await start('?cases=100000');
  await expect(page.getByRole('status').filter({ hasText: '100,000 cases' })).toBeVisible();
  await expect(page.getByRole('grid')).toHaveAttribute('aria-rowcount', '100001');
  await page.keyboard.press('End');
  const last = page.locator('[aria-rowindex="100001"]');
  await expect(last).toHaveAttribute('aria-selected', 'true');
  await expect(last).toBeInViewport();
  await expect.poll(() => page.getByRole('row').count()).toBeLessThan(80);
  const title = await last.getByRole('gridcell').first().textContent();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(title ?? '');
  await expect(page.getByText('100000 of 100000')).toBeVisible();

  await page.keyboard.press('Escape');
  await expect(last).toBeInViewport();
  await page.keyboard.press('/');
  await page.keyboard.type('Robot says good morning no. 99998');
  await expect(page.getByRole('status').filter({ hasText: '1 case' })).toBeVisible();
  await expect(page.getByRole('row').nth(1)).toContainText('no. 99998');
});

test('rows stay on screen while a changed question is on its way', async ({ start }) => {
  const page = await start('?cases=5000');
  const counts: number[] = [];
  await page.exposeFunction('tellRows', (n: number) => counts.push(n));
  await page.evaluate(() => {
    const tell = Reflect.get(globalThis, 'tellRows') as (n: number) => void;
    const watch = () => {
      tell(document.querySelectorAll('.queue-row').length);
      requestAnimationFrame(watch);
    };
    watch();
  });
  await page.getByRole('button', { name: 'Title' }).click();
  await expect(page.getByRole('columnheader', { name: /Title/ })).toHaveAttribute(
    'aria-sort',
    'ascending',
  );
  await expect(page.getByRole('row').nth(1)).toContainText('Ball game');
  await page.getByRole('button', { name: 'Title' }).click();
  await expect(page.getByRole('row').nth(1)).toContainText('Witness statement');
  expect(Math.min(...counts)).toBeGreaterThan(10);
});

test('the desk reports ready with the number of cases on screen', async ({ start }) => {
  const page = await start();
  await expect.poll(() => page.evaluate(() => fakePage.desk.readyWith)).toBe(16);
});

test('in a narrow window the connection is never written over by what follows', async ({
  start,
}) => {
  const page = await start('?verdicts=12');
  const [online, next] = await page.locator('.status-bar').evaluate((bar) => {
    const [first, second] = bar.children;
    const words = document.createRange();
    if (first) words.selectNodeContents(first);
    return [words.getBoundingClientRect().right, second?.getBoundingClientRect().left ?? 0];
  });
  expect(online).toBeLessThanOrEqual(next ?? 0);
});

test('a quota that is used up is said, with when it goes on', async ({ start }) => {
  const page = await start();
  await page.evaluate(() => {
    const { desk } = fakePage;
    desk.quotaUsedUpUntilMs = new Date().setHours(24, 0, 0, 0);
    desk.emit('deskChanged', {});
  });
  const said = page.getByRole('status').filter({ hasText: 'Your quota for today is used up' });
  await expect(said).toContainText(/new cases again from \w+ \d+, 00:00\./);
  await page.evaluate(() => {
    const { desk } = fakePage;
    desk.quotaUsedUpUntilMs = null;
    desk.emit('deskChanged', {});
  });
  await expect(said).toHaveCount(0);
});

test('Enter in the filter goes on to the rows; a filter that leaves none says so, and Escape clears it', async ({
  start,
}) => {
  const page = await start();
  await page.keyboard.press('/');
  await page.keyboard.type('Weather');
  await expect(page.getByRole('row').nth(1)).toContainText('Weather');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('grid')).toBeFocused();
  await page.keyboard.press('/');
  await page.keyboard.type(' nobody wrote this');
  await expect(page.getByText('No case matches this filter. Esc clears it.')).toBeVisible();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('row').nth(1)).toBeVisible();
  await expect(page.getByText('16 cases', { exact: true })).toBeVisible();
});
