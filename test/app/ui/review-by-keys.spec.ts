import { expect, openByKeys, openPicture, test } from './desk-test.ts';

test('a whole review goes by keys alone, from the queue to the next case', async ({ start }) => {
  const page = await start();
  await page.keyboard.press('j');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Weather report, river valley');
  await expect(page.getByText('Text first')).toBeVisible();
  await openPicture(page);

  for (let n = 0; n < 3; n++) await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('i');
  await page.keyboard.press('Shift+ArrowRight');
  await page.keyboard.press('o');
  await page.keyboard.press('3');
  await page.keyboard.press('e');
  await page.keyboard.type('lips and words part');
  await page.keyboard.press('Escape');

  for (const key of ['3', '3', '4', '1']) await page.keyboard.press(key);
  await expect(page.getByText('Missing: a reason.')).toBeVisible();
  await page.keyboard.press('2');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText('Effective.')).toBeVisible();

  const verdicts = await page.evaluate(() => fakePage.desk.journal.map(({ verdict }) => verdict));
  expect(verdicts).toHaveLength(1);
  expect(verdicts[0]).toMatchObject({
    branchId: 'speech',
    decision: 'remove',
    severity: 4,
    confidence: 'sure',
    reasonIds: ['sync'],
    findings: [{ kind: 'speech-replaced', fromFrame: 2, toFrame: 13, note: 'lips and words part' }],
    conduct: {
      soundHeard: false,
      proposalsSeen: false,
      playedWith: ['blur', 'greyscale'],
      framesTotal: 300,
    },
  });
  // Frame 2 starts 2 x 1001/30 ms into the clip, frame 13 ends the marked span.
  expect(verdicts[0]?.findings[0]).toMatchObject({ fromUs: 66_733, toUs: 433_767 });

  await page.keyboard.press('n');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Grandmother reads a letter');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('grid')).toBeFocused();
});

test('proposals stay hidden until the first lean, and seeing them is written into the verdict', async ({
  start,
}) => {
  const page = await start();
  await openByKeys(page, 'Weather');
  await expect(page.getByText('Hidden until your first lean.')).toBeVisible();
  await expect(page.getByText('41 %')).toHaveCount(0);
  await page.keyboard.press('b');
  await expect(page.getByText('41 %')).toBeVisible();
  await expect(page.getByRole('cell', { name: 'not checked' }).first()).toBeVisible();
  await expect(page.getByText(/^Nobody looked for: .*Minors/)).toBeVisible();
  for (const key of ['1', '1']) await page.keyboard.press(key);
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText('Effective.')).toBeVisible();
  expect(await page.evaluate(() => fakePage.desk.journal[0]?.verdict.conduct.proposalsSeen)).toBe(
    true,
  );
});

test('the filter holds while stepping and lifts only while its key is held', async ({ start }) => {
  const page = await start();
  await openByKeys(page, 'Weather');
  await openPicture(page);
  const picture = page.locator('.picture-host');
  await expect(picture).toHaveCSS('filter', 'blur(8px) grayscale(1)');
  await page.keyboard.down('x');
  await expect(picture).toHaveCSS('filter', 'none');
  await page.keyboard.press('ArrowRight');
  await expect(picture).toHaveCSS('filter', 'none');
  await page.keyboard.up('x');
  await expect(picture).toHaveCSS('filter', 'blur(8px) grayscale(1)');
});

test('typing a note acts on nothing else, and the note stays after leaving the case', async ({
  start,
}) => {
  const page = await start();
  await openByKeys(page, 'Weather');
  await page.keyboard.press('w');
  await page.keyboard.type('no 1, 2 or n acts here');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('grid')).toBeFocused();
  await expect
    .poll(() => page.evaluate(() => fakePage.desk.drafts.get('case-1')))
    .toMatchObject({ branchId: null, note: 'no 1, 2 or n acts here' });
  await page.keyboard.press('Enter');
  await expect(page.getByRole('textbox', { name: 'Note' })).toHaveValue('no 1, 2 or n acts here');
});

test('a changed mind is a new verdict that names the old one', async ({ start }) => {
  const page = await start();
  await openByKeys(page, 'Weather');
  for (const key of ['1', '1']) await page.keyboard.press(key);
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText('Effective.')).toBeVisible();
  await page.keyboard.press('c');
  await expect(page.getByText('This verdict will replace your earlier one.')).toBeVisible();
  for (const key of ['2', '3', '3', '2', '1']) await page.keyboard.press(key);
  await page.keyboard.press('Control+Enter');
  await expect.poll(() => page.evaluate(() => fakePage.desk.journal.length)).toBe(2);
  const [first, second] = await page.evaluate(() =>
    fakePage.desk.journal.map(({ verdict }) => verdict),
  );
  expect(second?.supersedesVerdictId).toBe(first?.verdictId);
  expect(second?.decision).toBe('remove');
});

test('a violent clip is announced in words without a source before it is shown', async ({
  start,
}) => {
  const page = await start();
  await openByKeys(page, 'Battle');
  await expect(page.getByText('Text first')).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(page.getByText('This clip may show violence.')).toBeVisible();
  await expect(page.locator('.cover')).not.toContainText('lassifier');
  await expect(page.locator('.picture-host')).toHaveCount(0);
  await openPicture(page);
  await expect(page.locator('.picture-host')).toBeVisible();
});

test('before the first lean nothing of a classifier is in the page, attributes included', async ({
  start,
}) => {
  const page = await start();
  await page.keyboard.press('Enter');
  await openPicture(page);
  const words = ['0.72', '72', '0.41', '41', '0.33', '33'].map((score) => `>[^<]*${score} ?%`);
  const found = (html: string) =>
    [...words, 'guard', 'A classifier expects', 'Deception'].filter((one) =>
      new RegExp(one, 'u').test(html),
    );
  const htmlNow = () => page.evaluate(() => document.documentElement.outerHTML);
  expect(found(await htmlNow())).toEqual([]);
  await page.keyboard.press('b');
  await expect(page.getByText('41 %')).toBeVisible();
  expect(found(await htmlNow())).toEqual(expect.arrayContaining(['guard', 'Deception']));
});

test('a forbidden number changes nothing and says why; save with gaps goes to the first gap', async ({
  start,
}) => {
  const page = await start();
  await openByKeys(page, 'Weather');
  await page.keyboard.press('2');
  await page.keyboard.press('1');
  const judging = page.getByRole('region', { name: 'Verdict', exact: true });
  await expect(judging).toContainText('Approve is not allowed in “Likeness without consent”.');
  await page.keyboard.press('3');
  await page.keyboard.press('s');
  await expect(page.locator('.verdict-step.is-confidence')).toHaveClass(/is-active/);
  await page.keyboard.press('Control+Enter');
  await expect(page.locator('.verdict-step.is-severity')).toHaveClass(/is-active/);
  const line = page.getByRole('group', { name: 'The whole verdict' });
  await expect(line.getByRole('button')).toHaveText([
    'Likeness without consent',
    'Remove',
    'Severity missing',
    'Confidence missing',
    'Reasons missing',
  ]);
  await line.getByRole('button', { name: 'Decision: Remove' }).click();
  await expect(page.locator('.verdict-step.is-decision')).toHaveClass(/is-active/);
  await page.keyboard.press('Control+z');
  await expect(line.getByRole('button', { name: 'Decision missing' })).toBeVisible();
});

test('a severity is corrected in three strokes with findings kept; Escape drops a change', async ({
  start,
}) => {
  const page = await start();
  await openByKeys(page, 'Weather');
  await openPicture(page);
  for (const key of ['i', 'o', '3', 'Shift+Enter', '3', '4', '1', '2', 'Control+Enter'])
    await page.keyboard.press(key);
  await expect(page.getByText('Effective.')).toBeVisible();
  await page.keyboard.press('c');
  await expect(page.getByText('Nothing is changed from your earlier verdict yet.')).toBeVisible();
  await page.keyboard.press('2');
  await expect(page.getByText('4 critical → 2 medium')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByText('Effective.')).toBeVisible();
  for (const key of ['c', '3', 'Control+Enter']) await page.keyboard.press(key);
  await expect.poll(() => page.evaluate(() => fakePage.desk.journal.length)).toBe(2);
  const made = await page.evaluate(() => fakePage.desk.journal.map(({ verdict }) => verdict));
  expect(made.map(({ severity, findings }) => [severity, findings.length])).toEqual([
    [4, 1],
    [3, 1],
  ]);
  expect(made[1]).toMatchObject({ branchId: 'speech', decision: 'remove', reasonIds: ['sync'] });
});

test('no key of the case is silent: where its command can do nothing it says so', async ({
  start,
}) => {
  const page = await start();
  await openByKeys(page, 'Weather');
  const said = page.locator('.verdict-said');
  await expect(said).toHaveText('');
  await page.keyboard.press('Delete');
  await expect(said).toHaveText('“Delete the finding” does nothing here now.');
  await page.keyboard.press('Space');
  await expect(said).toHaveText('“Play or pause” does nothing here now.');
});

test('the number pad with Num Lock off moves in the clip and decides nothing', async ({
  start,
}) => {
  const page = await start();
  await openByKeys(page, 'Weather');
  await openPicture(page);
  const pad = (key: string, code: string) =>
    page.evaluate(
      (init) => {
        for (const type of ['keydown', 'keyup'])
          document.body.dispatchEvent(
            new KeyboardEvent(type, { ...init, location: 3, bubbles: true, cancelable: true }),
          );
      },
      { key, code },
    );
  const frame = page.locator('.time-frame');
  await pad('ArrowRight', 'Numpad6');
  await expect(frame).toHaveText('frame 1 of 300');
  await pad('End', 'Numpad1');
  await expect(frame).toHaveText('frame 299 of 300');
  await pad('Home', 'Numpad7');
  await expect(frame).toHaveText('frame 0 of 300');
  await expect(page.getByRole('radio', { checked: true })).toHaveCount(0);
  await pad('3', 'Numpad3');
  await expect(page.getByRole('radio', { checked: true })).toHaveCount(1);
});

test('Space plays after a button of the player was clicked, and works one that was reached by Tab', async ({
  start,
}) => {
  const page = await start();
  await openByKeys(page, 'Weather');
  await openPicture(page);
  const bar = page.getByRole('toolbar', { name: 'Playing and stepping' });
  await bar.getByRole('button', { name: 'One frame forward' }).click();
  await page.keyboard.press('Space');
  await expect(bar.getByRole('button', { name: 'Pause' })).toBeVisible();
  await page.keyboard.press('Space');
  await expect(bar.getByRole('button', { name: 'Play', exact: true })).toBeVisible();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Shift+Tab');
  await expect(bar.getByRole('button', { name: 'One frame forward' })).toBeFocused();
  await page.keyboard.press('Space');
  await expect(bar.getByRole('button', { name: 'Play', exact: true })).toBeVisible();
});
