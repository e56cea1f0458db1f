import type { Page } from '@playwright/test';
import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { defaultPreferences } from '../../shared/contract/app-api.ts';
import { countStrokes, strokeClips } from '../app/helpers/review-strokes.ts';
import {
  benchPreferences,
  filterQueue,
  leaveCase,
  openBenchDesk,
  openClip,
  type BenchDesk,
} from './bench-desk.ts';
import { screenRow, type ScreenRow } from './screen-rows.ts';

/** `npm run bench:screen -- [--json FILE]`: what the reviewer gets of the screen, measured in the real desk. */
const { values } = parseArgs({ options: { json: { type: 'string' } } });

const windows = [
  [1280, 800],
  [1440, 900],
  [1920, 1080],
] as const;

type Size = { readonly width: number; readonly height: number };

async function resize({ desk }: BenchDesk, width: number, height: number): Promise<void> {
  await desk.app.evaluate(
    ({ BrowserWindow }, size) =>
      BrowserWindow.getAllWindows()
        .find((one) => one.isFocusable())
        ?.setContentSize(size[0], size[1]),
    [width, height] as const,
  );
  // Without a window manager the content is a pixel narrower than was asked for.
  await desk.page.waitForFunction(
    ([wide, high]) => Math.abs(innerWidth - wide) <= 1 && Math.abs(innerHeight - high) <= 1,
    [width, height] as const,
  );
}

/** The picture's box in CSS pixels. */
async function pictureOf(page: Page): Promise<Size> {
  const box = await page.locator('.picture').boundingBox();
  if (!box) throw new Error('no picture on screen');
  return box;
}

/** The smallest that the picture becomes: plain, then with a finding, another channel, a zoom, a loop and "More". */
async function smallestPicture(page: Page): Promise<Size> {
  const plain = await pictureOf(page);
  for (const key of ['ArrowRight', 'i', 'Shift+ArrowRight', 'o', '2'])
    await page.keyboard.press(key);
  await page.getByText('Speech out of sync').first().waitFor();
  for (const key of ['Shift+M', 'Shift+M', '[', 'Shift+ArrowUp', 'r', 'Shift+T'])
    await page.keyboard.press(key);
  await page.getByRole('group', { name: 'More controls' }).waitFor();
  const full = await pictureOf(page);
  await page.keyboard.press('Escape');
  return {
    width: Math.min(plain.width, full.width),
    height: Math.min(plain.height, full.height),
  };
}

async function pictureRows(bench: BenchDesk): Promise<readonly ScreenRow[]> {
  const { page } = bench.desk;
  const rows: ScreenRow[] = [];
  for (const [at, [width, height]] of windows.entries()) {
    await resize(bench, width, height);
    const wide = bench.clips[at];
    if (!wide) throw new Error('too few clips');
    await openClip(page, wide.title);
    const { height: high } = await smallestPicture(page);
    rows.push(screenRow(`picture.height-share.${width}x${height}`, high / height, 'share'));
    await leaveCase(page);
  }
  const upright = bench.clips.find(({ name }) => name === 'rotated');
  if (!upright) throw new Error('no upright clip');
  await resize(bench, 1280, 800);
  await openClip(page, upright.title);
  const { width } = await smallestPicture(page);
  rows.push(screenRow('picture.width.portrait.1280x800', width, 'px'));
  await leaveCase(page);
  await filterQueue(page, '');
  return rows;
}

/** What a desk as it comes asks of a reviewer's hands. */
async function strokeRows({ desk }: BenchDesk): Promise<readonly ScreenRow[]> {
  const counts = await countStrokes(desk.page, strokeClips);
  await filterQueue(desk.page, '');
  return counts.map(({ id, strokes }) => screenRow(id, strokes, 'keys'));
}

const parts = [
  { preferences: defaultPreferences, rowsOf: strokeRows },
  { preferences: benchPreferences, rowsOf: pictureRows },
] as const;

const rows: ScreenRow[] = [];
for (const { preferences, rowsOf } of parts) {
  const bench = await openBenchDesk(preferences);
  try {
    rows.push(...(await rowsOf(bench)));
  } finally {
    await bench.close();
  }
}
for (const { id, value, unit } of rows) console.log(`${id.padEnd(40)} ${value} ${unit}`);
if (values.json !== undefined) await writeFile(values.json, `${JSON.stringify(rows, null, 2)}\n`);
