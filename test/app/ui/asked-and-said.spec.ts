import { expect, openByKeys, openPicture, seriousFindings, test } from './desk-test.ts';

test('speech that nobody asked for is found, gone to and made a finding by keys alone', async ({
  start,
}) => {
  const page = await start();
  await openByKeys(page, 'Boat');
  const part = page.getByRole('region', { name: 'Asked and said' });
  await expect(part).toContainText(
    '9 of 9 requested words are spoken; 6 spoken words were not requested.',
  );
  await expect(part).toContainText('ears 2.1');
  await openPicture(page);

  await page.keyboard.press('Shift+PageDown');
  await expect(part.getByRole('button', { name: /^fishing/ })).toHaveAttribute(
    'aria-current',
    'location',
  );
  await page.keyboard.press('Shift+PageDown');
  await expect(part.getByRole('button', { name: /^And the vote/ })).toHaveAttribute(
    'aria-current',
    'location',
  );
  await expect(page.locator('.time-clock')).toHaveText('0:05.972');
  await page.keyboard.press('Shift+e');
  await expect(page.getByText('Speech not asked for').first()).toBeVisible();

  await page.keyboard.press('g');
  for (const key of ['3', '2', '4', '1', '1']) await page.keyboard.press(key);
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText('Effective.')).toBeVisible();
  const [verdict] = await page.evaluate(() =>
    fakePage.desk.journal.map((entry) => entry.verdict.findings),
  );
  expect(verdict).toMatchObject([
    { kind: 'speech-not-asked-for', note: '“And the vote is cancelled.”' },
  ]);
  expect(await seriousFindings(page)).toEqual([]);
});

test('without a transcript and without labels the page says that nothing was checked', async ({
  start,
}) => {
  const page = await start();
  await openByKeys(page, 'Weather');
  await expect(page.getByText('Not checked: there is no transcript of this clip.')).toBeVisible();
  await expect(page.getByText('The backend says nothing of them.')).toBeAttached();
});

test('marks for viewers stand as the backend found them, what it left out is not checked', async ({
  start,
}) => {
  const page = await start();
  await openByKeys(page, 'Boat');
  const labels = page.getByRole('region', { name: 'Measured' });
  await expect(labels).toContainText('Visible watermarkabsent');
  await expect(labels).toContainText('Label “made with AI”not checked');
});

test('a policy may show proposals at once; the switch is the policy’s, not the reviewer’s', async ({
  start,
}) => {
  const page = await start();
  await page.evaluate(() => {
    fakePage.desk.hidesProposals = false;
  });
  await openByKeys(page, 'Weather');
  await expect(page.getByText('41 %')).toBeVisible();
  await expect(page.getByText('Hidden until your first lean.')).toHaveCount(0);
});
