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
import { liveBackend, operatorToken, type LiveBackend } from './helpers/live-backend.ts';
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
    const env = { ...process.env, SECOND_LOOK_OPERATOR_TOKEN: operatorToken };
    await promisify(execFile)(process.execPath, [...line, '--backend', backend.url], { env });
  }
  desk = await launchDesk({
    backendUrl: backend.url,
    invitation: await backend.invite(),
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

type Standing = {
  /** The frame that the desk names, and how many there are; NaN while there is no picture. */
  readonly named: number;
  readonly frames: number;
  readonly saysExact: boolean;
  /** The middle of the playhead, in pixels of the page. */
  readonly headX: number;
};

/** What the desk says of the picture, all of one moment: what was asked of it may still be under way. */
function standing(page: Page): Promise<Standing> {
  return page.evaluate(() => {
    const label = document.querySelector('.picture-host')?.getAttribute('aria-label') ?? '';
    const [, named, frames] = /^frame (\d+) of (\d+)/.exec(label) ?? [];
    const head = document.querySelector('.lanes-playhead')?.getBoundingClientRect();
    return {
      named: Number(named),
      frames: Number(frames),
      saysExact: document.querySelector('.time-badge')?.textContent === 'exact',
      headX: head ? head.x + head.width / 2 : Number.NaN,
    };
  });
}

/** Waits until the desk stands exactly on a frame that `isMeant`, by its own words and by the pixels that are shown. */
async function expectLanding(
  page: Page,
  shown: () => Promise<number>,
  first: number,
  isMeant: (standing: Standing) => boolean,
  what: string,
): Promise<void> {
  await expect
    .poll(
      async () => {
        const at = await standing(page);
        const drawn = (await shown()) - first;
        return at.saysExact && at.named === drawn && isMeant(at) ? 'landed' : { ...at, drawn };
      },
      { message: what },
    )
    .toBe('landed');
}

/** Times of the stretch that the lanes show, in seconds, as the overview names it. */
async function shownStretch(page: Page): Promise<readonly number[]> {
  const name = (await page.locator('.minimap').getAttribute('aria-label')) ?? '';
  return (name.match(/\d+:\d\d\.\d+/g) ?? []).slice(-2).map((time) => Number(time.slice(2)));
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
    const last = recipe.frames - first - 1;
    expect((await standing(page)).frames).toBe(last + 1);
    await page.keyboard.press('End');
    await expectLanding(page, shown, first, ({ named }) => named === last, 'the last frame');
    await strike(page, ',', 1);
    await expect.poll(shown).toBe(first + last - 1);

    const body = page.locator('.lanes-body');
    /** Where a lane is now: what is measured meanwhile may put another one above it. */
    const boxOf = async (lane: Locator) => {
      const box = await lane.boundingBox();
      if (!box) throw new Error('no such lane');
      return box;
    };
    const titles = await page.locator('.lane-title').allInnerTexts();
    const laneOf = (name: string) => {
      const at = titles.findIndex((words) => words.startsWith(name));
      if (at < 0) throw new Error(`no lane ${name}`);
      return page.locator('.lane-strip').nth(at);
    };
    const lanes = {
      ruler: page.locator('.lanes-ruler'),
      waveform: laneOf('Sound'),
      frames: laneOf('Frames'),
    };
    const { x: left, width } = await boxOf(body);
    const frameWidth = width / (last + 1);
    for (const [lane, strip] of Object.entries(lanes)) {
      for (const share of [0.13, 0.5, 0.77]) {
        const x = left + Math.round(width * share);
        // More lanes than fit are scrolled.
        await strip.evaluate((box) => box.scrollIntoView({ block: 'center' }));
        const { y, height } = await boxOf(strip);
        await page.mouse.click(x, y + height / 2);
        // The frame under the pointer: its start, where the playhead stands, lies less than a frame to the left.
        const isUnderPointer = ({ headX }: Standing) =>
          x - headX > -2 && x - headX < frameWidth + 2;
        await expectLanding(page, shown, first, isUnderPointer, `${lane} at ${share}`);
      }
    }

    const films = page.getByRole('button', { name: /^Frame \d+, [^,]+$/ });
    await expect(films.first()).toBeVisible();
    for (const n of [1, 3]) {
      const name = (await films.nth(n).getAttribute('aria-label')) ?? '';
      const frame = Number(/^Frame (\d+)/.exec(name)?.[1]);
      await page.getByRole('button', { name, exact: true }).click();
      await expectLanding(page, shown, first, ({ named }) => named === frame, name);
    }

    // The overview moves what the lanes show: its place comes into their middle, and a click there lands on it.
    await body.click({ position: { x: 5, y: 30 } });
    await page.getByRole('group', { name: /^Timeline/ }).focus();
    for (let n = 0; n < 4; n++) await page.keyboard.press('+');
    const overview = page.locator('.minimap');
    const map = await boxOf(overview);
    await page.mouse.click(map.x + map.width * 0.7, map.y + map.height / 2);
    const seconds = (last + 1) / 30;
    await expect
      .poll(async () => {
        const [from = 0, to = 0] = await shownStretch(page);
        return Math.abs((from + to) / 2 - seconds * 0.7);
      })
      .toBeLessThan(seconds * 0.03 + 0.05);
    const ruler = await boxOf(lanes.ruler);
    await page.mouse.click(left + width / 2, ruler.y + ruler.height / 2);
    const isThere = ({ named }: Standing) =>
      Math.abs(named - (last + 1) * 0.7) < (last + 1) * 0.03 + 2;
    await expectLanding(page, shown, first, isThere, 'the middle of the lanes');
    await keepScreenshot(page, `exact-lanes-${recipe.name}`);
    await page.keyboard.press('Escape');
  });
}
