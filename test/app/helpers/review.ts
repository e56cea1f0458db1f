import { expect, type Page } from '@playwright/test';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { FrameCode } from '../../../tools/demo-media/frame-code.ts';
import { projectDir } from './launch-desk.ts';

/** What a reviewer does with the keyboard, in the words of the screen. */

export async function waitForQueue(page: Page, cases: number): Promise<void> {
  await expect(page.getByRole('search').getByRole('status')).toHaveText(`${cases} cases`, {
    timeout: 60_000,
  });
}

/** Filters the queue by a title and opens the one case that is left. */
export async function openByTitle(page: Page, title: string): Promise<void> {
  await page.keyboard.press('/');
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type(title.slice(0, 40));
  await expect(page.getByRole('search').getByRole('status')).toHaveText('1 case');
  await page.keyboard.press('Escape');
  await page.getByRole('grid').focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible();
  await untilSeen(page);
}

/** A case hears no key that was pressed before it was drawn. */
export async function untilSeen(page: Page): Promise<void> {
  await page.locator('.case-screen[data-seen]').waitFor();
}

/** Text first: Enter, and Enter again where a warning stands before the picture. */
export async function showPicture(page: Page): Promise<void> {
  const picture = page.getByRole('img', { name: /^frame \d+ of \d+/ });
  await untilSeen(page);
  await page.keyboard.press('Enter');
  const warning = page.getByRole('heading', { name: /^This clip may show/ });
  await expect(picture.or(warning)).toBeVisible();
  if (await warning.isVisible()) await page.keyboard.press('Enter');
  await expect(picture).toBeVisible();
  await expect(page.locator('.time-badge', { hasText: /^exact/ })).toBeVisible();
}

/** "Nothing wrong", approve, no harm, sure: by number keys, then saved by Ctrl+Enter. */
export async function approve(page: Page): Promise<void> {
  await expect(page.getByText('Missing: policy branch', { exact: false })).toBeVisible();
  await untilSeen(page);
  for (const key of ['1', '1', '1']) await page.keyboard.press(key);
  await expect(page.getByText('Complete.')).toBeVisible();
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('region', { name: 'Your verdict' })).toBeVisible();
}

/** Strikes a key so often: down and up are sent in one breath, so that a slow machine holds none of them. */
export async function strike(page: Page, key: string, times: number): Promise<void> {
  for (let n = 0; n < times; n++)
    await Promise.all([page.keyboard.down(key), page.keyboard.up(key)]);
}

/** The frame number drawn into the picture's own pixels, read from the canvas that is on screen. */
export async function readFrameCode(page: Page, code: FrameCode): Promise<number> {
  return page.evaluate((strip) => {
    const canvas = document.querySelector<HTMLCanvasElement>('.picture-frame');
    if (!canvas || canvas.style.visibility === 'hidden') return -1;
    const copy = new OffscreenCanvas(canvas.width, canvas.height);
    const pen = copy.getContext('2d');
    if (!pen) return -2;
    pen.drawImage(canvas, 0, 0);
    let value = 0;
    for (let bit = 0; bit < strip.bits; bit++) {
      const x = strip.xPx + bit * strip.stepPx + strip.blockWidthPx / 2;
      const y = strip.yPx + strip.blockHeightPx / 2;
      const [red = 0] = pen.getImageData(x, y, 1, 1).data;
      value = value * 2 + (red > 127 ? 1 : 0);
    }
    return value;
  }, code);
}

/** Keeps a screenshot as part of the test's output. */
export async function keepScreenshot(page: Page, name: string): Promise<void> {
  const folder = join(projectDir, 'test-results', 'screens');
  await mkdir(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}.png`) });
}
