import { posix } from 'node:path';
import { expect, test } from 'vitest';
import { importRules, specifierOf } from './rooms/import-rules.ts';
import { mayImport, mayUse, rooms } from './rooms/rooms.ts';
import { importsOf, readSources } from './source-tree.ts';

const product = readSources(/^(shared|main|preload|renderer|backend|inspector)\/.*\.tsx?$/)
  .filter(({ path }) => !path.endsWith('.d.ts'))
  .map((file) => ({
    path: file.path,
    folder: posix.dirname(file.path),
    room: rooms.find(({ path }) => path === posix.dirname(file.path)),
    // A package whose files are named by their place counts as that package.
    imports: importsOf(file).map((name) => name.replace(/^node_modules\//, '')),
  }));
const isProject = (name: string) =>
  /^(shared|main|preload|renderer|backend|inspector|test|tools)\//.test(name);

test('every folder of the product is a room in the one table, and every room there has files', () => {
  expect(product.filter(({ room }) => !room).map(({ path }) => path)).toEqual([]);
  const folders = new Set(product.map(({ folder }) => folder));
  expect(rooms.filter(({ path }) => !folders.has(path)).map(({ path }) => path)).toEqual([]);
});

test('a room imports only what the table names, of folders and of packages', () => {
  const wrong = product.flatMap(({ path, room, imports }) =>
    imports
      .filter((name) =>
        isProject(name)
          ? !room || !mayImport(room, posix.dirname(name))
          : !room || !mayUse(room, name),
      )
      .map((name) => `${path} imports ${name}`),
  );
  expect(wrong).toEqual([]);
});

test('the table goes one way: a room imports rooms that stand before it, so there is no circle', () => {
  const wrong = rooms.flatMap((room, at) =>
    rooms
      .slice(at + 1)
      .filter(({ path }) => mayImport(room, path))
      .map(({ path }) => `${room.path} imports ${path}, which stands after it`),
  );
  expect(wrong).toEqual([]);
});

test('the table allows nothing that is not used', () => {
  const idle = rooms.flatMap((room) => {
    const names = product.filter((file) => file.room === room).flatMap(({ imports }) => imports);
    const folders = names.filter(isProject).map((name) => posix.dirname(name));
    const isIdle = {
      folder: (path: string) => !folders.some((to) => mayImport(onlyThat(path, ''), to)),
      package: (owner: string) => !names.some((name) => mayUse(onlyThat('', owner), name)),
    };
    return [...room.imports.filter(isIdle.folder), ...room.packages.filter(isIdle.package)].map(
      (allowed) => `${room.path} does not need ${allowed}`,
    );
  });
  expect(idle).toEqual([]);
});

const onlyThat = (folder: string, owner: string) => ({
  path: '',
  why: '',
  imports: [folder],
  packages: [owner],
});

test("the linter's rules say of each step between rooms what the table says", () => {
  const wrong = rooms.flatMap((room, at) => {
    const rule = importRules[at];
    const isForbidden = (name: string) =>
      rule?.patterns.some(({ regex }) => new RegExp(regex).test(name)) ?? false;
    const steps = rooms.map(({ path }) => ({
      name: `${specifierOf(room.path, path)}/file.ts`,
      isAllowed: mayImport(room, path),
    }));
    const used = [
      'electron',
      'react',
      'react-dom/client',
      'node:fs',
      'node:fs/promises',
      'zod',
    ].map((name) => ({ name, isAllowed: mayUse(room, name) }));
    return [...steps, ...used, { name: '../../test/helpers/desk.ts', isAllowed: false }]
      .filter(({ name, isAllowed }) => isForbidden(name) === isAllowed)
      .map(({ name }) => `${room.path}: ${name}`);
  });
  expect(wrong).toEqual([]);
});

test('every room says in one sentence why it is there, and none is named twice', () => {
  expect(rooms.filter(({ why }) => !/^[^\n]{15,}\.$/.test(why))).toEqual([]);
  expect(new Set(rooms.map(({ path }) => path)).size).toBe(rooms.length);
});

test('every file is opened with the one list of containers, and none follows playlists', () => {
  const wrong = readSources(/^(shared|main|renderer|backend|inspector|test)\/.*\.tsx?$/)
    .filter((file) => !file.path.startsWith('test/house/'))
    .flatMap((file) =>
      file.lines.flatMap((line, at) =>
        /\b(ALL_FORMATS|HLS_FORMATS|HlsInputFormat)\b|\bformats: (?!houseContainers\b)/.test(line)
          ? [`${file.path}:${at + 1} ${line.trim()}`]
          : [],
      ),
    );
  expect(wrong).toEqual([]);
});
