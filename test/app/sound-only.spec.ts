import { expect, test } from '@playwright/test';
import { execFile } from 'node:child_process';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { demoBatch } from '../../backend/seed/demo-batch.ts';
import { ffmpeg } from '../helpers/ffmpeg-clips.ts';
import { launchDesk, projectDir } from './helpers/launch-desk.ts';
import { liveBackend, operatorToken } from './helpers/live-backend.ts';
import { removeFolder } from './helpers/remove-folder.ts';
import { approve, keepScreenshot, openByTitle, waitForQueue } from './helpers/review.ts';

const title = 'A song without a picture';

async function ingestSong(backendUrl: string, folder: string): Promise<void> {
  const file = join(folder, 'song.m4a');
  await ffmpeg('-f', 'lavfi', '-i', 'sine=440:duration=4', '-c:a', 'aac', file);
  const line = ['backend/ingest.ts', file, '--prompt', title, '--title', title];
  const env = { ...process.env, SECOND_LOOK_OPERATOR_TOKEN: operatorToken };
  await promisify(execFile)(process.execPath, [...line, '--backend', backendUrl], {
    cwd: projectDir,
    env,
  });
}

test('a clip without a picture is opened, heard, marked by time and judged, and the backend has the times', async () => {
  test.setTimeout(180_000);
  const folder = await mkdtemp(join(tmpdir(), 'song-'));
  const backend = await liveBackend();
  await ingestSong(backend.url, folder);
  const desk = await launchDesk({
    backendUrl: backend.url,
    invitation: await backend.invite(),
    isMeasured: true,
  });
  const { page } = desk;
  await waitForQueue(page, demoBatch.length + 1);
  await openByTitle(page, title);
  await expect(page.getByText('sound only: no picture is shown')).toBeVisible();

  const clock = page.locator('.time-clock');
  const seconds = async () => Number((await clock.textContent())?.split(':').at(-1));
  await page.keyboard.press('m');
  await page.keyboard.press('Space');
  await expect.poll(seconds).toBeGreaterThan(0.3);
  await page.keyboard.press('Space');
  await page.keyboard.press('Home');
  await expect.poll(seconds).toBe(0);

  await page.keyboard.press('PageDown');
  await page.keyboard.press('i');
  for (let n = 0; n < 5; n++) await page.keyboard.press('Shift+ArrowRight');
  await expect.poll(seconds).toBe(1.5);
  await page.keyboard.press('o');
  await page.getByRole('button', { name: 'Speech not asked for' }).click();
  const findings = page.getByRole('region', { name: 'Findings' });
  await expect(findings).toContainText('01.000 – ');
  await expect(findings).toContainText('01.500');

  await page.keyboard.press('PageDown');
  await expect.poll(seconds).toBe(2);
  await page.keyboard.press('o');
  await page.getByRole('button', { name: 'Other', exact: true }).click();
  await expect(findings).toContainText('02.010');
  await keepScreenshot(page, 'sound-only');

  await approve(page);
  await expect
    .poll(async () => (await backend.verdicts()).filter((made) => made.title === title))
    .toMatchObject([
      {
        outcome: 'effective',
        body: {
          findings: [
            {
              kind: 'speech-not-asked-for',
              fromUs: 1_000_000,
              toUs: 1_500_000,
              fromFrame: null,
              toFrame: null,
            },
            { kind: 'other', fromUs: 2_000_000, toUs: 2_010_000, fromFrame: null, toFrame: null },
          ],
          conduct: { soundHeard: true, framesTotal: null },
        },
      },
    ]);
  expect(desk.complaints).toEqual([]);
  await desk.close();
  await backend.close();
  await removeFolder(folder);
});
