import { expect, test } from '@playwright/test';
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { demoBatch } from '../../backend/seed/demo-batch.ts';
import { launchDesk, type Desk } from './helpers/launch-desk.ts';
import { liveBackend } from './helpers/live-backend.ts';
import { newDeskFolder } from './helpers/measured-clips.ts';
import { expectLocked, passphrase, setPassphrase, unlock } from './helpers/protection.ts';
import { approve, keepScreenshot, openByTitle, untilSeen, waitForQueue } from './helpers/review.ts';
import { removeFolder } from './helpers/remove-folder.ts';

const note = 'half a thought about the lips';

/** Status of a clip's answer, or why it was not answered. */
const askClip = (desk: Desk, sha256: string) =>
  desk.page.evaluate(
    (hash) =>
      fetch(`media://clip/${hash}`).then(
        (answer) => String(answer.status),
        () => 'refused',
      ),
    sha256,
  );
const runsDataService = (desk: Desk) =>
  desk.processes().some(({ name }) => name.includes('data-service.js'));

test('a locked desk shows and answers nothing, and the passphrase brings all of it back', async () => {
  test.setTimeout(240_000);
  const backend = await liveBackend();
  const userDataDir = await newDeskFolder();
  const first = await launchDesk({
    backendUrl: backend.url,
    invitation: await backend.invite(),
    userDataDir,
  });
  await waitForQueue(first.page, demoBatch.length);
  await expect(first.page.getByText(/Fetching/)).toHaveCount(0, { timeout: 60_000 });
  const sealed = async () =>
    (await readdir(join(userDataDir, 'desk/media')))
      .filter((name) => name.endsWith('.sealed'))
      .map((name) => name.replace('.sealed', ''));
  await expect.poll(sealed).not.toEqual([]);
  // Only the clip of a case that is open can be read.
  const readable = async () => {
    const clips = await sealed();
    const statuses = await Promise.all(clips.map((hash) => askClip(first, hash)));
    return clips.filter((_, at) => statuses[at] === '200');
  };
  expect(await readable()).toEqual([]);
  await openByTitle(
    first.page,
    demoBatch.find(({ clipId }) => clipId === 'weather-in-sync')?.title ?? '',
  );
  await expect.poll(readable).not.toEqual([]);
  const [sha256 = ''] = await readable();
  await first.page.keyboard.press('Alt+1');
  await expect(first.page.getByRole('grid')).toBeVisible();
  await first.page.keyboard.press('/');
  await first.page.keyboard.press('ControlOrMeta+a');
  await first.page.keyboard.press('Delete');
  await first.page.keyboard.press('Escape');

  // Without a passphrase the key leads to where one is set.
  await first.page.keyboard.press('Control+l');
  await expect(first.page.getByRole('heading', { name: 'Protection' })).toBeVisible();
  await keepScreenshot(first.page, 'protection-key-file');
  await setPassphrase(first.page, passphrase);
  await keepScreenshot(first.page, 'protection-passphrase');

  backend.network.cut();
  await first.page.keyboard.press('Alt+1');
  await first.page.keyboard.press('Home');
  await first.page.keyboard.press('Enter');
  await untilSeen(first.page);
  const title = await first.page.getByRole('heading', { level: 1 }).innerText();
  await approve(first.page);
  await expect(first.page.getByText('1 verdict waiting to send')).toBeVisible();
  await first.page.keyboard.press('n');
  // Keys pressed before the next case is on screen would be heard by none.
  await expect(first.page.getByRole('heading', { level: 1, name: title })).toHaveCount(0);
  await untilSeen(first.page);
  const second = await first.page.getByRole('heading', { level: 1 }).innerText();
  await first.page.keyboard.press('w');
  await expect(first.page.getByRole('textbox', { name: 'Note', exact: true })).toBeFocused();
  await first.page.keyboard.type(note);

  // The key comes before the draft's own pause is over.
  await first.page.keyboard.press('Control+l');
  await expectLocked(first.page);
  await keepScreenshot(first.page, 'locked');
  const words = await first.page.evaluate(() => document.documentElement.innerText);
  for (const secret of [title, second, note, 'waiting']) expect(words).not.toContain(secret);
  expect(await askClip(first, sha256)).toBe('503');
  await expect.poll(() => runsDataService(first)).toBe(false);

  await unlock(first.page, 'seven quiet otters at dusk');
  await expect(first.page.getByText('This passphrase does not open the desk.')).toBeVisible();
  expect(runsDataService(first)).toBe(false);
  backend.network.mend();
  await unlock(first.page, passphrase);
  // Back where the reviewer was, with what they had written.
  await expect(first.page.getByRole('heading', { level: 1, name: second })).toBeVisible();
  await expect(first.page.getByText(note)).toBeVisible();
  await untilSeen(first.page);
  await first.page.keyboard.press('Escape');
  await waitForQueue(first.page, demoBatch.length - 1);
  await expect.poll(async () => (await backend.verdicts()).length, { timeout: 60_000 }).toBe(1);
  await first.page.keyboard.press('Home');
  await first.page.keyboard.press('n');
  await expect(first.page.getByRole('heading', { level: 1, name: second })).toBeVisible();
  await expect(first.page.getByText(note)).toBeVisible();

  // The machine falls asleep; then somebody pulls the plug.
  await first.app.evaluate(({ powerMonitor }) => void powerMonitor.emit('suspend'));
  await expectLocked(first.page);
  await first.kill();

  const again = await launchDesk({ backendUrl: backend.url, userDataDir });
  await expectLocked(again.page);
  expect(runsDataService(again)).toBe(false);
  for (const guess of ['a wrong guess 1', 'a wrong guess 2', 'a wrong guess 3'])
    await unlockWrongly(again, guess);
  await expect(again.page.getByText(/Next try in \d+ second/)).toBeVisible();
  await keepScreenshot(again.page, 'lock-waits');
  await expect(again.page.getByText(/Next try in \d+ second/)).toHaveCount(0);
  await unlock(again.page, passphrase);
  await waitForQueue(again.page, demoBatch.length - 1);
  await again.close();
  await backend.close();
  await removeFolder(userDataDir);
});

/** Ways in which a desk is locked without a key of the desk itself. */
const byMenu = (desk: Desk) =>
  desk.app.evaluate(({ Menu }) => {
    const items = Menu.getApplicationMenu()?.items.flatMap((item) => item.submenu?.items ?? []);
    items?.find(({ label }) => label === 'Lock the desk')?.click();
  });
const bySignal = (desk: Desk, signal: string) =>
  desk.app.evaluate(({ powerMonitor }, name) => void powerMonitor.emit(name), signal);

test('the menu, a locked screen and a sleeping machine lock the desk, also in the middle of a save', async () => {
  test.setTimeout(300_000);
  const backend = await liveBackend();
  const userDataDir = await newDeskFolder();
  const desk = await launchDesk({
    backendUrl: backend.url,
    invitation: await backend.invite(),
    userDataDir,
  });
  await waitForQueue(desk.page, demoBatch.length);
  // Without a passphrase nothing could open it again: it stays open.
  await byMenu(desk);
  await bySignal(desk, 'lock-screen');
  await expect(desk.page.getByRole('search').getByRole('status')).toBeVisible();
  await setPassphrase(desk.page, passphrase);
  backend.network.cut();

  const locks = [
    () => byMenu(desk),
    () => bySignal(desk, 'lock-screen'),
    () => bySignal(desk, 'suspend'),
  ];
  const judged: string[] = [];
  for (const [n, lock] of locks.entries()) {
    await desk.page.keyboard.press('Alt+1');
    await waitForQueue(desk.page, demoBatch.length - n);
    await desk.page.keyboard.press('Home');
    await desk.page.keyboard.press('Enter');
    await untilSeen(desk.page);
    judged.push(await desk.page.getByRole('heading', { level: 1 }).innerText());
    await expect(desk.page.getByText('Missing: policy branch', { exact: false })).toBeVisible();
    for (const key of ['1', '1', '1']) await desk.page.keyboard.press(key);
    await expect(desk.page.getByText('Complete.')).toBeVisible();
    // Both at once: whichever comes first, the verdict is saved, or its draft is kept.
    await Promise.all([desk.page.keyboard.press('Control+Enter'), lock()]);
    await expectLocked(desk.page);
    await expect.poll(() => runsDataService(desk)).toBe(false);
    // Twice is no harm, and tells nobody anything.
    await lock();
    await expectLocked(desk.page);
    await unlock(desk.page, passphrase);
    await expect(desk.page.getByRole('navigation', { name: 'Rooms' })).toBeVisible();
    await desk.page.keyboard.press('Alt+1');
    const count = desk.page.getByRole('search').getByRole('status');
    // Before the first rows are here it counts none.
    await expect(count).toHaveText(/^[1-9]\d* cases$/, { timeout: 60_000 });
    if ((await count.innerText()) === `${demoBatch.length - n} cases`) {
      // The lock was quicker: nobody said saved, and what was chosen is all still there.
      await openByTitle(desk.page, judged.at(-1) ?? '');
      await expect(desk.page.getByText('Complete.')).toBeVisible();
      // A case just opened is not decided by its first key: another one comes before.
      await desk.page.keyboard.press('s');
      await desk.page.keyboard.press('Control+Enter');
      await expect(desk.page.getByRole('region', { name: 'Your verdict' })).toBeVisible();
      await desk.page.keyboard.press('Alt+1');
      await desk.page.keyboard.press('/');
      await desk.page.keyboard.press('ControlOrMeta+a');
      await desk.page.keyboard.press('Delete');
      await desk.page.keyboard.press('Escape');
    }
  }
  backend.network.mend();
  await desk.page.keyboard.press('Control+r');
  await expect
    .poll(async () => (await backend.verdicts()).map(({ title }) => title).toSorted(), {
      timeout: 60_000,
    })
    .toEqual(judged.toSorted());
  await desk.close();
  await backend.close();
  await removeFolder(userDataDir);
});

test('a desk that is locked while it packs for a journey goes on after, with the same cases', async () => {
  test.setTimeout(300_000);
  const backend = await liveBackend();
  const userDataDir = await newDeskFolder();
  const desk = await launchDesk({
    backendUrl: backend.url,
    invitation: await backend.invite(),
    userDataDir,
  });
  await waitForQueue(desk.page, demoBatch.length);
  await setPassphrase(desk.page, passphrase);
  const leases = () =>
    backend.database.query<{ case_id: string; epoch: number }>(
      `SELECT case_id, epoch FROM leases WHERE kind = 'travel' ORDER BY case_id, epoch`,
    );
  await desk.page.keyboard.press('Alt+5');
  await expect(desk.page.getByRole('heading', { name: 'Estimate' })).toBeVisible();
  for (const key of ['t', 'a', 'ControlOrMeta+a', '6', 'Enter', 'Escape'])
    await desk.page.keyboard.press(key);
  await expect(desk.page.getByText('6 cases', { exact: true })).toBeVisible();
  await desk.page.keyboard.press('Control+Enter');
  // The leases are here, the rest of the pack is under way: clips, policies, measurements.
  await expect.poll(async () => (await leases()).length, { timeout: 60_000 }).toBe(6);
  const packed = await leases();
  await bySignal(desk, 'suspend');
  await expectLocked(desk.page);
  await expect.poll(() => runsDataService(desk)).toBe(false);
  const words = await desk.page.evaluate(() => document.documentElement.innerText);
  expect(words).not.toMatch(/journey|pack/i);

  await unlock(desk.page, passphrase);
  await expect(desk.page.getByRole('grid')).toBeVisible({ timeout: 60_000 });
  await desk.page.keyboard.press('Alt+5');
  await expect(desk.page.getByText('You can unplug now', { exact: false }).first()).toBeVisible({
    timeout: 120_000,
  });
  expect(await leases()).toEqual(packed);
  await keepScreenshot(desk.page, 'packed-after-a-lock');
  await desk.close();
  await backend.close();
  await removeFolder(userDataDir);
});

async function unlockWrongly(desk: Desk, guess: string): Promise<void> {
  await unlock(desk.page, guess);
  await expect(desk.page.getByText('This passphrase does not open the desk.')).toBeVisible();
}

test('a reviewer wipes the desk: not while verdicts would be lost, then wholly', async () => {
  test.setTimeout(180_000);
  const backend = await liveBackend();
  const userDataDir = await newDeskFolder();
  const desk = await launchDesk({
    backendUrl: backend.url,
    invitation: await backend.invite(),
    userDataDir,
  });
  await waitForQueue(desk.page, demoBatch.length);
  await expect(desk.page.getByText(/Fetching/)).toHaveCount(0, { timeout: 60_000 });
  const keyBefore = await readFile(join(userDataDir, 'desk.key'), 'utf8');
  backend.network.cut();
  await desk.page.keyboard.press('Home');
  await desk.page.keyboard.press('Enter');
  await approve(desk.page);
  await desk.page.keyboard.press('Alt+4');

  const act = desk.page.getByRole('button', { name: 'Wipe this desk' });
  await desk.page.getByLabel('Type WIPE to confirm').fill('wipe');
  await expect(act).toBeDisabled();
  await desk.page.getByLabel('Type WIPE to confirm').fill('WIPE');
  await act.click();
  await expect(desk.page.getByText('Not sent yet: 1 verdict', { exact: false })).toBeVisible({
    timeout: 40_000,
  });
  await keepScreenshot(desk.page, 'wipe-refused');
  expect(existsSync(join(userDataDir, 'desk/desk.db'))).toBe(true);

  backend.network.mend();
  await expect.poll(async () => (await backend.verdicts()).length, { timeout: 60_000 }).toBe(1);
  await act.click();
  await expect(
    desk.page.getByText('This desk is not enrolled', { exact: false }).first(),
  ).toBeVisible({
    timeout: 60_000,
  });
  await keepScreenshot(desk.page, 'wiped');
  expect(await backend.verdicts()).toHaveLength(1);
  expect(await readdir(join(userDataDir, 'desk/media'))).toEqual([]);
  expect(await readFile(join(userDataDir, 'desk.key'), 'utf8')).not.toBe(keyBefore);
  expect(existsSync(join(userDataDir, 'wipe.begun'))).toBe(false);
  await desk.close();
  await backend.close();
  await removeFolder(userDataDir);
});
