import { expect, seriousFindings, test } from './desk-test.ts';

test('a desk that belongs to no backend shows the form in the queue’s place, and is enrolled by keys alone', async ({
  page,
  served,
}) => {
  await page.goto(`${served.url}?unenrolled`);
  await expect(page.getByRole('heading', { name: 'This desk isn’t connected yet.' })).toBeVisible();
  await expect(page.getByRole('grid')).toHaveCount(0);
  await expect(page.getByText('No case')).toHaveCount(0);
  expect(await seriousFindings(page)).toEqual([]);
  const address = page.getByRole('textbox', { name: 'Backend address' });
  await expect(async () => {
    await page.keyboard.press('Tab');
    await expect(address).toBeFocused({ timeout: 100 });
  }).toPass();
  await page.keyboard.type('https://review.example.org');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('alert')).toHaveText('Enter the address and the invitation code.');
  await page.keyboard.press('Tab');
  await page.keyboard.type('AAAA-AAAA-AAAA-AAAA-AAAA-AAAA-AAAA');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('grid')).toBeVisible();
  await expect(page.getByText('isn’t connected')).toHaveCount(0);
});
