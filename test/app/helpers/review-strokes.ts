import { expect, type Page } from '@playwright/test';
import { demoBatch } from '../../../backend/seed/demo-batch.ts';
import { untilSeen } from './review.ts';

/** Keys from the focused row of the queue to the line that says that the verdict is saved, pressed and counted. */
export type StrokeCount = { readonly id: string; readonly strokes: number };

class Keys {
  readonly #page: Page;
  pressed = 0;

  constructor(page: Page) {
    this.#page = page;
  }

  async press(...chords: readonly string[]): Promise<void> {
    for (const chord of chords) {
      await this.#page.keyboard.press(chord);
      this.pressed += 1;
    }
  }
}

/** Puts the queue's focus on one case; not counted, since a reviewer takes cases as they come. */
async function stepToRow(page: Page, title: string): Promise<void> {
  await page.keyboard.press('/');
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type(title.slice(0, 40));
  await expect(page.getByRole('search').getByRole('status')).toHaveText('1 case');
  await page.keyboard.press('Escape');
  await page.getByRole('grid').focus();
}

async function openCase(page: Page, keys: Keys, title: string): Promise<void> {
  await keys.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible();
  await untilSeen(page);
}

async function showPicture(page: Page, keys: Keys): Promise<void> {
  await keys.press('Enter');
  await page.locator('.time-badge', { hasText: /^exact/u }).waitFor();
}

async function save(page: Page, keys: Keys): Promise<void> {
  await keys.press('ControlOrMeta+Enter');
  await expect(page.getByRole('region', { name: 'Your verdict' })).toBeVisible();
}

/** Begins at the row of a case that nobody has judged; leaves the case open with its verdict. */
async function counted(
  page: Page,
  id: string,
  title: string,
  judge: (keys: Keys) => Promise<void>,
): Promise<StrokeCount> {
  await stepToRow(page, title);
  const keys = new Keys(page);
  await openCase(page, keys, title);
  await judge(keys);
  await save(page, keys);
  return { id, strokes: keys.pressed };
}

async function leave(page: Page): Promise<void> {
  await page.keyboard.press('Escape');
  await expect(page.getByRole('grid')).toBeVisible();
}

export type StrokeClips = {
  readonly fine: string;
  readonly marked: string;
  readonly unmarked: string;
  readonly unclear: string;
};

const titleOf = (clipId: string) =>
  demoBatch.find((made) => made.clipId === clipId)?.title ?? `no clip ${clipId}`;

/** Of the demo batch. */
export const strokeClips: StrokeClips = {
  fine: titleOf('weather-in-sync'),
  marked: titleOf('mayor-other-words'),
  unmarked: titleOf('bank-sound-late'),
  unclear: titleOf('witness-silent-mouth'),
};

/** Five usual reviews in the desk as it comes, of four different cases by their titles. */
export async function countStrokes(
  page: Page,
  clips: StrokeClips,
): Promise<readonly StrokeCount[]> {
  const counts: StrokeCount[] = [];
  counts.push(
    await counted(page, 'strokes.all-fine', clips.fine, async (keys) => {
      await showPicture(page, keys);
      // Nothing wrong, sure: decision and severity follow from the branch.
      await keys.press('1', '1');
    }),
  );
  await leave(page);

  counts.push(
    await counted(page, 'strokes.fabricated.from-mark', clips.marked, async (keys) => {
      await showPicture(page, keys);
      // To the first words that nobody asked for, and a finding of them; its branch and reason are offered.
      await keys.press('Shift+PageDown', 'Shift+E');
      await expect(page.getByRole('region', { name: 'Findings' })).toContainText('not asked for');
      await keys.press('Shift+Enter', '3', '3', '1');
    }),
  );
  await leave(page);

  counts.push(
    await counted(page, 'strokes.fabricated.by-hand', clips.unmarked, async (keys) => {
      await showPicture(page, keys);
      await keys.press('i', 'Shift+ArrowRight', 'o', '3');
      await expect(page.getByRole('region', { name: 'Findings' })).toContainText('frames');
      await keys.press('Shift+Enter', '3', '3', '1');
    }),
  );
  // The severity of the verdict just saved was wrong.
  const correcting = new Keys(page);
  await correcting.press('c');
  await expect(page.getByText('This verdict will replace your earlier one.')).toBeVisible();
  await correcting.press('4');
  await save(page, correcting);
  await expect(page.getByRole('region', { name: 'Findings' })).toContainText('frames');
  counts.push({ id: 'strokes.correct', strokes: correcting.pressed });
  await leave(page);

  counts.push(
    await counted(page, 'strokes.cannot-tell', clips.unclear, async (keys) => {
      await keys.press('-', '1');
    }),
  );
  await leave(page);
  return counts;
}
