import { expect, openByKeys, openPicture, seriousFindings, test } from './desk-test.ts';

test('zoom, pan and reset go by keys, and the view line says where', async ({ start }) => {
  const page = await start();
  await openByKeys(page, 'Weather');
  await openPicture(page);
  await page.keyboard.press('Shift+T');
  const line = page.getByRole('group', { name: 'View of the picture' });
  const host = page.locator('.picture-host');
  await expect(line).toContainText('Zoom 100 %');
  await expect(host).toHaveCSS('transform', 'none');
  for (let i = 0; i < 3; i++) await page.keyboard.press('Shift+ArrowUp');
  await expect(line).toContainText('Zoom 800 %');
  await page.setViewportSize({ width: 1600, height: 880 });
  // The clip is 1280 pixels wide.
  await expect(async () => {
    // Read again each time: the picture takes its new place some frames after the window.
    const wide = await host.evaluate((box) => box.clientWidth);
    const size = Math.round(((wide * 8) / 1280) * 10) / 10;
    expect(size).toBeGreaterThan(4);
    await expect(line).toContainText(`Zoom 800 %, 1 pixel as ${size}×${size}`, { timeout: 1000 });
  }).toPass({ timeout: 20_000 });
  await expect(host).toHaveAttribute('aria-label', /zoom 800 %, middle 50 % from left/);
  for (let i = 0; i < 2; i++) await page.keyboard.press('Control+ArrowRight');
  await page.keyboard.press('Control+ArrowUp');
  await expect(host).toHaveAttribute('aria-label', /middle 56 % from left, 47 % from top/);
  await page.keyboard.press('Shift+ArrowDown');
  await expect(line).toContainText('Zoom 400 %');
  await page.keyboard.press('Shift+Home');
  await expect(line).toContainText('Zoom 100 %');
  await expect(host).toHaveCSS('transform', 'none');
  // The zoom took no step of the playhead's or the findings' keys.
  await expect(page.getByRole('img', { name: 'frame 0 of 300, 0.000 s' })).toBeVisible();
});

test('a frame is marked as B, held, set against the present one, and both are named', async ({
  start,
}) => {
  const page = await start();
  await openByKeys(page, 'Weather');
  await openPicture(page);
  await page.keyboard.press('d');
  await expect(page.locator('.view-badge')).toHaveCount(0);
  for (let i = 0; i < 4; i++) await page.keyboard.press('Shift+ArrowRight');
  await page.keyboard.press('t');
  await expect(page.getByText('▲ B: frame 40')).toBeVisible();
  await page.keyboard.press('Shift+ArrowRight');
  await expect(page.getByRole('img', { name: /^frame 50 of 300/ })).toBeVisible();
  const badge = page.locator('.view-badge');
  await page.keyboard.down('v');
  await expect(badge).toHaveText('B, frame 40; A is frame 50');
  await page.keyboard.up('v');
  await expect(badge).toHaveCount(0);
  await page.keyboard.press('d');
  await expect(badge).toHaveText('difference ×4, frame 50 against 40');
  await page.keyboard.press('ArrowRight');
  await expect(badge).toHaveText('difference ×4, frame 51 against 40');
  await expect(page.getByRole('img', { name: /difference ×4 against frame 40/ })).toBeVisible();
  await page.keyboard.press('y');
  await expect(badge).toHaveText('difference ×4, frame 51 against 40 · red channel');
  await page.keyboard.press('d');
  await expect(badge).toHaveText('onion 50 %, frame 51 over 40 · red channel');
  await page.keyboard.press('d');
  for (let i = 0; i < 4; i++) await page.keyboard.press('y');
  await expect(badge).toHaveText('false colour of luma');
  await expect(page.getByRole('list', { name: 'Luma levels of the false colours' })).toBeVisible();
  expect(await seriousFindings(page)).toEqual([]);
  await page.keyboard.press('y');
  await expect(badge).toHaveCount(0);
});

test('full screen shows picture and lanes alone, judges nothing unseen, and Esc leaves it', async ({
  start,
}) => {
  const page = await start();
  await openByKeys(page, 'Weather');
  await openPicture(page);
  await page.keyboard.press('Shift+F');
  await expect(page.getByRole('button', { name: 'Leave full screen' })).toBeVisible();
  const judging = page.getByRole('complementary', { name: 'Findings and verdict' });
  await expect(judging).toBeHidden();
  await expect(page.locator('.lanes')).toBeVisible();
  // A menu over it lifts none of its rules.
  await page.keyboard.press('Shift+T');
  await expect(page.getByRole('group', { name: 'More controls' })).toBeVisible();
  await page.keyboard.press('1');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('group', { name: 'More controls' })).toBeHidden();
  for (const key of ['1', '1', 'b', 'i', 'o']) await page.keyboard.press(key);
  // The choice of a kind needs its list: it comes, and goes again.
  await expect(judging).toBeVisible();
  await page.keyboard.press('2');
  await expect(judging).toBeHidden();
  // What is found and judged so far stays in view, in one line that decides nothing.
  const strip = page.getByRole('region', { name: 'Findings and verdict' });
  await expect(strip).toContainText('1 finding: Speech out of sync · Missing: policy branch');
  await expect(strip.getByRole('button')).toHaveCount(0);
  await page.keyboard.press('?');
  await expect(page.getByText('Difference or onion view against B')).toBeVisible();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await expect(judging).toBeVisible();
  await expect(page.getByText('Missing: policy branch', { exact: false })).toBeVisible();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Weather');
});

test('the picture offers no way to take it along', async ({ start, context }) => {
  const page = await start();
  await openByKeys(page, 'Weather');
  await openPicture(page);
  await page.evaluate(() => {
    const went: string[] = [];
    Object.assign(globalThis, { went });
    for (const way of ['contextmenu', 'dragstart', 'selectstart', 'copy'])
      document.addEventListener(way, (event) => {
        if (!event.defaultPrevented) went.push(way);
      });
  });
  const picture = page.locator('.picture');
  await picture.click({ button: 'right' });
  const box = await picture.boundingBox();
  if (!box) throw new Error('no picture');
  await page.mouse.move(box.x + 40, box.y + 40);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width + 60, box.y + 80, { steps: 4 });
  await page.mouse.up();
  expect(await page.evaluate(() => Reflect.get(globalThis, 'went') as string[])).toEqual([]);
  expect(await page.evaluate(() => String(getSelection()))).toBe('');
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.evaluate(() => navigator.clipboard.writeText('what was there before'));
  await picture.click();
  await page.keyboard.press('Control+c');
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('what was there before');
});

test('stylise can be chosen, holds while playing and is written into the verdict', async ({
  start,
}) => {
  const page = await start();
  await page.keyboard.press('Alt+4');
  await page.getByRole('button', { name: /Filter at start/ }).click();
  await page.getByRole('option', { name: 'Stylised' }).click();
  await page.keyboard.press('Alt+1');
  await openByKeys(page, 'Weather');
  await expect(page.getByText('It opens stylised and muted.')).toBeVisible();
  await openPicture(page);
  const host = page.locator('.picture-host');
  const stylised = 'url("#picture-stylise")';
  await expect(host).toHaveCSS('filter', stylised);
  await page.keyboard.press('Space');
  await expect(page.getByRole('button', { name: 'Pause' })).toBeVisible();
  await expect(host).toHaveCSS('filter', stylised);
  await page.keyboard.press('Space');
  await page.keyboard.down('x');
  await expect(host).toHaveCSS('filter', 'none');
  await page.keyboard.up('x');
  await expect(host).toHaveCSS('filter', stylised);
  for (const key of ['b', '1', '1']) await page.keyboard.press(key);
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText('Effective.')).toBeVisible();
  const used = await page.evaluate(() => fakePage.desk.journal[0]?.verdict.conduct.playedWith);
  expect(used).toContain('stylise');
});
