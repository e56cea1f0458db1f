import { existsSync, globSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { embeddedParts, runtimeParts } from '../../../../tools/shipped/embedded-parts.mjs';
import { standardWords } from '../../../../tools/shipped/notices.mjs';
import { root } from '../../../house/source-tree.ts';

/** Words alone: comment signs, quotes in HTML and line breaks aside. */
const words = (text: string) =>
  text
    .replaceAll('&quot;', '"')
    .replaceAll(/[*/\s]+/gu, ' ')
    .trim();

/** Of the runtime that the set-up found: the one of the package, or what stands in for it. */
function runtimeLicences(): string {
  const cache = process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache');
  const folders = [
    process.env['ELECTRON_OVERRIDE_DIST_PATH'] ?? '',
    join(root, 'node_modules/electron/dist'),
    ...globSync('second-look/fallback-runtime-*', { cwd: cache }).map((name) => join(cache, name)),
  ];
  const found = folders
    .map((folder) => join(folder, 'LICENSES.chromium.html'))
    .find((file) => existsSync(file));
  if (found === undefined) throw new Error('No Electron is set up here: npm test sets one up.');
  return found;
}

test.each(embeddedParts.filter(({ stated }) => stated !== null))(
  'the package itself states the licence of: $name',
  ({ within, stated }) => {
    const text = words(readFileSync(join(root, within, stated?.file ?? ''), 'utf8'));
    expect(text.includes(words(stated?.words ?? ''))).toBe(true);
  },
);

test('of what else is said without a word in its package, the package says nothing', () => {
  const unstated = embeddedParts.filter(({ stated }) => stated === null);
  for (const { within, files } of unstated)
    for (const file of files.filter((name) => /\.(json|js)$/u.test(name)))
      expect(readFileSync(join(root, within, file), 'utf8')).not.toMatch(
        /SPDX-License|Apache License|Licensed under/u,
      );
});

test.each(Object.entries(standardWords))(
  'the words of %s are those that packages bring with it',
  (licence, given) => {
    const manifests = globSync('node_modules/*/package.json', { cwd: root });
    const texts = manifests.flatMap((path) => {
      const manifest = JSON.parse(readFileSync(join(root, path), 'utf8')) as { license?: unknown };
      const file = join(root, path.replace('package.json', 'LICENSE'));
      return manifest.license === licence && existsSync(file)
        ? [words(readFileSync(file, 'utf8'))]
        : [];
    });
    const same = texts.filter((text) => text.toLowerCase().includes(words(given).toLowerCase()));
    expect(same.length).toBeGreaterThan(5);
  },
);

test('the licences of the runtime are those that its own list names', () => {
  const list = readFileSync(runtimeLicences(), 'utf8');
  for (const { title, words: said } of runtimeParts) {
    const from = list.indexOf(`<span class="title">${title}</span>`);
    expect(from).toBeGreaterThan(0);
    const to = list.indexOf('<span class="title">', from + 10);
    expect(words(list.slice(from, to === -1 ? undefined : to))).toContain(said);
  }
});
