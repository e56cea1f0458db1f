import { spawnSync } from 'node:child_process';
import { findPostgres } from '../helpers/backend/postgres-cluster.ts';
import type { Bench } from './bench.ts';
import { runPglite, runPostgres } from './claims.ts';
import { run as runQueue } from './queue.ts';
import { run as runSealedMedia } from './sealed-media.ts';

const always = () => null;
const needsPostgres = () =>
  findPostgres() === null ? 'PostgreSQL is not installed (apt-get install postgresql)' : null;

/** Every bench, in the order in which they run. */
export const benches: readonly Bench[] = [
  { name: 'queue', whyNot: always, run: runQueue },
  { name: 'media', whyNot: always, run: runSealedMedia },
  { name: 'claims.pglite', whyNot: always, run: runPglite },
  { name: 'claims.postgresql', whyNot: needsPostgres, run: runPostgres },
];
