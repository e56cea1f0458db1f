import { expect, test } from '@playwright/test';
import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtemp, readdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { findOnDisk, type Canary } from '../helpers/find-on-disk.ts';
import { makeClip } from '../helpers/tiny-clip.ts';
import { launchDesk, projectDir } from './helpers/launch-desk.ts';
import { removeFolder } from './helpers/remove-folder.ts';

test('a wipe leaves nothing of an own clip in the backend that comes with the desk', async () => {
  test.setTimeout(300_000);
  const home = await mkdtemp(join(tmpdir(), 'desk-home-'));
  const userDataDir = join(home, 'data');
  const prompt: Canary = { name: 'prompt', bytes: Buffer.from(`canary prompt ${randomUUID()}`) };
  const clip = await makeClip(
    '-f lavfi -i testsrc2=size=320x180:rate=24:duration=2 -metadata comment=own'.split(' '),
  );
  const middle = Math.floor(clip.length / 2);
  const piece: Canary = { name: 'clip', bytes: clip.subarray(middle, middle + 48) };
  const found = () => findOnDisk([userDataDir], [prompt, piece]);
  const file = join(home, 'own.mp4');
  await writeFile(file, clip);

  const desk = await launchDesk({ userDataDir });
  await desk.untilEvent('ready');
  const data = join(userDataDir, 'backend');
  const words = ['--prompt', prompt.bytes.toString(), '--data', data];
  await promisify(execFile)(process.execPath, ['backend/ingest.ts', file, ...words], {
    cwd: projectDir,
  });
  // Both lie there in clear, as the settings say.
  expect(found().map((where) => where.split(' in ')[0])).toEqual(
    expect.arrayContaining(['clip', 'prompt']),
  );
  await desk.page.keyboard.press('Alt+4');
  await expect(desk.page.getByText('unencrypted', { exact: false }).first()).toBeVisible();
  await desk.page.getByLabel('Type WIPE to confirm').fill('WIPE');
  await desk.page.getByRole('button', { name: 'Wipe this desk' }).click();
  // A fresh page over a fresh backend with its demo batch.
  const count = desk.page.getByRole('search').getByRole('status');
  await expect(count).toHaveText(/^[1-9]\d* cases$/, { timeout: 120_000 });
  expect(await desk.questions()).toEqual([expect.stringContaining('with your own clips')]);
  expect(found()).toEqual([]);
  expect(await readdir(userDataDir)).not.toContain('wipe.begun');
  await desk.close();
  expect(found()).toEqual([]);
  await removeFolder(home);
});
