import { expect, openByKeys, openPicture, test } from './desk-test.ts';

test('a clip that must not wait on the disk: the queue and the case say so, and the picture opens when it has come', async ({
  start,
}) => {
  const page = await start();
  const stand = (change: object) =>
    page.evaluate((now) => {
      const { desk } = fakePage;
      const row = desk.rows[1];
      if (row === undefined) throw new Error('no such case');
      desk.rows[1] = { ...row, offlineEligible: false, offlineReady: false, ...now };
      desk.emit('caseChanged', { caseId: row.caseId, revision: row.revision });
    }, change);
  await stand({ state: 'fetching', fetched: 0 });
  const line = page.getByRole('row').filter({ hasText: 'Weather' });
  await expect(line).toContainText('Fetched when opened');
  await openByKeys(page, 'Weather');
  await expect(page.getByRole('heading', { name: 'The clip is being fetched: 0 %' })).toBeVisible();
  await expect.poll(() => page.evaluate(() => fakePage.desk.attended.at(-1))).toBe('case-1');
  await page.keyboard.press('Enter');
  await stand({ state: 'fetching', fetched: 0.5 });
  await expect(page.getByRole('heading', { name: 'being fetched: 50 %' })).toBeVisible();
  await stand({ state: 'ready', fetched: 1 });
  await openPicture(page);
  await stand({ state: 'saved', fetched: 0 });
  await expect(page.getByRole('heading', { name: 'not on this desk any more' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect.poll(() => page.evaluate(() => fakePage.desk.attended.at(-1))).toBeNull();
});
