import { room } from './room.ts';

/** What runs on Node inside the app: Electron main, data service, inspector, and the preload. */
export const mainRooms = [
  room('main/app/runtime', 'The floor: log, launch arguments, sentences that end the desk.', {
    imports: ['shared/'],
    packages: ['electron'],
  }),
  room(
    'main/app/security',
    'What a packed desk takes, what no page may do, what only a person may decide.',
    { imports: ['main/app/runtime', 'shared/'], packages: ['electron', 'node:'] },
  ),
  room(
    'main/app/settings',
    'What electron-store keeps for this machine, and which changes weaken it.',
    {
      imports: ['main/app/runtime', 'main/app/security', 'shared/'],
      packages: ['electron-store', 'node:', 'zod'],
    },
  ),
  room('main/app/desk-key', 'The database key: wrapped, counted tries, wiped.', {
    imports: ['main/app/settings', 'shared/'],
    packages: ['@node-rs/argon2', 'electron', 'node:', 'zod'],
  }),
  room('main/app/protocols', 'app:// and media://: what the page may load.', {
    imports: ['shared/'],
    packages: ['electron', 'node:'],
  }),
  room('main/app/ports', 'The ports of the page, as Electron and Node carry them.', {
    imports: ['main/app/protocols', 'main/app/runtime', 'shared/'],
    packages: ['electron'],
  }),
  room('main/app/child-programs', 'Starts, restarts and ends the other programs.', {
    imports: ['main/app/ports', 'main/app/runtime', 'main/app/security', 'shared/'],
    packages: ['electron', 'node:', 'zod'],
  }),
  room('main/app/measuring', 'The hidden page that measures.', {
    imports: ['main/app/protocols', 'main/app/runtime', 'shared/'],
    packages: ['electron', 'node:'],
  }),
  room('main/app/window', 'The window, its menu, and what stands in it when the page fails.', {
    imports: [
      'main/app/child-programs',
      'main/app/protocols',
      'main/app/runtime',
      'main/app/settings',
    ],
    packages: ['electron'],
  }),
  room('main/app', 'The roof of Electron main: joins its folders, holds no data and no rules.', {
    imports: [
      'main/app/child-programs',
      'main/app/desk-key',
      'main/app/measuring',
      'main/app/ports',
      'main/app/protocols',
      'main/app/runtime',
      'main/app/security',
      'main/app/settings',
      'main/app/window',
      'shared/',
    ],
    packages: ['electron', 'node:'],
  }),
  room('main/data-service/runtime', 'The floor: log, clock and chance, loops, crash points.', {
    imports: ['shared/'],
    packages: ['node:'],
  }),
  room('main/data-service/cache/migrations', 'One migration, one file.', {
    imports: [],
    packages: ['better-sqlite3'],
  }),
  room(
    'main/data-service/cache',
    'SQLite: one file of queries per table; nobody else writes SQL.',
    {
      imports: ['main/data-service/cache/migrations', 'shared/'],
      packages: ['better-sqlite3', 'node:', 'zod'],
    },
  ),
  room('main/data-service/media-store', 'Clips on disk, sealed, read by range.', {
    imports: ['shared/'],
    packages: ['node:'],
  }),
  room('main/data-service/network', 'The only way out of this machine.', {
    imports: ['main/data-service/runtime', 'shared/'],
    packages: ['node:', 'zod'],
  }),
  room('main/data-service/intake', 'Backend to cache: claims, policies, clips.', {
    imports: [
      'main/data-service/cache',
      'main/data-service/media-store',
      'main/data-service/network',
      'main/data-service/runtime',
      'shared/',
    ],
    packages: ['node:', 'zod'],
  }),
  room('main/data-service/outbox', 'Cache to backend: verdicts, once each.', {
    imports: [
      'main/data-service/cache',
      'main/data-service/network',
      'main/data-service/runtime',
      'shared/',
    ],
    packages: ['node:'],
  }),
  room('main/data-service/evidence', 'Decides what is measured, and keeps it.', {
    imports: [
      'main/data-service/cache',
      'main/data-service/media-store',
      'main/data-service/runtime',
      'shared/',
    ],
    packages: ['node:', 'zod'],
  }),
  room('main/data-service/assist', "Machine proposals: the only user of the provider's library.", {
    imports: [
      'main/data-service/cache',
      'main/data-service/network',
      'main/data-service/runtime',
      'shared/',
    ],
    packages: ['node:', 'openai', 'zod'],
  }),
  room(
    'main/data-service/travel',
    "Packs for a journey. A pack is claimed by the intake's own rules, or two of them would drift apart.",
    {
      imports: ['main/data-service/cache', 'main/data-service/intake', 'shared/'],
      packages: ['node:'],
    },
  ),
  room('main/data-service/care', 'What the desk does for its reviewer.', {
    imports: ['main/data-service/cache', 'main/data-service/intake', 'shared/'],
    packages: [],
  }),
  room('main/data-service/stats', 'Counts and exports.', {
    imports: ['main/data-service/cache', 'shared/'],
    packages: ['csv-stringify', 'temporal-polyfill'],
  }),
  room(
    'main/data-service/desk-api',
    'The meeting place: answers the page, one file per group of calls.',
    {
      imports: [
        'main/data-service/assist',
        'main/data-service/cache',
        'main/data-service/care',
        'main/data-service/evidence',
        'main/data-service/media-store',
        'main/data-service/outbox',
        'main/data-service/runtime',
        'main/data-service/stats',
        'main/data-service/travel',
        'shared/',
      ],
      packages: ['uuidv7'],
    },
  ),
  room(
    'main/data-service',
    'The roof: what runs, in which order, and how this process is connected.',
    {
      imports: [
        'main/data-service/assist',
        'main/data-service/cache',
        'main/data-service/care',
        'main/data-service/desk-api',
        'main/data-service/evidence',
        'main/data-service/intake',
        'main/data-service/media-store',
        'main/data-service/network',
        'main/data-service/outbox',
        'main/data-service/runtime',
        'main/data-service/travel',
        'shared/',
      ],
      packages: ['node:', 'zod'],
    },
  ),
  room(
    'inspector',
    'Parses containers without keys, network or files: no package but the reader.',
    { imports: ['shared/'], packages: ['node:'] },
  ),
  room('preload', "The page's only door: one port and a handful of messages.", {
    imports: [],
    packages: ['electron'],
  }),
] as const;
