import { expect, test } from '@playwright/test';
import { existsSync } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { demoBatch } from '../../backend/seed/demo-batch.ts';
import { findOnDisk } from '../helpers/find-on-disk.ts';
import { launchDesk, type Desk } from './helpers/launch-desk.ts';
import { liveBackend, type LiveBackend } from './helpers/live-backend.ts';
import { newDeskFolder } from './helpers/measured-clips.ts';
import { removeFolder } from './helpers/remove-folder.ts';
import { waitForQueue } from './helpers/review.ts';

/** Everything here is done by the page itself, over its own ports: what a clip could do that took the page over. */
test.describe.configure({ mode: 'serial' });

let desk: Desk;
let backend: LiveBackend;
test.beforeAll(async () => {
  test.setTimeout(240_000);
  backend = await liveBackend();
  const userDataDir = await newDeskFolder();
  const { url: backendUrl } = backend;
  desk = await launchDesk({
    backendUrl,
    invitation: await backend.invite(),
    userDataDir,
    confirms: false,
  });
  await waitForQueue(desk.page, demoBatch.length);
  await expect(desk.page.getByText(/Fetching/)).toHaveCount(0, { timeout: 60_000 });
  await desk.page.evaluate(async () => {
    const found: Record<string, MessagePort> = {};
    await new Promise<void>((resolve) => {
      window.addEventListener(
        'message',
        ({ data, ports }: MessageEvent<{ secondLookPort?: string }>) => {
          const [port] = ports;
          if (data.secondLookPort && port) found[data.secondLookPort] = port;
          if (found['app'] && found['desk']) resolve();
        },
      );
      window.postMessage({ secondLookPortsWanted: true }, '*');
    });
    let id = 1_000;
    const askBy = (line: 'app' | 'desk') => {
      const port = found[line];
      port?.start();
      return (name: string, input: unknown) =>
        new Promise<unknown>((resolve) => {
          const own = (id += 1);
          port?.addEventListener('message', ({ data }: MessageEvent<{ id?: number }>) => {
            if (data.id === own) resolve(data);
          });
          port?.postMessage({ t: 'call', id: own, name, input });
        });
    };
    Object.assign(window, { askMain: askBy('app'), askService: askBy('desk') });
  });
});
test.afterAll(async () => {
  await desk.close();
  await backend.close();
  await removeFolder(desk.userDataDir);
});

type Reply = {
  readonly t: 'value' | 'fault';
  readonly value?: Readonly<Record<string, unknown>>;
  readonly fault?: { readonly kind: string; readonly message: string };
};
const ask = (line: 'askMain' | 'askService', name: string, input: unknown): Promise<Reply> =>
  desk.page.evaluate(
    ([by, call, given]) =>
      (window as unknown as Record<string, (name: string, input: unknown) => Promise<Reply>>)[by]?.(
        call,
        given,
      ) as Promise<Reply>,
    [line, name, input] as const,
  );

const stranger = 'https://stranger.example';
const assist = {
  settings: {
    enabled: true,
    baseUrl: `${stranger}/v1`,
    moderationModel: 'm',
    transcriptionModel: 't',
  },
  apiKey: 'key',
};
/** No word of a page counts for a while after the person said no. */
const untilAsked = async (name: string, input: unknown): Promise<Reply> => {
  const before = (await desk.questions()).length;
  const held: { last?: Reply } = {};
  await expect
    .poll(async () => {
      held.last = await ask('askMain', name, input);
      return (await desk.questions()).length;
    })
    .toBe(before + 1);
  return held.last ?? { t: 'fault' };
};

test('where data go, a passphrase and a wipe are asked of the person, who is told the host, and does not confirm', async () => {
  const key = await readFile(join(desk.userDataDir, 'desk.key'), 'utf8');
  for (const [name, input] of [
    ['enrol', { backendUrl: stranger, invitation: 'the prompt of a case' }],
    ['saveAssist', assist],
    ['setPassphrase', { current: null, next: 'a passphrase of somebody else' }],
    ['removePassphrase', { current: 'guessed' }],
    ['wipeDesk', { typed: 'WIPE', evenUnsent: true }],
  ] as const)
    expect(await untilAsked(name, input)).toMatchObject({ fault: { kind: 'cancelled' } });
  const asked = await desk.questions();
  expect(asked.filter((question) => question.includes('stranger.example'))).toHaveLength(2);
  expect(asked.at(-1)).toMatch(/cases, clips and drafts are destroyed. Nothing brings them back/);

  const state = await ask('askService', 'readDesk', {});
  expect(state).toMatchObject({ value: { enrolment: { role: 'reviewer' } } });
  expect(JSON.stringify(state)).not.toContain('stranger');
  expect(await ask('askService', 'readAssist', {})).toMatchObject({
    value: { settings: { enabled: false }, hasKey: false },
  });
  expect(await ask('askMain', 'readProtection', {})).toMatchObject({
    value: { protection: 'key-file', isLocked: false },
  });
  expect(await readFile(join(desk.userDataDir, 'desk.key'), 'utf8')).toBe(key);
  expect(existsSync(join(desk.userDataDir, 'desk/desk.db'))).toBe(true);
});

test('a page that asks and asks does not wear the person down', async () => {
  const wipe = { typed: 'WIPE', evenUnsent: true };
  await untilAsked('wipeDesk', wipe);
  const before = (await desk.questions()).length;
  const replies = await Promise.all(
    Array.from({ length: 20 }, () => ask('askMain', 'wipeDesk', wipe)),
  );
  expect(replies.every(({ fault }) => fault?.kind === 'refused')).toBe(true);
  expect(await desk.questions()).toHaveLength(before);
});

test('the data service does none of it for a page', async () => {
  for (const [name, input] of [
    ['enrol', { backendUrl: stranger, invitation: 'x' }],
    ['saveAssist', assist],
    ['stop', {}],
    ['start', { dataDir: '/tmp' }],
  ] as const)
    expect(await ask('askService', name, input)).toMatchObject({ fault: { kind: 'bad-message' } });
});

test('clips are read of the cases that are open, and of no other', async () => {
  const folder = join(desk.userDataDir, 'desk/media');
  const hashes = (await readdir(folder)).map((name) => name.replace('.sealed', ''));
  expect(hashes.length).toBeGreaterThan(8);
  const statusOf = (sha256: string) =>
    desk.page.evaluate(
      async (hash) =>
        (await fetch(`media://clip/${hash}`, { headers: { Range: 'bytes=0-9' } })).status,
      sha256,
    );
  const readable = async () => {
    const statuses = await Promise.all(hashes.map(statusOf));
    expect(statuses.filter((status) => ![206, 403, 503].includes(status))).toEqual([]);
    return hashes.filter((_, at) => statuses[at] === 206);
  };
  // The measuring page has clips of its own; nothing of that is this page's to read.
  expect(await readable()).toEqual([]);
  const { value } = await ask('askService', 'listCases', {
    filter: { text: '', states: ['ready'], reasons: [] },
    sort: { by: 'due', direction: 'asc' },
    offset: 0,
    limit: 500,
  });
  const rows = value?.['rows'] as readonly { caseId: string; mediaSha256: string }[];
  for (const { caseId } of rows) await ask('askService', 'openCase', { caseId });
  const last = rows.slice(-4).map(({ mediaSha256 }) => mediaSha256);
  expect((await readable()).toSorted()).toEqual([...new Set(last)].toSorted());
  const logged = desk.events.filter(
    (one) => one.event === 'program-said' && String(one['line']).includes('"case-opened"'),
  );
  expect(logged).toHaveLength(rows.length);
});

test('what the page keeps by itself, by whatever means of the browser, never reaches the disk', async () => {
  const mark = `kept-by-the-page-${String(Date.now())}`;
  await desk.page.evaluate(async (text) => {
    localStorage.setItem(text, text);
    sessionStorage.setItem(text, text);
    const opening = indexedDB.open('kept', 1);
    await new Promise((resolve, reject) => {
      opening.addEventListener('upgradeneeded', () => opening.result.createObjectStore('texts'));
      opening.addEventListener('success', resolve);
      opening.addEventListener('error', reject);
    });
    const writing = opening.result.transaction('texts', 'readwrite', { durability: 'strict' });
    writing.objectStore('texts').put(text, text);
    await new Promise((resolve) => writing.addEventListener('complete', resolve));
    const folder = await navigator.storage.getDirectory();
    const writer = await (await folder.getFileHandle('kept', { create: true })).createWritable();
    await writer.write(text);
    await writer.close();
    // Kept alive, so that nothing is swept up before the disk is looked at.
    Object.assign(window, { kept: new Blob([text.repeat(400_000)]) });
  }, mark);
  await desk.app.evaluate(({ BrowserWindow }) => {
    for (const { webContents } of BrowserWindow.getAllWindows())
      webContents.session.flushStorageData();
  });
  const canary = { name: 'what the page kept', bytes: Buffer.from(mark) };
  expect(findOnDisk([desk.userDataDir], [canary])).toEqual([]);
});

test('the page prints nothing', async () => {
  const prints = await desk.page.evaluate(() => {
    Reflect.deleteProperty(window, 'print');
    return typeof window.print;
  });
  expect(prints).toBe('undefined');
});

test('what the desk writes is private to its person', async () => {
  const entries = await readdir(desk.userDataDir, { recursive: true, withFileTypes: true });
  const open: string[] = [];
  expect((await stat(desk.userDataDir)).mode & 0o077).toBe(0);
  for (const entry of entries) {
    const path = join(entry.parentPath, entry.name);
    if (!entry.isFile() && !entry.isDirectory()) continue;
    const found = await stat(path).catch(() => undefined);
    if (found && (found.mode & 0o077) !== 0) open.push(path);
  }
  expect(open).toEqual([]);
});
