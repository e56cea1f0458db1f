import { expect, test } from 'vitest';
import { importsOf, readSources, type SourceFile } from './source-tree.ts';

const product = readSources(/^(shared|main|preload|renderer|backend|inspector)\/.*\.tsx?$/);

/** A room: what it is, and what may be imported there. First match wins. */
type Room = {
  readonly name: string;
  readonly match: RegExp;
  readonly project: RegExp;
  readonly packages: RegExp;
};

const rooms: readonly Room[] = [
  {
    name: 'shared/media-file',
    match: /^shared\/media-file\//,
    project: /^shared\//,
    packages: /^(mediabunny|zod)$/,
  },
  { name: 'shared', match: /^shared\//, project: /^shared\//, packages: /^zod$/ },
  {
    name: 'main/app',
    match: /^main\/app\//,
    project: /^(main\/app|shared)\//,
    packages: /^(electron|electron-store|@node-rs\/argon2|zod|node:.*)$/,
  },
  {
    name: 'main/data-service',
    match: /^main\/data-service\//,
    project: /^(main\/data-service|shared)\//,
    packages:
      /^(better-sqlite3|openai(\/.*)?|csv-stringify(\/.*)?|temporal-polyfill|uuidv7|zod|node:.*)$/,
  },
  {
    name: 'inspector',
    match: /^inspector\//,
    project: /^(inspector|shared)\//,
    packages: /^(mediabunny|zod|node:(timers\/promises|worker_threads))$/,
  },
  {
    name: 'backend',
    match: /^backend\//,
    project: /^(backend|shared)\//,
    packages:
      /^(fastify|fastify-type-provider-zod|@fastify\/.*|@electric-sql\/pglite(\/nodefs)?|pg|uuidv7|mediabunny|zod|node:.*)$/,
  },
  {
    name: 'preload',
    match: /^preload\//,
    project: /^(preload|shared\/contract)\//,
    packages: /^electron$/,
  },
  {
    name: 'renderer/workers',
    match: /^renderer\/workers\//,
    project: /^(renderer\/workers|shared)\//,
    packages: /^(mediabunny|@mediabunny\/.*|fft\.js|zod)$/,
  },
  {
    name: 'renderer/evidence',
    match: /^renderer\/evidence\//,
    project: /^(renderer\/(evidence|workers)|shared)\//,
    // What measures, with the networks and WebAssembly that come in these packages.
    packages:
      /^(node_modules\/)?(@vladmandic\/human|@tensorflow\/tfjs-backend-wasm|onnxruntime-web|@contentauth\/c2pa-wasm|ebur128-wasm|fft\.js|@ricky0123\/vad-web|mediabunny|zod)(\/.*)?$/,
  },
  {
    name: 'renderer',
    match: /^renderer\//,
    project: /^(renderer|shared)\//,
    packages:
      /^(react|react-dom(\/.*)?|react-aria-components(\/.*)?|react-i18next|i18next|@tanstack\/.*|video\.js(\/.*)?|wavesurfer\.js(\/.*)?|uplot(\/.*)?|mediabunny|zod|vite\/client)$/,
  },
];

function strangers(file: SourceFile, room: Room): string[] {
  return importsOf(file)
    .filter(
      (name) =>
        !(
          name.includes('/') &&
          /^(shared|main|preload|renderer|backend|inspector|test|tools)\//.test(name)
            ? room.project
            : room.packages
        ).test(name),
    )
    .map((name) => `${file.path} (${room.name}) imports ${name}`);
}

test('imports go one way between the rooms', () => {
  const wrong = product.flatMap((file) => {
    const room = rooms.find((candidate) => candidate.match.test(file.path));
    return room ? strangers(file, room) : [`${file.path} belongs to no room`];
  });
  expect(wrong).toEqual([]);
});

/** Steps inside a big room: a folder may import itself and lower steps, never a part beside it. */
const steps = {
  'main/data-service': [
    ['cache', 'media-store'],
    ['intake', 'outbox', 'evidence', 'assist', 'stats'],
    ['desk-api'],
  ],
  renderer: [
    ['ui', 'bridge', 'workers', 'strings', 'keys'],
    ['player', 'lanes', 'verdict'],
    ['case'],
    ['queue', 'stats', 'settings', 'journal'],
  ],
} as const;

function climbs(roomPath: string, levels: readonly (readonly string[])[]): string[] {
  const levelOf = (path: string) => {
    const part = path.startsWith(`${roomPath}/`)
      ? path.slice(roomPath.length + 1).split('/')[0]
      : undefined;
    return { part, level: levels.findIndex((names) => part !== undefined && names.includes(part)) };
  };
  return product.flatMap((file) => {
    const from = levelOf(file.path);
    if (from.level < 0) return [];
    return importsOf(file).flatMap((name) => {
      const to = levelOf(name);
      if (to.level < 0 || to.part === from.part) return [];
      const isFloor = to.level === 0 && from.level === 0;
      return to.level < from.level || isFloor ? [] : [`${file.path} imports ${name}`];
    });
  });
}

test.each(Object.entries(steps))(
  'inside %s a lower step never imports a higher one, and parts are strangers',
  (roomPath, levels) => {
    expect(climbs(roomPath, levels)).toEqual([]);
  },
);

test('nothing in the product imports test or tools', () => {
  const wrong = product.flatMap((file) =>
    importsOf(file)
      .filter((name) => /^(test|tools)\//.test(name))
      .map((name) => `${file.path} imports ${name}`),
  );
  expect(wrong).toEqual([]);
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
