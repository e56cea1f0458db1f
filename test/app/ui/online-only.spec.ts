import { expect, openByKeys, openPicture, test, untilSeen } from './desk-test.ts';

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

test('without network Next leads past a case whose clip would have to be fetched, and says so', async ({
  start,
}) => {
  const page = await start();
  const title = await page.evaluate(() => {
    const { desk } = fakePage;
    const at = desk.rows.findIndex((row) => row.title.startsWith('Grandmother'));
    const row = desk.rows[at];
    if (row === undefined) throw new Error('no such case');
    desk.rows[at] = { ...row, offlineEligible: false, state: 'fetching', fetched: 0 };
    desk.isOnline = false;
    desk.emit('queueChanged', {});
    desk.emit('deskChanged', {});
    return row.title;
  });
  await page.keyboard.press('j');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Weather report, river valley');
  await untilSeen(page);
  await page.keyboard.press('.');
  await page.keyboard.press('n');
  await expect(page.getByText('1 case skipped: offline')).toBeVisible();
  await expect(page.getByRole('heading', { level: 1 })).not.toHaveText(title);
  await page.keyboard.press('Escape');
  await page.keyboard.press('/');
  await page.keyboard.type('Grandmother');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  await expect(
    page.getByRole('heading', { name: 'The clip can’t be fetched: the backend can’t be reached' }),
  ).toBeVisible();
  await expect(page.getByText('being fetched: 0 %')).toHaveCount(0);
});
