import { spawnSync } from 'node:child_process';
import { findPostgres } from '../helpers/backend/postgres-cluster.ts';
import type { Bench } from './bench.ts';
import { run as runAudit } from './audit.ts';
import { runPglite, runPostgres } from './claims.ts';
import { run as runNextCase } from './case-next.ts';
import { run as runQueue } from './queue.ts';
import { run as runSealedMedia } from './sealed-media.ts';
import { run as runColdStarts } from './start-cold.ts';
import { run as runSteps } from './step.ts';
import { run as runVerdicts } from './verdict.ts';

const always = () => null;
const needsPostgres = () =>
  findPostgres() === null ? 'PostgreSQL is not installed (apt-get install postgresql)' : null;

const hasDisplay = () =>
  process.platform !== 'linux' || process.env['DISPLAY'] || process.env['WAYLAND_DISPLAY'];
const needsDesk = () => (hasDisplay() ? null : 'no display: run it by "npm run bench"');
const needsClips = () =>
  needsDesk() ??
  (spawnSync('ffmpeg', ['-version']).status === 0 ? null : 'ffmpeg is not installed');

/** Every bench, in the order in which they run. */
export const benches: readonly Bench[] = [
  { name: 'step', whyNot: needsClips, run: runSteps, keepsDesk: true },
  { name: 'case', whyNot: needsClips, run: runNextCase, keepsDesk: true },
  { name: 'verdict', whyNot: needsClips, run: runVerdicts },
  { name: 'start', whyNot: needsDesk, run: runColdStarts },
  { name: 'queue', whyNot: always, run: runQueue },
  { name: 'media', whyNot: always, run: runSealedMedia },
  { name: 'audit', whyNot: always, run: runAudit },
  { name: 'claims.pglite', whyNot: always, run: runPglite },
  { name: 'claims.postgresql', whyNot: needsPostgres, run: runPostgres },
];
