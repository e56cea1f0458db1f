import type { Page } from '@playwright/test';
import { expect, openByKeys, openPicture, seriousFindings, test } from './desk-test.ts';

/** Windows in CSS pixels; the last ones are usual windows at 200 and 300 % zoom. */
const sizes = [
  [3840, 2160],
  [1920, 1080],
  [1600, 900],
  [1440, 900],
  [1366, 768],
  [1280, 800],
  [960, 540],
  [720, 450],
  [640, 400],
  [640, 360],
  [427, 267],
] as const;

/** What may lie over others: it is asked for, and goes again. */
const overlays = '.more-controls, .sign-tip, .lane-note, .keys-overlay, .zone.is-drawer';

/** Elements that are painted outside their zone or the window, zones that lie over each other, and a page that scrolls. */
function crossings(page: Page): Promise<string[]> {
  return page.evaluate((over) => {
    const zoneNames =
      '.nav-bar, .bar, .case-header, .zone, .picture-zone, .stage-bar, .lanes-zone, .status-bar, .room-head';
    type Box = { left: number; top: number; right: number; bottom: number };
    const boxOf = (element: Element): Box => {
      const { left, top, right, bottom } = element.getBoundingClientRect();
      return { left, top, right, bottom };
    };
    const isSeen = ({ left, top, right, bottom }: Box) => right - left > 1 && bottom - top > 1;
    const within = (a: Box, b: Box): Box => ({
      left: Math.max(a.left, b.left),
      top: Math.max(a.top, b.top),
      right: Math.min(a.right, b.right),
      bottom: Math.min(a.bottom, b.bottom),
    });
    const isInside = (a: Box, b: Box) =>
      a.left >= b.left - 1 &&
      a.top >= b.top - 1 &&
      a.right <= b.right + 1 &&
      a.bottom <= b.bottom + 1;
    const nameOf = (element: Element) => `${element.tagName.toLowerCase()}.${element.className}`;
    /** What is left of an element's box after everything around it has cut what it hides. */
    const painted = (element: Element, upTo: Element): Box => {
      let box = boxOf(element);
      for (let at = element.parentElement; at; at = at.parentElement) {
        if (getComputedStyle(at).overflow !== 'visible') box = within(box, boxOf(at));
        if (at === upTo) break;
      }
      return box;
    };
    const window_: Box = { left: 0, top: 0, right: innerWidth, bottom: innerHeight };
    const zones = [...document.querySelectorAll(zoneNames)].filter((zone) => isSeen(boxOf(zone)));
    const found: string[] = [];
    for (const zone of zones) {
      const box = boxOf(zone);
      if (!isInside(box, window_)) found.push(`${nameOf(zone)} leaves the window`);
      for (const element of zone.querySelectorAll('*')) {
        if (element.closest(over) !== zone.closest(over) || element instanceof SVGElement) continue;
        if (getComputedStyle(element).visibility === 'hidden') continue;
        const left = painted(element, zone);
        if (isSeen(left) && !isInside(left, box))
          found.push(`${nameOf(element)} leaves ${nameOf(zone)}`);
      }
      for (const other of zones) {
        if (other === zone || other.contains(zone) || zone.contains(other)) continue;
        if (zone.closest(over) !== other.closest(over)) continue;
        if (isSeen(within(box, boxOf(other))))
          found.push(`${nameOf(zone)} lies over ${nameOf(other)}`);
      }
    }
    const { scrollHeight, scrollWidth } = document.documentElement;
    if (scrollHeight > innerHeight || scrollWidth > innerWidth)
      found.push(`the page is ${scrollWidth}x${scrollHeight} in ${innerWidth}x${innerHeight}`);
    return [...new Set(found)];
  }, overlays);
}

/** Everything that makes the case's lines long: a finding, another channel, a zoom, notes, warnings in the status bar. */
async function fillTheCase(page: Page): Promise<void> {
  await page.evaluate(() => {
    fakePage.desk.outbox = { waiting: 12, sending: 1, rejected: 3, stuck: 2, toConfirm: 4 };
    fakePage.desk.warnings = ['The key of this desk lies in a file beside its data.'];
    fakePage.desk.emit('deskChanged', {});
  });
  for (const key of ['ArrowRight', 'i', 'Shift+ArrowRight', 'o', '2'])
    await page.keyboard.press(key);
  for (const key of ['Shift+M', 'Shift+M', '[', 'Shift+ArrowUp', 't', 'r'])
    await page.keyboard.press(key);
  await expect(page.getByText('left channel on both ears')).toBeAttached();
}

test('at every size of the window nothing in a case lies over another zone, and the page never scrolls', async ({
  start,
}) => {
  test.setTimeout(150_000);
  const page = await start('?fallback');
  await openByKeys(page, 'Boat');
  await openPicture(page);
  await fillTheCase(page);
  const barHeights = new Set<number>();
  for (const [width, height] of sizes) {
    await page.setViewportSize({ width, height });
    await expect.poll(() => crossings(page), { message: `${width}x${height}` }).toEqual([]);
    expect(await seriousFindings(page), `axe at ${width}x${height}`).toEqual([]);
    await expect(page.getByRole('button', { name: 'Keys' })).toBeInViewport({ ratio: 1 });
    barHeights.add((await page.locator('.stage-bar').boundingBox())?.height ?? 0);
    const columns = ['Context', 'Findings and verdict'] as const;
    for (const [at, name] of columns.entries()) {
      const column = page.getByRole('complementary', { name });
      if (!(await column.isVisible())) {
        const key = at === 0 ? 'Shift+L' : 'Shift+R';
        await page.keyboard.press(key);
        await expect(column).toBeVisible();
        expect(await crossings(page), `${name} as a drawer, ${width}x${height}`).toEqual([]);
        await page.keyboard.press(key);
        await expect(column).toBeHidden();
      }
    }
  }
  expect([...barHeights]).toEqual([34]);
});

for (const [key, name] of [
  ['Alt+1', 'queue'],
  ['Alt+2', 'journal'],
  ['Alt+3', 'statistics'],
  ['Alt+4', 'settings'],
  ['Alt+5', 'travel'],
] as const) {
  test(`at every size of the window the ${name} stays inside it, also when all of it is tabbed through`, async ({
    start,
  }) => {
    const page = await start('?fallback&verdicts=20');
    await page.keyboard.press(key);
    for (const [width, height] of sizes) {
      await page.setViewportSize({ width, height });
      await expect.poll(() => crossings(page), { message: `${width}x${height}` }).toEqual([]);
    }
    await page.setViewportSize({ width: 1280, height: 800 });
    for (let n = 0; n < 40; n++) {
      await page.keyboard.press('Tab');
      const top = await page.evaluate(
        () => document.querySelector('.nav-bar')?.getBoundingClientRect().top,
      );
      expect(top).toBe(0);
    }
  });
}

/** Widest and highest of the picture on screen, beside the window. */
async function pictureSize(page: Page): Promise<{ width: number; height: number; share: number }> {
  const box = await page.locator('.picture').boundingBox();
  const high = await page.evaluate(() => innerHeight);
  if (!box) throw new Error('no picture');
  return { width: box.width, height: box.height, share: box.height / high };
}

for (const [width, height] of [
  [1280, 800],
  [1440, 900],
  [1920, 1080],
] as const) {
  test(`at ${width}x${height} a wide picture has at least 45 % of the height in every state`, async ({
    start,
  }) => {
    const page = await start('?fallback');
    await page.setViewportSize({ width, height });
    await openByKeys(page, 'Boat');
    await openPicture(page);
    expect((await pictureSize(page)).share).toBeGreaterThanOrEqual(0.45);
    await fillTheCase(page);
    expect((await pictureSize(page)).share).toBeGreaterThanOrEqual(0.45);
    await page.keyboard.press('Shift+T');
    await expect(page.getByRole('group', { name: 'More controls' })).toBeVisible();
    expect((await pictureSize(page)).share).toBeGreaterThanOrEqual(0.45);
    await page.keyboard.press('Escape');
    const before = await pictureSize(page);
    await page.keyboard.press('z');
    await expect(page.locator('.lanes')).toHaveCount(0);
    expect((await pictureSize(page)).height).toBeGreaterThanOrEqual(before.height);
    await page.keyboard.press('z');
    await expect(page.locator('.lanes')).toHaveCount(1);
  });
}

test('an upright picture is at least 200 px wide at 1280x800, and wider without the lanes', async ({
  start,
}) => {
  const page = await start('?fallback&portrait');
  await openByKeys(page, 'Boat');
  await openPicture(page);
  const { width } = await pictureSize(page);
  expect(width).toBeGreaterThanOrEqual(200);
  await page.keyboard.press('z');
  await expect.poll(async () => (await pictureSize(page)).width).toBeGreaterThan(width + 60);
  // It holds for the next case, too.
  await page.keyboard.press('Escape');
  await page.keyboard.press('Enter');
  await openPicture(page);
  await expect(page.locator('.lanes')).toHaveCount(0);
});

test('the height of the lanes is set by keys and remembered, and lanes that somebody enlarged take it from the picture', async ({
  start,
}) => {
  const page = await start();
  await openByKeys(page, 'Boat');
  await openPicture(page);
  const before = await pictureSize(page);
  const handle = page.getByRole('separator', { name: 'Height of the lanes' });
  const usual = Number(await handle.getAttribute('aria-valuenow'));
  await handle.focus();
  for (let n = 0; n < 10; n++) await page.keyboard.press('ArrowUp');
  await expect(handle).toHaveAttribute('aria-valuenow', String(usual + 160));
  await expect
    .poll(() => page.evaluate(() => fakePage.desk.preferences.layout.lanesHeightPx))
    .toBe(usual + 160);
  expect((await pictureSize(page)).height).toBeLessThan(before.height - 80);
  await page.keyboard.press('Escape');
  await page.keyboard.press('Enter');
  await openPicture(page);
  const lanes = await page.locator('.lanes-zone').boundingBox();
  expect(lanes?.height).toBe(usual + 160);
});

test('whoever chose small pictures gets each one small, and enlarging one enlarges that one', async ({
  start,
}) => {
  const page = await start();
  await page.keyboard.press('Alt+4');
  await page.getByRole('button', { name: /Size of the picture/ }).click();
  await page.getByRole('option', { name: /^At most 480/ }).click();
  await page.keyboard.press('Alt+1');
  await openByKeys(page, 'Boat');
  await openPicture(page);
  expect((await pictureSize(page)).width).toBe(480);
  await page.keyboard.press('z');
  await expect.poll(async () => (await pictureSize(page)).width).toBeGreaterThan(600);
  await page.keyboard.press('Escape');
  await page.keyboard.press('Enter');
  await openPicture(page);
  expect((await pictureSize(page)).width).toBe(480);
});

test('all of the context is reached by two keys, with a finding marked too, and what matters is in view at once', async ({
  start,
}) => {
  const page = await start('?fallback');
  await openByKeys(page, 'Mayor');
  for (const words of ['Classifier unsure', 'Consent: missing'])
    await expect(page.getByRole('list', { name: 'In short' }).getByText(words)).toBeInViewport();
  const lean = page.getByRole('region', { name: 'Your first lean' });
  await expect(lean.getByRole('button', { name: 'Not OK' })).toBeInViewport({ ratio: 1 });
  await page.keyboard.press('Enter');
  await openPicture(page);
  for (const key of ['i', 'Shift+ArrowRight', 'o', '2']) await page.keyboard.press(key);
  const last = page.getByRole('region', { name: 'Technical' });
  await expect(last).not.toBeInViewport();
  for (let n = 0; n < 6; n++) await page.keyboard.press('Shift+D');
  await expect(last).toBeInViewport();
  for (let n = 0; n < 6; n++) await page.keyboard.press('Shift+U');
  await expect(page.getByRole('region', { name: 'Prompt' }).first()).toBeInViewport();
  await expect(page.getByText('guard 4.1: likeness')).toHaveCount(0);
  await page.keyboard.press('g');
  await expect(page.getByText('guard 4.1: likeness')).toBeAttached();
});

test('a key that judges opens the form before it acts, where the form is not on screen', async ({
  start,
}) => {
  const page = await start();
  await openByKeys(page, 'Boat');
  await openPicture(page);
  await page.setViewportSize({ width: 640, height: 400 });
  const form = page.getByRole('complementary', { name: 'Findings and verdict' });
  await expect(form).toBeHidden();
  await page.keyboard.press('2');
  await expect(form).toBeVisible();
  await expect(page.getByRole('radio', { checked: true })).toHaveCount(0);
  await page.keyboard.press('2');
  await expect(page.getByRole('radio', { checked: true })).toHaveCount(1);
  await page.keyboard.press('Shift+R');
  await expect(form).toBeHidden();
  // The list of kinds comes by itself, and goes again.
  for (const key of ['i', 'Shift+ArrowRight', 'o']) await page.keyboard.press(key);
  await expect(page.getByText('What is it?')).toBeVisible();
  await page.keyboard.press('2');
  await expect(form).toBeHidden();
});

test('forced colours and reduced motion leave everything to be told apart', async ({ start }) => {
  const page = await start();
  await page.emulateMedia({ forcedColors: 'active', reducedMotion: 'reduce' });
  await openByKeys(page, 'Boat');
  await openPicture(page);
  await fillTheCase(page);
  // Colours are the person's own then: what axe computes from the page's says nothing.
  const found = await seriousFindings(page);
  expect(found.filter((one) => !one.startsWith('color-contrast'))).toEqual([]);
  const look = (selector: string) =>
    page
      .locator(selector)
      .first()
      .evaluate((element) => {
        const { borderTopColor, backgroundColor, outlineColor } = getComputedStyle(element);
        return [borderTopColor, backgroundColor, outlineColor].join(' ');
      });
  // A switch that is on does not look like one that is off.
  expect(await look('.sign-button[aria-pressed=true]')).not.toBe(
    await look('.sign-button.is-last'),
  );
  const moving = await page.evaluate(() => document.getAnimations().length);
  expect(moving).toBe(0);
});
