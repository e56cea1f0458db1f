import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { listFiles, readSources, root } from './source-tree.ts';

const product = readSources(/^(shared|main|preload|renderer|backend|inspector)\/.*\.tsx?$/);
const everything = readSources(
  /^(shared|main|preload|renderer|backend|inspector|test|tools)\/.*\.(tsx?|mjs|css)$/,
);

test('no file has grown past 400 lines', () => {
  expect(
    everything
      .filter((file) => file.lines.length > 400)
      .map((file) => `${file.path}: ${file.lines.length}`),
  ).toEqual([]);
});

test("half of the product's files have at most 160 lines", () => {
  const sizes = product.map((file) => file.lines.length).sort((a, b) => a - b);
  expect(sizes[Math.floor(sizes.length / 2)]).toBeLessThanOrEqual(160);
});

test('files and folders are kebab-case', () => {
  const wrong = everything
    .filter((file) => !/^[a-z0-9./-]+$/.test(file.path))
    .map((file) => file.path);
  expect(wrong).toEqual([]);
});

test('no folder or file is named after nothing', () => {
  const vague = /(^|\/)(utils?|helpers?|common|misc|managers?)(\/|\.tsx?$)/;
  expect(product.filter((file) => vague.test(file.path)).map((file) => file.path)).toEqual([]);
});

test('product code has named exports only, and no module-level let', () => {
  const wrong = product.flatMap((file) =>
    file.lines.flatMap((line, at) =>
      /^export default|^(export )?let /.test(line) ? [`${file.path}:${at + 1} ${line.trim()}`] : [],
    ),
  );
  expect(wrong).toEqual([]);
});

test('no file only passes on what others export', () => {
  const barrels = product.filter((file) => {
    const code = file.lines.filter(
      (line) => line.trim() !== '' && !/^\s*(\/\/|\*|\/\*)/.test(line),
    );
    return code.length > 0 && code.every((line) => /^export .* from /.test(line));
  });
  expect(barrels.map((file) => file.path)).toEqual([]);
});

test('no test is skipped or runs alone, and no type is any', () => {
  const wrong = everything.flatMap((file) =>
    file.path.startsWith('test/house/')
      ? []
      : file.lines.flatMap((line, at) =>
          /\b(test|it|describe)\.(only|todo)\(|: any\b|\bas any\b|@ts-ignore|@ts-nocheck/.test(line)
            ? [`${file.path}:${at + 1} ${line.trim()}`]
            : [],
        ),
  );
  expect(wrong).toEqual([]);
});

/** The folders right inside this one. */
function foldersIn(folder: string): string[] {
  const depth = folder.split('/').length;
  const inside = listFiles().filter((path) => path.startsWith(`${folder}/`));
  const parts = inside.map((path) => path.split('/').slice(0, -1));
  return [
    ...new Set(
      parts
        .filter(({ length }) => length > depth)
        .map((names) => names.slice(0, depth + 1).join('/')),
    ),
  ];
}

test('every room has a README of at most 15 lines', () => {
  const wanted = [
    'shared',
    'main',
    'main/app',
    'main/data-service',
    'preload',
    'main/data-service/evidence',
    'main/data-service/travel',
    'inspector',
    'renderer',
    'renderer/case/evidence',
    ...foldersIn('renderer'),
    'backend',
    'backend/seed',
    'test',
    'tools',
  ];
  const wrong = wanted.flatMap((room) => {
    const path = join(root, room, 'README.md');
    if (!existsSync(path)) return [`${room}: missing`];
    const lines = readFileSync(path, 'utf8').trimEnd().split('\n').length;
    return lines > 15 ? [`${room}: ${lines} lines`] : [];
  });
  expect(wrong).toEqual([]);
});

test('every file that the documents name is there', () => {
  const documents = readSources(/\.md$/).filter((file) => file.path !== 'CHANGELOG.md');
  const missing = documents.flatMap((file) =>
    [
      ...file.text.matchAll(
        /`((?:shared|main|preload|renderer|backend|test|tools|docs)\/[\w./-]+\.(?:ts|tsx|mjs|md|json|yml))`/g,
      ),
    ]
      .map((match) => match[1] ?? '')
      .filter((path) => !existsSync(join(root, path)))
      .map((path) => `${file.path} names ${path}`),
  );
  expect(missing).toEqual([]);
});

test('packages are pinned to exact versions', () => {
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Record<
    string,
    Record<string, string>
  >;
  const loose = ['dependencies', 'devDependencies', 'optionalDependencies'].flatMap((kind) =>
    Object.entries(manifest[kind] ?? {}).filter(
      ([, version]) => !/^(npm:[\w@/-]+@)?\d+\.\d+\.\d+$/.test(version),
    ),
  );
  expect(loose).toEqual([]);
});

test('the committed demo media stay within 12 MB', () => {
  const bytes = listFiles()
    .filter((path) => path.startsWith('backend/seed/media/'))
    .reduce((sum, path) => sum + readFileSync(join(root, path)).length, 0);
  expect(bytes).toBeGreaterThan(100_000);
  expect(bytes).toBeLessThanOrEqual(12 * 1024 * 1024);
});

test('what leaves the data service leaves by one function', () => {
  const callers = product
    .filter((file) => file.path.startsWith('main/data-service/'))
    .filter((file) =>
      file.lines.some((line) =>
        /(\bfetch|XMLHttpRequest|WebSocket)\(|from 'node:https?'/.test(line),
      ),
    )
    .map((file) => file.path);
  expect(callers).toEqual(['main/data-service/network/outward-fetch.ts']);
});

test('no query of the desk is planned anew at each call for a bound limit', () => {
  // SQLite looks at the value of a bare `LIMIT ?` while it plans: each binding expires the statement (0.1 ms a call).
  const wrong = product
    .filter(({ path }) => path.startsWith('main/'))
    .flatMap(({ path, lines }) =>
      lines.flatMap((line, at) =>
        /\b(LIMIT|OFFSET) \?(?! \+ 0)/.test(line) ? [`${path}:${at + 1} ${line.trim()}`] : [],
      ),
    );
  expect(wrong).toEqual([]);
});
