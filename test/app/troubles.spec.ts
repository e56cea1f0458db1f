import { expect, test } from '@playwright/test';
import { parse } from 'csv-parse/sync';
import { mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { demoBatch } from '../../backend/seed/demo-batch.ts';
import { launchDesk, type Desk } from './helpers/launch-desk.ts';
import { liveBackend, type LiveBackend } from './helpers/live-backend.ts';
import {
  approve,
  keepScreenshot,
  openByTitle,
  showPicture,
  waitForQueue,
} from './helpers/review.ts';
import { removeFolder } from './helpers/remove-folder.ts';

test.describe.configure({ mode: 'serial' });

let backend: LiveBackend;
let desk: Desk;

test.beforeAll(async () => {
  test.setTimeout(120_000);
  backend = await liveBackend();
  desk = await launchDesk({
    backendUrl: backend.url,
    invitation: await backend.invite(),
    isMeasured: true,
  });
  await waitForQueue(desk.page, demoBatch.length);
});
test.afterAll(async () => {
  await desk.close();
  await backend.close();
});

const broken = demoBatch.find((made) => made.clipId === 'broken-index');
const playable = demoBatch.find((made) => made.clipId === 'weather-in-sync');

test('a clip that cannot play says what it is and why, and can still be judged', async () => {
  const { page } = desk;
  await openByTitle(page, broken?.title ?? '');
  const place = page.getByRole('main', { name: 'Picture and sound' });
  await expect(place).toContainText('The case stays open for review');
  await keepScreenshot(page, 'broken-clip');
  await approve(page);
  await expect
    .poll(async () => (await backend.verdicts()).map(({ title, outcome }) => [title, outcome]))
    .toContainEqual([broken?.title, 'effective']);
  await page.keyboard.press('Escape');
});

test('the data service dies in the middle of a review, and the review goes on', async () => {
  const { page } = desk;
  const title = playable?.title ?? '';
  await openByTitle(page, title);
  await showPicture(page);
  await page.keyboard.press('1');
  await page.keyboard.press('w');
  await page.keyboard.type('half a note');
  await page.keyboard.press('Escape');
  const service = desk.processes().find(({ name }) => name.includes('data-service.js'));
  if (!service) throw new Error('the data service runs');
  process.kill(service.pid, 'SIGKILL');
  await expect
    .poll(() =>
      desk
        .processes()
        .some(({ name, pid }) => name.includes('data-service.js') && pid !== service.pid),
    )
    .toBe(true);
  await expect(page.getByText('Reconnecting to the data service', { exact: false })).toHaveCount(0);
  for (const key of ['1', '1']) await page.keyboard.press(key);
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('region', { name: 'Your verdict' })).toContainText('half a note');
  await expect
    .poll(async () => (await backend.verdicts()).filter((made) => made.title === title).length, {
      timeout: 30_000,
    })
    .toBe(1);
  await page.keyboard.press('Escape');
});

test('the exported CSV holds every verdict of this desk, row for row', async () => {
  const { page } = desk;
  const folder = await mkdtemp(join(tmpdir(), 'export-'));
  const file = join(folder, 'verdicts.csv');
  await desk.app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
  }, file);
  await page.keyboard.press('Alt+3');
  await expect(page.getByRole('heading', { name: 'Statistics' })).toBeVisible();
  await keepScreenshot(page, 'statistics');
  await page.getByRole('button', { name: 'Export verdicts (CSV)' }).click();
  await expect(page.getByText(/written: \d+ row/)).toBeVisible();
  const text = await readFile(file, 'utf8');
  const rows: Record<string, string>[] = parse(text, { columns: true, bom: true });
  const held = await backend.verdicts();
  expect(
    rows.map((row) => row['verdict_id']).sort((a, b) => String(a).localeCompare(String(b))),
  ).toEqual(
    held.map((verdict) => verdict.verdictId).sort((a, b) => String(a).localeCompare(String(b))),
  );
  expect(text.includes('\r\n')).toBe(true);
  await removeFolder(folder);
});
