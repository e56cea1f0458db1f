import { expect, test, type Locator, type Page } from '@playwright/test';
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { demoBatch } from '../../backend/seed/demo-batch.ts';
import {
  numberBits,
  numberedClip,
  numberedClips,
  type ClipRecipe,
} from '../helpers/numbered-clips.ts';
import { launchDesk, projectDir, type Desk } from './helpers/launch-desk.ts';
import { demoInvitation, liveBackend, type LiveBackend } from './helpers/live-backend.ts';
import {
  keepScreenshot,
  openByTitle,
  showPicture,
  waitForQueue,
  strike,
} from './helpers/review.ts';

test.describe.configure({ mode: 'serial' });

type Case = {
  readonly title: string;
  readonly recipe: ClipRecipe;
  /** The number in the pixels of the first frame that is shown. */
  readonly first: number;
  readonly rotation: 0 | 270;
};
const cases: readonly Case[] = [
  {
    title: 'Cut by an edit list',
    recipe: { ...numberedClips.editList, name: 'editListSound', hasSound: true },
    first: 12,
    rotation: 0,
  },
  {
    title: 'Turned by a quarter',
    recipe: { ...numberedClips.rotated, name: 'rotatedSound', hasSound: true },
    first: 0,
    rotation: 270,
  },
  { title: 'Open groups of pictures', recipe: numberedClips.openGop, first: 0, rotation: 0 },
];

let backend: LiveBackend;
let desk: Desk;

test.beforeAll(async () => {
  test.setTimeout(180_000);
  backend = await liveBackend();
  for (const { title, recipe } of cases) {
    const file = await numberedClip(recipe);
    const line = [join(projectDir, 'backend/ingest.ts'), file, '--prompt', title, '--title', title];
    await promisify(execFile)(process.execPath, [
      ...line,
      '--backend',
      backend.url,
      '--token',
      'operator',
    ]);
  }
  desk = await launchDesk({
    backendUrl: backend.url,
    invitation: demoInvitation,
    isMeasured: true,
  });
  await waitForQueue(desk.page, demoBatch.length + cases.length);
});
test.afterAll(async () => {
  await desk.close();
  await backend.close();
});

/** The number in the pixels of a canvas of the page, its picture turned as the container says. */
function numberIn(canvas: Locator, rotation: 0 | 270): Promise<number> {
  return canvas.evaluate(
    (source, [bits, turned]) => {
      if (!(source instanceof HTMLCanvasElement) || source.style.visibility === 'hidden') return -1;
      const copy = new OffscreenCanvas(source.width, source.height);
      const pen = copy.getContext('2d');
      if (!pen) return -2;
      pen.drawImage(source, 0, 0);
      let number = 0;
      for (let bit = 0; bit < bits; bit++) {
        const along = (bit + 0.5) / bits;
        const [x, y] = turned === 270 ? [1 / 16, 1 - along] : [along, 1 / 16];
        const [red = 0] = pen.getImageData(
          Math.floor(x * copy.width),
          Math.floor(y * copy.height),
          1,
          1,
        ).data;
        if (red > 127) number += 2 ** bit;
      }
      return number;
    },
    [numberBits, rotation] as const,
  );
}

/** The frame that the desk says it stands on, once it is proven to be the one on screen. */
async function standing(page: Page): Promise<{ readonly frame: number; readonly frames: number }> {
  await expect(page.getByText('exact', { exact: true })).toBeVisible();
  const name = await page
    .getByRole('img', { name: /^frame \d+ of \d+/ })
    .getAttribute('aria-label');
  const [, frame, frames] = /^frame (\d+) of (\d+)/.exec(name ?? '') ?? [];
  return { frame: Number(frame), frames: Number(frames) };
}

for (const { title, recipe, first, rotation } of cases) {
  test(`${title}: steps show the frames that their pixels name, and a click in any lane lands on the frame it shows`, async () => {
    test.setTimeout(120_000);
    const { page } = desk;
    await openByTitle(page, title);
    await showPicture(page);
    const picture = page.locator('canvas.picture-frame');
    const shown = () => numberIn(picture, rotation);
    await expect.poll(shown).toBe(first);
    for (const frame of [1, 2, 3]) {
      await strike(page, '.', 1);
      await expect.poll(shown).toBe(first + frame);
    }
    await page.keyboard.press('End');
    const last = (await standing(page)).frames - 1;
    expect(last + 1).toBe(recipe.frames - first);
    await expect.poll(shown).toBe(first + last);
    await strike(page, ',', 1);
    await expect.poll(shown).toBe(first + last - 1);

    const body = page.locator('.lanes-body');
    const box = await body.boundingBox();
    if (!box) throw new Error('no lanes');
    const head = page.locator('.lanes-playhead');
    const titles = await page.locator('.lane-title').allInnerTexts();
    const laneAt = async (name: string) => {
      const at = titles.findIndex((words) => words.startsWith(name));
      const strip = await page.locator('.lane-strip').nth(at).boundingBox();
      if (at < 0 || !strip) throw new Error(`no lane ${name}`);
      return strip.y + strip.height / 2;
    };
    const ruler = await page.locator('.lanes-ruler').boundingBox();
    const places = {
      ruler: (ruler?.y ?? 0) + (ruler?.height ?? 0) / 2,
      waveform: await laneAt('Sound'),
      frames: await laneAt('Frames'),
    };
    const frameWidth = box.width / (last + 1);
    for (const [lane, y] of Object.entries(places)) {
      for (const share of [0.13, 0.5, 0.77]) {
        const x = box.x + Math.round(box.width * share);
        await page.mouse.click(x, y);
        const { frame } = await standing(page);
        await expect.poll(shown, `${lane} at ${share}`).toBe(first + frame);
        // The frame under the pointer: its start, where the playhead stands, lies less than a frame to the left.
        const at = await head.boundingBox();
        const off = x - ((at?.x ?? 0) + (at?.width ?? 0) / 2);
        expect(off, `${lane} at ${share}`).toBeGreaterThan(-2);
        expect(off, `${lane} at ${share}`).toBeLessThan(frameWidth + 2);
      }
    }

    const films = page.getByRole('button', { name: /^Frame \d+, [^,]+$/ });
    await expect(films.first()).toBeVisible();
    for (const n of [1, 3]) {
      const film = films.nth(n);
      const name = (await film.getAttribute('aria-label')) ?? '';
      const frame = Number(/^Frame (\d+)/.exec(name)?.[1]);
      await film.click();
      await expect.poll(async () => (await standing(page)).frame).toBe(frame);
      await expect.poll(shown).toBe(first + frame);
    }

    // The overview moves what the lanes show: its place comes into their middle, and a click there lands on it.
    await body.click({ position: { x: 5, y: 30 } });
    await page.getByRole('group', { name: /^Timeline/ }).focus();
    for (let n = 0; n < 4; n++) await page.keyboard.press('+');
    const overview = await page.locator('.minimap').boundingBox();
    if (!overview) throw new Error('no overview');
    await page.mouse.click(overview.x + overview.width * 0.7, overview.y + overview.height / 2);
    await page.mouse.click(box.x + box.width / 2, places.ruler);
    const { frame } = await standing(page);
    expect(Math.abs(frame - (last + 1) * 0.7)).toBeLessThan((last + 1) * 0.03 + 2);
    await expect.poll(shown).toBe(first + frame);
    await keepScreenshot(page, `exact-lanes-${recipe.name}`);
    await page.keyboard.press('Escape');
  });
}
