import { room } from './room.ts';

/** What runs anywhere. */
export const sharedRooms = [
  room('shared/lifetime', 'Scopes end things; results and faults carry trouble as a value.', {
    imports: [],
    packages: ['zod'],
  }),
  room(
    'shared/media-time',
    'Exact time: frames, microseconds, timecode, and what is irregular about a clip.',
    { imports: [], packages: ['zod'] },
  ),
  room('shared/statistics', 'Numbers with their uncertainty; pure, each with its source.', {
    imports: [],
    packages: [],
  }),
  room('shared/policy-pack', 'A policy as data: its shape, its lint, its walk, its goldens.', {
    imports: ['shared/statistics'],
    packages: ['zod'],
  }),
  room('shared/domain', 'The nouns and their pure rules.', {
    imports: ['shared/lifetime', 'shared/media-time'],
    packages: ['zod'],
  }),
  room(
    'shared/contract',
    'What programs say to each other: one definition gives client, handlers and check.',
    { imports: ['shared/domain', 'shared/lifetime', 'shared/media-time'], packages: ['zod'] },
  ),
  room(
    'shared/media-file',
    'Files of strangers: containers are opened and read here and nowhere else.',
    {
      imports: ['shared/contract', 'shared/domain', 'shared/lifetime', 'shared/media-time'],
      packages: ['mediabunny'],
    },
  ),
] as const;
