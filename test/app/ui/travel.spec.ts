import { expect, test } from './desk-test.ts';

test('a journey is packed by keys alone, and words say when it is safe to unplug', async ({
  start,
}) => {
  const page = await start();
  await page.keyboard.press('Alt+5');
  await expect(page.getByText('at your own median of 2 min 51 s a case')).toBeVisible();
  await page.keyboard.press('t');
  await page.keyboard.press('a');
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type('12');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Escape');
  await expect(page.getByText('12 cases', { exact: true })).toBeVisible();
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText('Do not unplug yet.')).toBeVisible();

  const become = (change: 'half' | 'all') =>
    page.evaluate((to) => {
      const { travel } = fakePage.desk;
      travel.halfway();
      if (to === 'all')
        travel.become({
          phase: 'packed',
          cases: { total: 12, here: 12, ready: 12, decided: 0, lost: 0 },
          leftMs: null,
        });
      fakePage.desk.emit('travelChanged', {});
    }, change);
  await become('half');
  await expect(page.getByText('9 of 12 cases here, 7 measured')).toBeVisible();
  await expect(page.getByText('about 1 min 35 s left', { exact: false })).toBeVisible();
  await expect(page.getByText('2 cases that must stay in the building')).toBeVisible();
  await page.keyboard.press('s');
  await expect.poll(() => page.evaluate(() => fakePage.desk.travel.ended)).toEqual(['ready']);
  await become('all');
  await expect(page.getByText('You can unplug now.')).toBeVisible();
  await expect(page.getByText('this desk destroys the clips and texts')).toBeVisible();
  await page.keyboard.press('Shift+u');
  await expect(page.getByRole('heading', { name: 'Estimate' })).toBeVisible();
});

test('a desk whose key lies in a file says how to mend that, and cannot pack', async ({
  start,
}) => {
  const page = await start();
  await page.evaluate(() => {
    fakePage.desk.travel.plan = {
      blocker: {
        kind: 'not-configured',
        message: 'Nothing may be taken along while the key of this desk lies in a file.',
        retry: 'after-user',
      },
    };
  });
  await page.keyboard.press('Alt+5');
  await expect(page.getByText('Nothing may be taken along', { exact: false })).toBeVisible();
  await expect(page.getByRole('button', { name: /^Pack/ })).toBeDisabled();
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText('Do not unplug yet.')).toHaveCount(0);
});
