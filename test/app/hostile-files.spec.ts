import { expect, test } from '@playwright/test';
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { demoBatch } from '../../backend/seed/demo-batch.ts';
import { hostileFiles } from '../helpers/hostile-files.ts';
import { hostileStreams } from '../helpers/hostile-streams.ts';
import { makeClip } from '../helpers/tiny-clip.ts';
import { launchDesk, projectDir, type Desk } from './helpers/launch-desk.ts';
import { newDeskFolder } from './helpers/measured-clips.ts';
import { removeFolder } from './helpers/remove-folder.ts';
import { keepScreenshot, openByTitle, showPicture, waitForQueue } from './helpers/review.ts';

/** Files that wear a reader out; which of them end their reader. */
const hostile = [
  { title: 'Eight million samples', bytes: hostileFiles.manySamples, stops: true },
  { title: 'A hundred thousand streams', bytes: hostileStreams.manyStreams, stops: true },
  { title: 'A transport stream of one packet', bytes: hostileStreams.endlessPacket, stops: false },
] as const;

const pidOf = (desk: Desk, name: string) =>
  desk.processes().find((one) => one.name.includes(name))?.pid;

type Line = Readonly<Record<string, unknown>>;

/** What the data service printed under this name. */
function said(desk: Desk, name: string): readonly Line[] {
  return desk.events
    .filter((one) => one.event === 'program-said' && one['program'] === 'data-service')
    .map((one) => JSON.parse(String(one['line'])) as Line)
    .filter((line) => line['event'] === name);
}

async function ingest(file: string, title: string, userDataDir: string): Promise<void> {
  const words = ['--prompt', title, '--title', title, '--data', join(userDataDir, 'backend')];
  await promisify(execFile)(process.execPath, ['backend/ingest.ts', file, ...words], {
    cwd: projectDir,
  });
}

/** In the words of whoever found out first: the backend, the desk's reader or its player. */
const sentence = /Judge (?:it )?by (?:its|the) record|has no picture|can’t be read/;

async function expectSentence(desk: Desk, title: string): Promise<void> {
  const { page } = desk;
  await openByTitle(page, title);
  const place = page.getByRole('main', { name: 'Picture and sound' });
  await expect(place).toContainText(sentence);
  await keepScreenshot(page, `hostile-${title.toLowerCase().replaceAll(' ', '-')}`);
  await page.keyboard.press('Escape');
}

test('hostile files end nothing but an inspector: each case says why, and the others go on', async () => {
  test.setTimeout(600_000);
  const home = await mkdtemp(join(tmpdir(), 'desk-home-'));
  const userDataDir = join(home, 'data');
  await mkdir(userDataDir);
  await newDeskFolder({ folder: userDataDir, isSeeded: true });
  const clip = await makeClip(
    '-f lavfi -i testsrc2=size=320x180:rate=24:duration=2 -f lavfi -i sine=duration=2'.split(' '),
  );
  const honest = { title: 'An honest clip behind them', sha256: sha256Of(clip) };

  const first = await launchDesk({ userDataDir });
  await first.untilEvent('ready');
  await waitForQueue(first.page, demoBatch.length);
  const before = { desk: pidOf(first, 'data-service.js'), backend: pidOf(first, 'backend.js') };
  const hashes = new Map<string, string>();
  for (const { title, bytes } of hostile) {
    const made = bytes();
    hashes.set(title, sha256Of(made));
    await writeFile(join(home, 'hostile.mp4'), made);
    await ingest(join(home, 'hostile.mp4'), title, userDataDir);
  }
  await writeFile(join(home, 'honest.mp4'), clip);
  await ingest(join(home, 'honest.mp4'), honest.title, userDataDir);
  await expect(first.page.getByRole('search').getByRole('status')).toHaveText(
    `${demoBatch.length + hostile.length + 1} cases`,
    { timeout: 300_000 },
  );

  // Those before it may keep the inspector for half a minute each.
  const isVerified = () =>
    said(first, 'media-verified').filter(({ sha256 }) =>
      [...hashes.values(), honest.sha256].includes(String(sha256)),
    ).length;
  await expect.poll(isVerified, { timeout: 300_000 }).toBe(hostile.length + 1);
  await openByTitle(first.page, honest.title);
  await showPicture(first.page);
  await first.page.keyboard.press('Escape');
  for (const { title } of hostile) await expectSentence(first, title);
  const stoppers = hostile.filter(({ stops }) => stops).map(({ title }) => hashes.get(title));
  const stops = said(first, 'inspector-stopped').map((line) => line['sha256']);
  expect(stops).toHaveLength(stoppers.length);
  expect(new Set(stops)).toEqual(new Set(stoppers));
  // Measuring waits while a case is open, and begins again.
  const endsOfHonest = () =>
    said(first, 'measured')
      .filter(({ sha256 }) => sha256 === honest.sha256)
      .map(({ end }) => end);
  await expect.poll(endsOfHonest, { timeout: 200_000 }).toContain('over');
  expect({ desk: pidOf(first, 'data-service.js'), backend: pidOf(first, 'backend.js') }).toEqual(
    before,
  );
  expect(first.complaints).toEqual([]);
  await first.close();

  // What stopped an inspector is known after a restart: no inspector is asked about it again.
  const second = await launchDesk({ userDataDir });
  await second.untilEvent('ready');
  for (const { title, stops } of hostile) if (stops) await expectSentence(second, title);
  expect(said(second, 'inspector-stopped')).toEqual([]);
  await second.close();
  await removeFolder(home);
});

function sha256Of(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
