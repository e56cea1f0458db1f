import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { forbiddenSwitches } from '../../../../../main/app/security/launch-guard.ts';
import { keepKnownVariables } from '../../../../../main/app/security/packed-environment.ts';
import { isMarkedPacked } from '../../../../../main/app/security/packed.ts';
import { temporaryFolder } from '../../../../helpers/desk.ts';

vi.mock('electron', () => ({ app: {} }));

const nothingSet = () => false;
const refused = (argument: string, platform: NodeJS.Platform = 'linux') =>
  forbiddenSwitches([argument], platform, nothingSet);

test.each([
  ['--remote-debugging-port=9222', 'remote-debugging-port'],
  ['-remote-debugging-port=9222', 'remote-debugging-port'],
  ['---remote-debugging-port=9222', 'remote-debugging-port'],
  ['--REMOTE-debugging-pipe', 'remote-debugging-pipe'],
  ['-Remote-Debugging-Port', 'remote-debugging-port'],
  ['--inspect', 'inspect'],
  ['-inspect-brk=0', 'inspect-brk'],
  ['--no-sandbox', 'no-sandbox'],
  ['-no-sandbox', 'no-sandbox'],
  ['--disable-gpu-sandbox', 'disable-gpu-sandbox'],
  ['--single-process', 'single-process'],
  ['--renderer-cmd-prefix=/bin/sh', 'renderer-cmd-prefix'],
  ['--utility-cmd-prefix=/bin/sh', 'utility-cmd-prefix'],
  ['--gpu-launcher=/bin/sh', 'gpu-launcher'],
  ['--log-net-log=/tmp/net', 'log-net-log'],
  ['--enable-logging', 'enable-logging'],
  ['--auto-open-devtools-for-tabs', 'auto-open-devtools-for-tabs'],
  ['--ignore-certificate-errors', 'ignore-certificate-errors'],
  ['--proxy-server=stranger:80', 'proxy-server'],
  ['--js-flags=--expose-gc', 'js-flags'],
  ['--enable-features=Whatever', 'enable-features'],
  ['--a-switch-of-next-year', 'a-switch-of-next-year'],
  ['--invitation=CODE', 'invitation'],
  ['--user-data-dir-two=/x', 'user-data-dir-two'],
  ['--user_data_dir=/x', 'user_data_dir'],
  ['-r', 'r'],
  ['--', ''],
])('a packed desk refuses %s', (argument, name) => {
  expect(refused(argument)).toEqual([name]);
  expect(refused(argument, 'win32')).toEqual([name]);
  expect(refused(argument, 'darwin')).toEqual([name]);
});

test.each(['/remote-debugging-port=9', '/NO-SANDBOX', ' --no-sandbox', '\t/no-sandbox'])(
  'on Windows, %j is a switch as well',
  (argument) => {
    expect(refused(argument, 'win32')).toHaveLength(1);
  },
);

test.each([
  '--user-data-dir=/inspect',
  '--USER-DATA-DIR=/x',
  '--backend=https://desk.example',
  '--ozone-platform=wayland',
  '--force-device-scale-factor=1.5',
  '--disable-gpu',
  '/home/robin/a-file',
  'a-file',
  '',
])('a packed desk starts with %j', (argument) => {
  expect(refused(argument)).toEqual([]);
});

test('all switches that are refused are named, also those that no argument asked for', () => {
  const isSet = (name: string) => name === 'no-sandbox' || name === 'remote-debugging-pipe';
  expect(forbiddenSwitches(['--backend=embedded', '-x', '--y=1', '-x'], 'linux', isSet)).toEqual([
    'x',
    'y',
    'no-sandbox',
    'remote-debugging-pipe',
  ]);
});

test('a packed desk sees who and where its person is, and no variable that changes what runs, whom it trusts or where data go', () => {
  const kept = { HOME: '/h', PATH: '/bin', DISPLAY: ':1', LC_ALL: 'de_DE', XDG_RUNTIME_DIR: '/r' };
  const taken = [
    'NODE_TLS_REJECT_UNAUTHORIZED',
    'NODE_OPTIONS',
    'NODE_EXTRA_CA_CERTS',
    'NODE_PATH',
    'NODE_USE_ENV_PROXY',
    'NODE_DEBUG',
    'NODE_V8_COVERAGE',
    'SSL_CERT_FILE',
    'SSL_CERT_DIR',
    'SSLKEYLOGFILE',
    'OPENSSL_CONF',
    'HTTP_PROXY',
    'https_proxy',
    'ALL_PROXY',
    'NO_PROXY',
    'LD_PRELOAD',
    'LD_LIBRARY_PATH',
    'LD_AUDIT',
    'DYLD_INSERT_LIBRARIES',
    'GTK_MODULES',
    'GTK_PATH',
    'GIO_EXTRA_MODULES',
    'ELECTRON_RUN_AS_NODE',
    'ELECTRON_DISABLE_SANDBOX',
    'ELECTRON_ENABLE_LOGGING',
    'ELECTRON_LOG_FILE',
    'CHROME_LOG_FILE',
    'GOOGLE_API_KEY',
    'SECOND_LOOK_SCREENSHOT',
    'SECOND_LOOK_CRASH_AT',
    'SECOND_LOOK_TEST',
    'SECOND_LOOK_NODE',
    'SECOND_LOOK_CLOCK_OFFSET_MS',
    'OPENAI_BASE_URL',
    'OPENAI_API_KEY',
    'DATABASE_URL',
    'UV_THREADPOOL_SIZE',
    'A_VARIABLE_OF_NEXT_YEAR',
    'Path',
    'display',
  ];
  const environment: Record<string, string | undefined> = { ...kept };
  for (const name of taken) environment[name] = 'x';
  keepKnownVariables(environment, 'linux');
  expect(environment).toEqual(kept);
});

test('on Windows the case of a name says nothing', () => {
  const environment = { Path: 'C:\\', SystemRoot: 'C:\\Windows', node_options: '-r x' };
  keepKnownVariables(environment, 'win32');
  expect(Object.keys(environment)).toEqual(['Path', 'SystemRoot']);
});

test('a desk is packed by the mark in its manifest, and also when nobody can tell', () => {
  const folder = temporaryFolder();
  const manifestOf = (name: string, text: string | null) => {
    mkdirSync(join(folder, name));
    if (text !== null) writeFileSync(join(folder, name, 'package.json'), text);
    return isMarkedPacked(join(folder, name));
  };
  expect(manifestOf('tree', '{"name":"second-look"}')).toBe(false);
  expect(manifestOf('packed', '{"name":"second-look","secondLookPacked":true}')).toBe(true);
  expect(manifestOf('none', null)).toBe(true);
  expect(manifestOf('broken', '{"name":')).toBe(true);
  expect(manifestOf('other', '[]')).toBe(true);
});
