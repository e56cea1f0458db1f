import AxeBuilder from '@axe-core/playwright';
import { expect, test } from '@playwright/test';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { demoBatch } from '../../backend/seed/demo-batch.ts';
import { launchDesk } from './helpers/launch-desk.ts';
import { liveBackend } from './helpers/live-backend.ts';
import { newDeskFolder } from './helpers/measured-clips.ts';
import {
  approve,
  keepScreenshot,
  openByTitle,
  showPicture,
  waitForQueue,
  strike,
} from './helpers/review.ts';
import { removeFolder } from './helpers/remove-folder.ts';

const talking = demoBatch.find((made) => made.clipId === 'weather-in-sync')?.title ?? '';
const sizes = [
  { width: 1280, height: 800 },
  { width: 1920, height: 1080 },
] as const;

for (const theme of ['dark', 'light'] as const) {
  test(`every screen in the ${theme} theme is kept as a picture, and axe finds nothing serious`, async () => {
    test.setTimeout(150_000);
    const backend = await liveBackend();
    const userDataDir = await newDeskFolder();
    await writeFile(join(userDataDir, 'preferences.json'), JSON.stringify({ theme }));
    const desk = await launchDesk({
      userDataDir,
      backendUrl: backend.url,
      invitation: await backend.invite(),
    });
    const { page } = desk;
    await waitForQueue(page, demoBatch.length);

    const keep = async (name: string) => {
      for (const size of sizes) {
        await desk.app.evaluate(
          ({ BrowserWindow }, { width, height }) =>
            BrowserWindow.getAllWindows()
              .find((one) => one.isFocusable())
              ?.setContentSize(width, height),
          size,
        );
        // Without a window manager the content is a pixel narrower than was asked for.
        await expect
          .poll(() => page.evaluate(() => innerWidth))
          .toBeGreaterThanOrEqual(size.width - 1);
        await keepScreenshot(page, `${theme}-${size.width}-${name}`);
      }
      const found = await new AxeBuilder({ page })
        .setLegacyMode()
        .options({ preload: false })
        .analyze();
      const serious = found.violations.filter(
        ({ impact }) => impact === 'serious' || impact === 'critical',
      );
      expect(serious.map(({ id, nodes }) => `${name}: ${id} ${nodes[0]?.html ?? ''}`)).toEqual([]);
    };

    await keep('queue');
    await openByTitle(page, talking);
    await keep('case-covered');
    await showPicture(page);
    await strike(page, '.', 30);
    await page.keyboard.press('g');
    await page.keyboard.down('x');
    await keep('case-lifted');
    await page.keyboard.up('x');
    await page.keyboard.press('i');
    await strike(page, '.', 12);
    await page.keyboard.press('o');
    await keep('case-marking');
    await page.keyboard.press('Escape');
    await approve(page);
    await keep('case-decided');
    await page.keyboard.press('Escape');
    await page.keyboard.press('?');
    await keep('keys');
    await page.keyboard.press('Escape');
    for (const [key, name] of [
      ['Alt+2', 'journal'],
      ['Alt+3', 'statistics'],
      ['Alt+4', 'settings'],
      ['Alt+5', 'travel'],
    ] as const) {
      await page.keyboard.press(key);
      await keep(name);
    }
    await desk.close();
    await backend.close();
    await removeFolder(userDataDir);
  });
}
