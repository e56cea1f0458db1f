import { room } from './room.ts';

/** The reference backend. */
export const backendRooms = [
  room('backend/runtime', 'The floor: terminal, folders, arguments, the parent process.', {
    imports: ['shared/'],
    packages: ['node:'],
  }),
  room('backend/store/migrations', 'One migration, one file.', { imports: [], packages: [] }),
  room('backend/store', 'All SQL, in one dialect.', {
    imports: ['backend/runtime', 'backend/store/migrations', 'shared/'],
    packages: ['@electric-sql/pglite', 'node:', 'pg', 'uuidv7', 'zod'],
  }),
  room('backend/audit', 'Signatures, log, bundles.', {
    imports: ['backend/store', 'shared/'],
    packages: ['node:', 'zod'],
  }),
  room('backend/media', 'The media folder, probing and review copies.', {
    imports: ['backend/store', 'shared/'],
    packages: ['node:', 'zod'],
  }),
  room('backend/asked-words', 'Whether the words that a prompt asks for are in the sound.', {
    imports: ['backend/media', 'shared/'],
    packages: ['node:'],
  }),
  room('backend/intake', 'Upload: what is taken in, and how a clip is sent.', {
    imports: ['backend/media', 'backend/runtime', 'backend/store', 'shared/'],
    packages: ['node:', 'zod'],
  }),
  room('backend/review', 'Claims, and what becomes of a verdict.', {
    imports: ['backend/audit', 'backend/store', 'shared/'],
    packages: ['uuidv7'],
  }),
  room('backend/policy-packs', 'Policy packs as folders of files.', {
    imports: ['shared/'],
    packages: ['node:', 'yaml', 'zod'],
  }),
  room('backend/routes', 'The contract over HTTP.', {
    imports: [
      'backend/audit',
      'backend/intake',
      'backend/media',
      'backend/review',
      'backend/runtime',
      'backend/store',
      'shared/',
    ],
    packages: [
      '@fastify/swagger',
      '@fastify/swagger-ui',
      'fastify',
      'fastify-type-provider-zod',
      'node:',
      'uuidv7',
      'zod',
    ],
  }),
  room('backend/seed/demo-batch', 'What the demo batch says.', {
    imports: ['shared/'],
    packages: ['zod'],
  }),
  room('backend/seed', 'Fills an empty backend for trying out.', {
    imports: ['backend/routes', 'backend/seed/demo-batch', 'backend/store', 'shared/'],
    packages: ['node:', 'zod'],
  }),
  room('backend', 'The commands, and what puts the backend together.', {
    imports: [
      'backend/audit',
      'backend/intake',
      'backend/media',
      'backend/policy-packs',
      'backend/review',
      'backend/routes',
      'backend/runtime',
      'backend/seed',
      'backend/store',
      'shared/',
    ],
    packages: ['node:', 'uuidv7', 'zod'],
  }),
] as const;
