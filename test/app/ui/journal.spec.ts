import { expect, test } from './desk-test.ts';

test('the journal is worked by keys alone: choose, filter by status, write to a file, open', async ({
  start,
}) => {
  const page = await start('?verdicts=40');
  await page.keyboard.press('Alt+2');
  const chosen = page.locator('tr[aria-current=true]');
  const first = (await chosen.textContent()) ?? '';
  await page.keyboard.press('j');
  await page.keyboard.press('ArrowDown');
  await expect(chosen).not.toHaveText(first);
  await page.keyboard.press('Home');
  await expect(chosen).toHaveText(first);

  const filter = page.getByRole('group', { name: 'Filter by status' });
  const refused = filter.getByRole('button', { name: /^Refused/ });
  const pressed = filter.locator('[aria-pressed=true]');
  for (let turns = 0; turns < 9; turns++) {
    if ((await refused.getAttribute('aria-pressed')) === 'true') break;
    const before = (await pressed.textContent()) ?? '';
    await page.keyboard.press('f');
    await expect(pressed).not.toHaveText(before);
  }
  await expect(page.getByRole('row')).toHaveCount(2);
  await expect(page.getByText('It stays here for good', { exact: false })).toBeVisible();
  await page.keyboard.press('x');
  await expect(page.getByText('1 verdict.', { exact: false })).toBeVisible();
  const [file] = await page.evaluate(() => fakePage.desk.files);
  expect(JSON.parse(file?.text ?? '')).toMatchObject({ state: 'rejected' });

  await page.keyboard.press('f');
  await expect(page.getByRole('row')).toHaveCount(41);
  await page.keyboard.press('Shift+x');
  await expect(page.getByText('40 verdicts.', { exact: false })).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('region', { name: 'Your verdict' })).toBeVisible();
});

test('a verdict made under an older policy shows both side by side and is confirmed by one key', async ({
  start,
}) => {
  const page = await start('?verdicts=40');
  await page.evaluate(() => {
    const at = fakePage.desk.journal.findIndex(({ verdict }) => verdict.branchId === 'likeness');
    const entry = fakePage.desk.journal[at];
    if (entry?.receipt)
      fakePage.desk.journal[at] = {
        ...entry,
        receipt: { ...entry.receipt, outcome: 'needs-reconfirm' },
      };
  });
  await page.keyboard.press('Alt+2');
  const filter = page.getByRole('group', { name: 'Filter by status' });
  await filter.getByRole('button', { name: /^Needs you/ }).click();
  const change = page.getByRole('region', { name: 'What changed in the policy' });
  await expect(change.getByRole('columnheader', { name: /^Then: 2026-06/ })).toBeVisible();
  await expect(change.getByText('as it was asked before', { exact: false })).toBeVisible();
  const before = await page.evaluate(() => fakePage.desk.journal.length);
  await page.keyboard.press('Shift+c');
  await expect.poll(() => page.evaluate(() => fakePage.desk.journal.length)).toBe(before + 1);
  const newest = await page.evaluate(() => fakePage.desk.journal.at(-1)?.verdict);
  expect(newest?.supersedesVerdictId).toMatch(/^[0-9a-f-]{36}$/);
});
