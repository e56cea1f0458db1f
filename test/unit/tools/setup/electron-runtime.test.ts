import { expect, test } from 'vitest';
import {
  electronExecutable,
  firstOf,
  sourcesOf,
} from '../../../../tools/setup/electron-runtime.mjs';
import { archiveUrl, isRecentFailure } from '../../../../tools/setup/official-download.mjs';

test('an Electron is looked for in this order: override, installed, downloaded, fallback', () => {
  const kinds = sourcesOf(() => undefined, { path: 'node' }, '45.4.1').map(
    (source: { readonly kind: string }) => source.kind,
  );
  expect(kinds).toEqual(['override', 'installed', 'downloaded', 'fallback']);
});

test('the first source that has one wins, and later ones are not asked', async () => {
  const asked: string[] = [];
  const source = (kind: string, answer: object) => ({
    kind,
    find: () => {
      asked.push(kind);
      return answer;
    },
  });
  const found = await firstOf([
    source('installed', {}),
    source('downloaded', { why: 'no network' }),
    source('fallback', { dist: '/there' }),
    source('never', { dist: '/elsewhere' }),
  ]);
  expect(found).toEqual({ kind: 'fallback', dist: '/there', reasons: ['no network'] });
  expect(asked).toEqual(['installed', 'downloaded', 'fallback']);
});

test('a failed download is not tried again for a day, unless the version changes', () => {
  const note = { version: '45.4.1', failedAtMs: 1_000_000, why: 'offline' };
  const hourMs = 3_600_000;
  expect(isRecentFailure(note, '45.4.1', 1_000_000 + hourMs)).toBe(true);
  expect(isRecentFailure(note, '45.4.1', 1_000_000 + 25 * hourMs)).toBe(false);
  expect(isRecentFailure(note, '45.5.0', 1_000_000 + hourMs)).toBe(false);
  expect(isRecentFailure(note, '45.4.1', 1_000_000 - hourMs)).toBe(false);
  expect(isRecentFailure(undefined, '45.4.1', 0)).toBe(false);
});

test('the download honours a mirror', () => {
  const machine = { platform: 'linux', arch: 'x64' };
  expect(archiveUrl('45.4.1', { ...machine, env: {} })).toBe(
    'https://github.com/electron/electron/releases/download/v45.4.1/electron-v45.4.1-linux-x64.zip',
  );
  const env = { ELECTRON_MIRROR: 'https://mirror.example/' };
  expect(archiveUrl('45.4.1', { ...machine, env })).toBe(
    'https://mirror.example/v45.4.1/electron-v45.4.1-linux-x64.zip',
  );
});

test('the executable has its own name on each system', () => {
  expect(electronExecutable('/d', 'linux')).toMatch(/electron$/);
  expect(electronExecutable('/d', 'win32')).toMatch(/electron\.exe$/);
  expect(electronExecutable('/d', 'darwin')).toMatch(/Electron\.app/);
});
