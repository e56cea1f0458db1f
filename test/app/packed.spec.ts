import { expect, test } from '@playwright/test';
import { existsSync } from 'node:fs';
import { copyFile, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { packDesk, type PackedDesk, type RunningDesk } from './helpers/packed-desk.ts';
import { removeFolder } from './helpers/remove-folder.ts';

test.describe.configure({ mode: 'serial' });
test.skip(process.platform !== 'linux', 'what the kernel says is read from /proc');

/** What nobody gave it may not be seen by a program of the desk, whoever set it. */
const hostile = {
  NODE_TLS_REJECT_UNAUTHORIZED: '0',
  HTTPS_PROXY: 'http://127.0.0.1:9',
  SSL_CERT_FILE: '/dev/null',
  GTK_MODULES: 'nothing',
  SECOND_LOOK_TEST: '1',
};
let packed: PackedDesk;
let desk: RunningDesk;

test.beforeAll(async () => {
  test.setTimeout(300_000);
  packed = await packDesk();
  desk = await packed.start([], {
    ...hostile,
    SECOND_LOOK_SCREENSHOT: join(packed.folder, 'picture.png'),
  });
  await desk.untilEvent('ready');
});
test.afterAll(async () => {
  await desk.close();
  await removeFolder(packed.folder);
});

test('an ordinary user’s packed desk runs its pages in the kernel’s sandbox', () => {
  const all = desk.processes();
  const [main] = all;
  const pages = all.filter(({ command }) => command.includes('--type=renderer'));
  expect(main?.uid).not.toBe(0);
  expect(all.filter(({ command }) => /--no-sandbox|--disable-\S*sandbox/.test(command))).toEqual(
    [],
  );
  expect(pages.length).toBeGreaterThan(0);
  for (const page of pages) {
    expect(page).toMatchObject({ seccomp: 2, noNewPrivileges: true });
    expect(page.uid).toBe(main?.uid);
    for (const kind of ['user', 'pid', 'net'] as const) {
      expect(page.namespaces[kind]).toMatch(/^(user|pid|net):\[\d+\]$/);
      expect(page.namespaces[kind]).not.toBe(main?.namespaces[kind]);
    }
  }
});

test('its programs see listed variables only, and leave no memory behind', () => {
  const programs = desk
    .processes()
    .filter(({ command }) => /(data-service|backend)\.js/.test(command));
  expect(programs.length).toBeGreaterThan(1);
  const names = Object.keys(hostile);
  for (const { variables } of programs) {
    expect(variables).toContain('HOME');
    expect(
      variables.filter((name) => names.includes(name) || name.startsWith('SECOND_LOOK')),
    ).toEqual([]);
  }
  const [main] = desk.processes();
  const service = programs.filter(({ command }) => command.includes('data-service'));
  expect([main, ...service].map((one) => one?.coreLimit)).toEqual([
    '0 0',
    ...service.map(() => '0 0'),
  ]);
  expect(existsSync(join(packed.folder, 'picture.png'))).toBe(false);
});

test('nobody else may enter its folder', async () => {
  expect((await stat(desk.userDataDir)).mode & 0o077).toBe(0);
  const names = await readdir(desk.userDataDir);
  for (const name of names.filter((one) => /^(desk|backend|.*\.json|desk\.key)$/.test(one)))
    expect([name, (await stat(join(desk.userDataDir, name))).mode & 0o077]).toEqual([name, 0]);
});

const refusals: readonly (readonly [
  readonly string[],
  Readonly<Record<string, string>>,
  string,
])[] = [
  [['-remote-debugging-port=0'], {}, 'remote-debugging-port'],
  [['--remote-debugging-pipe', '--utility-cmd-prefix=/bin/sh'], {}, 'utility-cmd-prefix'],
  [['--no-sandbox'], {}, 'no-sandbox'],
  [[], { ELECTRON_DISABLE_SANDBOX: '1' }, 'no-sandbox'],
  [['--a-switch-of-next-year'], {}, 'a-switch-of-next-year'],
];
for (const [args, env, name] of refusals)
  test(`a packed desk that is started with ${[...args, ...Object.keys(env)].join(' ')} says so and ends`, async () => {
    const refused = await packed.start(args, env);
    expect(await refused.ended).toBe(1);
    const event = refused.events.find((one) => one.event === 'switch-refused');
    expect(String(event?.['name']).split(', ')).toContain(name);
    expect(refused.events.some((one) => one.event === 'ready')).toBe(false);
    expect(existsSync(join(refused.userDataDir, 'desk.key'))).toBe(false);
  });

test('it keeps its guards under another name', async () => {
  const other = join(packed.executable, '../electron');
  await copyFile(packed.executable, other);
  const refused = await packed.start(['-remote-debugging-port=0'], {}, other);
  expect(await refused.ended).toBe(1);
  expect(refused.events.map(({ event }) => event)).toContain('switch-refused');
});
