import { expect, test } from '@playwright/test';
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { cp, mkdir, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { demoBatch } from '../../backend/seed/demo-batch.ts';
import { openCache, type Cache } from '../../main/data-service/cache/open-cache.ts';
import { expectValue } from '../../shared/lifetime/result.ts';
import { HttpCaller } from '../helpers/backend/http-desk.ts';
import { someGeneration } from '../helpers/backend/backend-fixtures.ts';
import { findOnDisk, type Canary } from '../helpers/find-on-disk.ts';
import { makeClip } from '../helpers/tiny-clip.ts';
import { launchDesk, type Desk } from './helpers/launch-desk.ts';
import { liveBackend, operatorToken } from './helpers/live-backend.ts';
import { newDeskFolder } from './helpers/measured-clips.ts';
import { expectLocked, passphrase, setPassphrase, unlock } from './helpers/protection.ts';
import { approve, openByTitle, showPicture, waitForQueue } from './helpers/review.ts';
import { removeFolder } from './helpers/remove-folder.ts';

const canaryText = (name: string): Canary => ({
  name,
  bytes: Buffer.from(`canary ${name} ${randomUUID()}`),
});
const textOf = ({ bytes }: Canary) => bytes.toString('utf8');

test('nothing of a case, no key and no passphrase ever lies on the disk in any form', async () => {
  test.setTimeout(600_000);
  const prompt = canaryText('prompt');
  const title = canaryText('title');
  const note = canaryText('note');
  const marker = canaryText('marker in the clip');
  const clip = await makeClip(
    `-f lavfi -i testsrc2=size=320x180:rate=24:duration=3 -f lavfi -i sine=duration=3 -metadata`
      .split(' ')
      .concat([`comment=${textOf(marker)}`]),
  );
  expect(clip.includes(marker.bytes)).toBe(true);
  const middle = Math.floor(clip.length / 2);
  const secrets: Canary[] = [
    prompt,
    title,
    note,
    marker,
    { name: 'piece of the clip', bytes: clip.subarray(middle, middle + 48) },
    { name: 'passphrase', bytes: Buffer.from(passphrase) },
  ];

  const backend = await liveBackend();
  const operator = new HttpCaller(backend.url, operatorToken);
  const { generationId } = (
    await operator.ask('registerGeneration', {
      body: someGeneration({ title: textOf(title), prompt: textOf(prompt) }),
    })
  ).body;
  await operator.ask('uploadMedia', { params: { generationId }, bytes: clip });

  const home = await mkdtemp(join(tmpdir(), 'desk-home-'));
  const [userDataDir, temp] = [join(home, 'data'), join(home, 'temp')];
  await mkdir(temp);
  await mkdir(userDataDir);
  await newDeskFolder({ folder: userDataDir });
  const env = { TMPDIR: temp, HOME: home, XDG_CACHE_HOME: join(home, 'cache') };
  const found = (more: readonly Canary[] = []) =>
    findOnDisk([home, '/dev/shm'], [...secrets, ...more]);

  const first = await launchDesk({
    backendUrl: backend.url,
    invitation: await backend.invite(),
    userDataDir,
    env,
  });
  await waitForQueue(first.page, demoBatch.length + 1);
  // The search finds what is there: without a passphrase and a keychain the key lies in its file.
  const keyFile = JSON.parse(await readFile(join(userDataDir, 'desk.key'), 'utf8')) as {
    value: string;
  };
  const key = { name: 'database key', bytes: Buffer.from(keyFile.value, 'base64') };
  expect(found([key])).toEqual([expect.stringContaining('database key (base64)')]);
  await setPassphrase(first.page, passphrase);
  secrets.push(key);

  await first.page.keyboard.press('Alt+1');
  await openByTitle(first.page, textOf(title));
  await showPicture(first.page);
  await first.page.keyboard.press('Space');
  await first.page.keyboard.press('w');
  await first.page.keyboard.type(textOf(note));
  await first.page.keyboard.press('Escape');
  expect(found()).toEqual([]);
  // What is measured, and a pack for a journey.
  await expect
    .poll(() => measuredClips(first), { timeout: 240_000 })
    .toContain(createHash('sha256').update(clip).digest('hex'));
  await first.page.keyboard.press('Alt+5');
  await expect(first.page.getByRole('heading', { name: 'Estimate' })).toBeVisible();
  for (const key of ['t', 'a', 'ControlOrMeta+a', '2', 'Enter', 'Escape'])
    await first.page.keyboard.press(key);
  await expect(first.page.getByText('2 cases', { exact: true })).toBeVisible();
  await first.page.keyboard.press('Control+Enter');
  await expect(first.page.getByText('You can unplug now.')).toBeVisible({ timeout: 60_000 });
  await first.page.keyboard.press('Alt+1');
  await openByTitle(first.page, textOf(title));
  await approve(first.page);
  await expect.poll(async () => (await backend.verdicts()).length, { timeout: 60_000 }).toBe(1);
  expect(found()).toEqual([]);
  // The page dies with all of it in its memory: what a crash leaves behind holds nothing either.
  await first.app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()
      .find((window) => window.isVisible())
      ?.webContents.forcefullyCrashRenderer(),
  );
  await first.untilEvent('page-died');
  expect(found()).toEqual([]);
  await first.close();

  // The keys within the database, and the token: sealed with it, and nowhere else.
  const copy = join(await mkdtemp(join(tmpdir(), 'desk-copy-')), 'desk');
  await cp(join(userDataDir, 'desk'), copy, { recursive: true });
  const cache = expectValue(openCache(join(copy, 'desk.db'), key.bytes));
  const fileKeys = cache.db
    .prepare<[], { file_key: Buffer }>('SELECT file_key FROM media_files')
    .all();
  const settings = cache.db
    .prepare<[], { key: string; value: string }>(
      `SELECT key, value FROM settings WHERE key IN ('deviceKey', 'enrolment')`,
    )
    .all();
  const content = contentIn(cache);
  cache.close();
  await removeFolder(join(copy, '..'));
  expect(fileKeys.length).toBeGreaterThan(0);
  for (const { file_key } of fileKeys) secrets.push({ name: 'clip key', bytes: file_key });
  for (const { key: name, value } of settings) {
    const parsed: unknown = JSON.parse(value);
    const text = typeof parsed === 'string' ? parsed : (parsed as { readonly token: string }).token;
    secrets.push({ name, bytes: Buffer.from(text) });
  }
  // Measurements, findings, coverage, the pack: whatever the database holds lies nowhere beside it.
  expect(new Set(content.map(({ name }) => name.split(' ')[0]))).toEqual(
    new Set(['measurements', 'frame_indexes', 'verdicts', 'generations', 'settings']),
  );
  secrets.push(...content);
  expect(found()).toEqual([]);
  // Preferences and the machine's settings are in clear by right: they hold nothing of a case.
  const plainIn = async (name: string) =>
    Object.keys(
      JSON.parse(await readFile(join(userDataDir, name), 'utf8').catch(() => '{}')) as object,
    );
  const own = ['theme', 'layout', 'playback', 'wellbeing', 'keys'];
  expect((await plainIn('preferences.json')).filter((key) => !own.includes(key))).toEqual([]);
  const ofMachine = ['window', 'backend', 'embeddedPort', 'lockAfterMinutes'];
  expect((await plainIn('machine.json')).filter((key) => !ofMachine.includes(key))).toEqual([]);

  const second = await launchDesk({ backendUrl: backend.url, userDataDir, env });
  await expectLocked(second.page);
  await unlock(second.page, passphrase);
  await waitForQueue(second.page, demoBatch.length);
  await second.page.keyboard.press('Control+l');
  await expectLocked(second.page);
  expect(found()).toEqual([]);
  await unlock(second.page, passphrase);
  await waitForQueue(second.page, demoBatch.length);
  await second.page.keyboard.press('Alt+4');
  await second.page.getByLabel('Type WIPE to confirm').fill('WIPE');
  await second.page.getByRole('button', { name: 'Wipe this desk' }).click();
  await expect(
    second.page.getByText('This desk is not enrolled', { exact: false }).first(),
  ).toBeVisible({ timeout: 60_000 });
  expect(found()).toEqual([]);
  await second.close();
  expect(found()).toEqual([]);
  expect(await backend.verdicts()).toHaveLength(1);
  await backend.close();
  await removeFolder(home);
});

/** Hashes of the clips that were measured to the end so far. */
const measuredClips = (desk: Desk): readonly string[] =>
  desk.events
    .filter((one) => one.event === 'program-said' && String(one['line']).includes('"measured"'))
    .map((one) => String((JSON.parse(String(one['line'])) as { sha256?: string }).sha256));

/** A piece out of each of the longest things that the database holds of cases, by table. */
function contentIn({ db }: Cache): readonly Canary[] {
  const pieces = [
    ['measurements', 'SELECT body FROM measurements ORDER BY length(body) DESC LIMIT 12'],
    ['frame_indexes', 'SELECT body FROM frame_indexes ORDER BY length(body) DESC LIMIT 3'],
    ['verdicts', 'SELECT body FROM verdicts LIMIT 3'],
    ['generations', 'SELECT body FROM generations LIMIT 6'],
    ['settings', `SELECT value AS body FROM settings WHERE key = 'travelPack'`],
  ] as const;
  return pieces.flatMap(([table, sql]) =>
    db
      .prepare<[], { body: Buffer | string }>(sql)
      .all()
      .flatMap(({ body }, at) => pieceOf(Buffer.from(body), `${table} ${at}`)),
  );
}

/** Forty-eight bytes that nothing else is likely to hold; none where all of it is common words or blanks. */
function pieceOf(body: Buffer, name: string): readonly Canary[] {
  for (let from = Math.floor(body.length / 2); from + 48 <= body.length; from += 16) {
    const bytes = body.subarray(from, from + 48);
    const digits = bytes.filter((byte) => byte >= 48 && byte <= 57).length;
    if (new Set(bytes).size >= 14 && (digits >= 8 || bytes.some((byte) => byte > 127)))
      return [{ name, bytes }];
  }
  return [];
}

test('the search for canaries finds each of them in every form', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'canary-'));
  const text = canaryText('anything');
  const raw = { name: 'bytes', bytes: randomBytes(32) };
  await writeFile(
    join(folder, 'a'),
    Buffer.concat([Buffer.from('x'), Buffer.from(textOf(text), 'utf16le')]),
  );
  await writeFile(
    join(folder, 'b'),
    `{"v":"${Buffer.from(`12${textOf(text)} and more`).toString('base64')}"}`,
  );
  await writeFile(join(folder, 'c'), raw.bytes.toString('hex'));
  await writeFile(join(folder, textOf(text)), '');
  const names = findOnDisk([folder], [text, raw]).map((line) => line.split(' in /')[0]);
  expect(new Set(names)).toEqual(
    new Set(['anything', 'anything (UTF-16)', 'anything (base64)', 'bytes (hex)']),
  );
  expect(names).toHaveLength(4);
  await removeFolder(folder);
});
