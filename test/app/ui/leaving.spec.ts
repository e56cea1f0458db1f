import { expect, openByKeys, openPicture, test, untilSeen } from './desk-test.ts';
import type { Page } from '@playwright/test';

const first = 'Weather report, river valley';
const second = 'Grandmother reads a letter';
const heading = (page: Page) => page.getByRole('heading', { level: 1 });
const complete = ['1', '1'];

async function press(page: Page, keys: readonly string[]): Promise<void> {
  for (const key of keys) await page.keyboard.press(key);
}

/** Opens the second row of the queue: a case with neighbours on both sides. */
async function openFirst(page: Page): Promise<void> {
  await press(page, ['j', 'Enter']);
  await expect(heading(page)).toHaveText(first);
  await untilSeen(page);
}

/** The keys of one breath: sent without waiting for what each of them does. */
async function pressAtOnce(page: Page, keys: readonly string[]): Promise<void> {
  await Promise.all(keys.map((key) => page.keyboard.press(key)));
}

test('between the next-case key and the next case, keys decide nothing on either', async ({
  start,
}) => {
  const page = await start();
  await page.evaluate(() => fakePage.desk.hold('neighbourCase'));
  await openFirst(page);
  await openPicture(page);
  await page.keyboard.press('w');
  await page.keyboard.type('kept');
  await page
    .getByRole('button', { name: /Next case/ })
    .first()
    .click();
  await page.keyboard.type('typed into the note of a case that is left');
  await page.keyboard.press('Tab');
  await press(page, [...complete, 'g', 'i', 'o', 'Control+Enter', 'c']);
  await expect(heading(page)).toHaveText(first);
  await page.evaluate(() => fakePage.desk.release('neighbourCase'));
  await expect(heading(page)).toHaveText(second);
  await expect(page.getByText('Missing: policy branch', { exact: false })).toBeVisible();
  const kept = await page.evaluate(() => ({
    drafts: [...fakePage.desk.drafts],
    leans: [...fakePage.desk.works].map(([, { lean }]) => lean),
    verdicts: fakePage.desk.journal.length,
  }));
  expect(kept.drafts).toMatchObject([['case-1', { branchId: null, note: 'kept', findings: [] }]]);
  expect(kept.leans.filter((lean) => lean !== null)).toEqual([]);
  expect(kept.verdicts).toBe(0);
});

test('Escape calls the next case off and stays in the queue', async ({ start }) => {
  const page = await start();
  await page.evaluate(() => fakePage.desk.hold('neighbourCase'));
  await openByKeys(page, 'Weather');
  await page.keyboard.press('n');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('grid')).toBeFocused();
  await page.evaluate(async () => {
    fakePage.desk.release('neighbourCase');
    await new Promise((resolve) => setTimeout(resolve, 300));
  });
  await expect(page.getByRole('grid')).toBeFocused();
  await expect(heading(page)).toHaveCount(0);
});

test('Escape closes a case that is still being read, and keys before it count for nothing', async ({
  start,
}) => {
  const page = await start();
  await openFirst(page);
  await page.evaluate(() => fakePage.desk.hold('openCase'));
  // A case looked at for less than a glance is not left by its first key.
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('p');
  await expect(page.getByText('Opening the case')).toBeVisible();
  await press(page, ['1', 'n', 'Control+Enter', 'Escape']);
  await expect(page.getByRole('grid')).toBeFocused();
  await page.evaluate(() => fakePage.desk.release('openCase'));
  expect(await page.evaluate(() => fakePage.desk.drafts.size)).toBe(0);
});

test('the next-case key pressed twice at once skips no case unseen', async ({ start }) => {
  const page = await start();
  await openFirst(page);
  await page.keyboard.press('ArrowUp');
  await pressAtOnce(page, ['n', 'n', 'n']);
  await expect(heading(page)).toHaveText(second);
  await untilSeen(page);
  await page.keyboard.press('2');
  await expect(page.getByText('Missing: policy branch', { exact: false })).toHaveCount(0);
  await expect(heading(page)).toHaveText(second);
});

test('the save key pressed twice at once saves one verdict', async ({ start }) => {
  const page = await start();
  await openByKeys(page, 'Weather');
  await press(page, complete);
  await press(page, ['Control+Enter', 'Control+Enter']);
  await expect(page.getByText('Effective.')).toBeVisible();
  expect(await page.evaluate(() => fakePage.desk.journal.length)).toBe(1);
});

test('save and next in one breath: the next case comes once the verdict is safe', async ({
  start,
}) => {
  const page = await start();
  await openFirst(page);
  await press(page, complete);
  await page.evaluate(() => fakePage.desk.hold('recordVerdict'));
  await press(page, ['Control+Enter', 'n', '2']);
  await expect(page.locator('.case-screen[aria-busy=true]')).toBeVisible();
  await expect(heading(page)).toHaveText(first);
  await page.evaluate(() => fakePage.desk.release('recordVerdict'));
  await expect(heading(page)).toHaveText(second);
  expect(
    await page.evaluate(() => fakePage.desk.journal.map(({ verdict }) => verdict.caseId)),
  ).toEqual(['case-1']);
  expect(await page.evaluate(() => fakePage.desk.drafts.size)).toBe(0);
});

test('save and next in one breath: a verdict that could not be saved keeps its case open', async ({
  start,
}) => {
  const page = await start();
  await openByKeys(page, 'Weather');
  await press(page, complete);
  await page.evaluate(() => {
    fakePage.desk.hold('recordVerdict');
    fakePage.desk.nextFault.set('recordVerdict', {
      kind: 'disk-full',
      message: 'No space is left on this disk.',
      retry: 'after-user',
    });
  });
  await press(page, ['Control+Enter', 'n']);
  await page.evaluate(() => fakePage.desk.release('recordVerdict'));
  await expect(page.getByRole('alert')).toContainText('The disk is full.');
  await expect(heading(page)).toHaveText(first);
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText('Effective.')).toBeVisible();
});

test('a second press of the save key never decides the case that opens after it', async ({
  start,
}) => {
  const page = await start();
  await page.keyboard.press('Alt+4');
  await page.getByText('Open the next case after a saved verdict', { exact: false }).click();
  await page.keyboard.press('Alt+1');
  await page.getByRole('row').nth(1).waitFor();
  await page.evaluate(() =>
    fakePage.desk.drafts.set('case-2', {
      branchId: 'fine',
      decision: 'approve',
      severity: 0,
      confidence: 'sure',
      reasonIds: [],
      findings: [],
      note: '',
    }),
  );
  await openFirst(page);
  await press(page, complete);
  await page.evaluate(() => fakePage.desk.hold('recordVerdict'));
  await press(page, ['Control+Enter', 'Control+Enter', 'Control+Enter']);
  await page.evaluate(() => fakePage.desk.release('recordVerdict'));
  await expect(heading(page)).toHaveText(second);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('grid')).toBeFocused();
  expect(
    await page.evaluate(() => fakePage.desk.journal.map(({ verdict }) => verdict.caseId)),
  ).toEqual(['case-1']);
});

test('a key that is held on chooses once', async ({ start }) => {
  const page = await start();
  await openByKeys(page, 'Weather');
  for (let n = 0; n < 4; n++) await page.keyboard.down('1');
  await page.keyboard.up('1');
  await expect(page.getByText('Missing: confidence.')).toBeVisible();
});

test('a case whose lease ends while it is open says so, keeps the draft and lets go', async ({
  start,
}) => {
  const page = await start();
  await openFirst(page);
  await press(page, complete);
  await page.evaluate(() => {
    const { desk } = fakePage;
    const row = desk.rows[1];
    if (!row) throw new Error('the desk has a second case');
    desk.rows[1] = { ...row, state: 'lost', revision: row.revision + 1 };
    desk.nextFault.set('recordVerdict', {
      kind: 'claim-lost',
      message: 'This case is no longer yours.',
      retry: 'after-user',
    });
    desk.emit('caseChanged', { caseId: 'case-1', revision: row.revision + 1 });
  });
  await expect(page.getByRole('alert').first()).toBeVisible();
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('alert')).toHaveCount(2);
  await page.keyboard.press('n');
  await expect(heading(page)).toHaveText(second);
  expect(
    await page.evaluate(() => ({
      verdicts: fakePage.desk.journal.length,
      decision: fakePage.desk.drafts.get('case-1')?.decision,
    })),
  ).toEqual({ verdicts: 0, decision: 'approve' });
});
