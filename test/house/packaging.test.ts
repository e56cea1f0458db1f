import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { importsOf, readSources, root } from './source-tree.ts';

/** What runs on Node in a packaged desk; the page and the preload are bundled with all they import. */
const programs = readSources(/^(main|backend|inspector|shared)\/.*\.ts$/);

/** Packages that these programs load: types are gone by then, Electron and Node bring themselves. */
function loadedPackages(): readonly string[] {
  const names = programs.flatMap((file) =>
    importsOf({ ...file, text: file.text.replaceAll(/import type [^;]+;/g, '') })
      .filter((name) => !/^(node:|electron$)/.test(name))
      .filter((name) => !/^(shared|main|backend|inspector)\//.test(name))
      .map((name) => /^(@[^/]+\/)?[^/]+/.exec(name)?.[0] ?? name),
  );
  return [...new Set(names)].toSorted();
}

test('a packaged desk takes along every package that its programs load, and no other', () => {
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    readonly dependencies: Record<string, string>;
  };
  expect(Object.keys(manifest.dependencies).toSorted()).toEqual(loadedPackages());
});

test('a packaged desk takes along the clips it is seeded with; files that are opened by their path lie unpacked', () => {
  const lines = readFileSync(join(root, 'electron-builder.yml'), 'utf8').split('\n');
  const files = lines.slice(lines.indexOf('files:'), lines.indexOf('extraResources:'));
  const unpacked = lines.slice(lines.indexOf('asarUnpack:'), lines.indexOf('electronFuses:'));
  expect(files).toContain('  - out/**');
  expect(files).toContain('  - backend/seed/media/**');
  expect(unpacked).toContain('  - node_modules/better-sqlite3/**');
  expect(unpacked).toContain('  - node_modules/@electric-sql/pglite/**');
});

test('a packaged desk carries the third-party notices and the bill of materials beside the program', () => {
  const lines = readFileSync(join(root, 'electron-builder.yml'), 'utf8').split('\n');
  const extra = lines.slice(lines.indexOf('extraResources:'), lines.indexOf('asarUnpack:'));
  for (const name of ['THIRD-PARTY-NOTICES.txt', 'sbom.cdx.json'])
    expect(extra).toContain(`  - { from: out/${name}, to: ${name} }`);
});

test('a packaged desk runs as nothing but itself: the fuses that would open it are off', () => {
  const lines = readFileSync(join(root, 'electron-builder.yml'), 'utf8').split('\n');
  const at = lines.indexOf('electronFuses:') + 1;
  const length = lines.slice(at).findIndex((line) => !line.startsWith('  '));
  const fuses = lines.slice(at, at + length).map((line) => line.trim());
  expect(Object.fromEntries(fuses.map((fuse) => fuse.split(': ')))).toEqual({
    runAsNode: 'false',
    enableCookieEncryption: 'true',
    enableNodeOptionsEnvironmentVariable: 'false',
    enableNodeCliInspectArguments: 'false',
    enableEmbeddedAsarIntegrityValidation: 'true',
    onlyLoadAppFromAsar: 'true',
    grantFileProtocolExtraPrivileges: 'false',
  });
});
