import { expect, openByKeys, test } from './desk-test.ts';

test('a key that is taken is not given away without a word, and can be swapped', async ({
  start,
}) => {
  const page = await start();
  await page.keyboard.press('Alt+4');
  await page.getByRole('button', { name: 'First lean: OK: G' }).click();
  await page.keyboard.press('b');
  await expect(page.getByRole('alert')).toContainText(
    'B already means: First lean: not OK. Nothing was changed.',
  );
  expect(await page.evaluate(() => fakePage.desk.preferences.keys)).toEqual({});
  await page.getByRole('button', { name: 'Swap the two keys' }).click();
  await expect
    .poll(() => page.evaluate(() => fakePage.desk.preferences.keys))
    .toEqual({ 'lean-ok': 'b', 'lean-not-ok': 'g' });
});

test('a new key works at once and is shown where it acts', async ({ start }) => {
  const page = await start();
  await page.keyboard.press('Alt+4');
  await page.getByRole('button', { name: 'First lean: OK: G' }).click();
  await page.keyboard.press('Shift+z');
  await page.keyboard.press('Alt+1');
  await openByKeys(page, 'Weather');
  await expect(page.getByRole('button', { name: 'OK', exact: true })).toHaveAttribute(
    'aria-keyshortcuts',
    'Shift+Z',
  );
  await page.keyboard.press('Shift+z');
  await expect(page.getByRole('button', { name: 'OK', exact: true })).toHaveAttribute(
    'aria-pressed',
    'true',
  );
});

test('an unknown invitation has a sentence of its own, and what was typed stays', async ({
  start,
}) => {
  const page = await start();
  await page.keyboard.press('Alt+4');
  await page.getByRole('textbox', { name: 'Backend address' }).fill('https://review.example.org');
  await page.getByRole('textbox', { name: 'Invitation code' }).fill('WRONG');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('alert')).toContainText(
    'This invitation code isn’t valid. Check it or ask your lead for a new one.',
  );
  await expect(page.getByText('no longer accepts this desk')).toHaveCount(0);
  await page.keyboard.press('Alt+1');
  await page.keyboard.press('Alt+4');
  await expect(page.getByRole('textbox', { name: 'Backend address' })).toHaveValue(
    'https://review.example.org',
  );
});

test('Enter in the last field of the passphrase sets it', async ({ start }) => {
  const page = await start();
  await page.keyboard.press('Alt+4');
  await page.getByLabel('New passphrase', { exact: true }).fill('seven quiet otters at dawn');
  await page.keyboard.press('Enter');
  await expect(page.getByText('The passphrase is set.', { exact: false })).toHaveCount(0);
  await page.getByLabel('New passphrase again').fill('seven quiet otters at dawn');
  await page.keyboard.press('Enter');
  await expect(page.getByText('The passphrase is set.', { exact: false })).toBeVisible();
});

test('zones are resized by keys and the size is remembered', async ({ start }) => {
  const page = await start();
  await openByKeys(page, 'Weather');
  const handle = page.getByRole('separator', { name: 'Width of the context' });
  await handle.focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await expect(handle).toHaveAttribute('aria-valuenow', '308');
  await expect
    .poll(() => page.evaluate(() => fakePage.desk.preferences.layout.leftWidthPx))
    .toBe(308);
});

test('the statistics say so when there is nothing to count, and export what there is', async ({
  start,
}) => {
  const page = await start('?verdicts=60');
  await page.keyboard.press('Alt+3');
  await expect(page.getByText('from 60 reviews').first()).toBeVisible();
  await page.getByRole('button', { name: 'Export verdicts (CSV)' }).click();
  await expect(page.getByText('second-look-verdicts.csv written: 60 rows.')).toBeVisible();
  expect(await page.evaluate(() => fakePage.desk.files.map(({ name }) => name))).toEqual([
    'second-look-verdicts.csv',
  ]);
});

test('a span without verdicts says so', async ({ start }) => {
  const page = await start();
  await page.keyboard.press('Alt+3');
  await expect(page.getByText('No verdicts in this span yet.')).toBeVisible();
});

test('own models are listed, and a bad entry is told in a sentence', async ({ start }) => {
  const page = await start();
  await page.evaluate(() => {
    fakePage.desk.ownModels = {
      models: [
        { name: 'splice', laneTitle: 'Splice score', input: 'sound-16k', fileVersion: '0a1b2c' },
      ],
      troubles: ['The file of your model "gone" can\'t be read. Its lane is left out.'],
    };
  });
  await page.keyboard.press('Alt+4');
  await expect(page.getByText('Splice score (splice), file 0a1b2c, listens')).toBeVisible();
  await expect(page.getByText('The file of your model "gone" can\'t be read.')).toBeVisible();
});

test('the third-party notices are read when asked for; a build without them says so', async ({
  start,
}) => {
  const page = await start();
  await page.route('**/third-party-notices.txt', (route) =>
    route.fulfill({ status: 404, body: '' }),
  );
  await page.keyboard.press('Alt+4');
  const button = page.getByRole('button', { name: 'Third-party notices' });
  await button.click();
  await expect(page.getByRole('alert')).toContainText('This build brings no notices.');
});

test('the third-party notices stand in a region of their own that the keyboard reaches', async ({
  start,
}) => {
  const page = await start();
  await page.route('**/third-party-notices.txt', (route) =>
    route.fulfill({ contentType: 'text/plain', body: 'mediabunny 1.0\nLicence: MPL-2.0 <b>&' }),
  );
  await page.keyboard.press('Alt+4');
  await page.getByRole('button', { name: 'Third-party notices' }).click();
  const notices = page.getByRole('region', { name: 'Third-party notices' });
  await expect(notices).toHaveText('mediabunny 1.0\nLicence: MPL-2.0 <b>&');
  await notices.focus();
  await expect(notices).toBeFocused();
});

test('About names the operator’s address for security reports as plain words, or says that there is none', async ({
  start,
}) => {
  const page = await start();
  await page.evaluate(() => {
    fakePage.desk.securityContact = { contact: 'mailto:security@example.org', isKnown: true };
  });
  await page.keyboard.press('Alt+4');
  await expect(
    page.getByText('A security problem goes to the operator of your backend: mailto:security@'),
  ).toBeVisible();
  await expect(page.locator('a[href]')).toHaveCount(0);
  await page.evaluate(() => {
    fakePage.desk.securityContact = { contact: null, isKnown: true };
  });
  await page.keyboard.press('Alt+1');
  await page.keyboard.press('Alt+4');
  await expect(page.getByText('who has named no address for it')).toBeVisible();
});
