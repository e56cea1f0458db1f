import { onTestFinished } from 'vitest';
import { openCache } from '../../main/data-service/cache/open-cache.ts';
import { createTables, type Tables } from '../../main/data-service/cache/tables.ts';
import type { Inspect } from '../../main/data-service/intake/prefetch.ts';
import { createPrefetch, type Prefetch } from '../../main/data-service/intake/prefetch.ts';
import type { FetchDeps } from '../../main/data-service/intake/fetch-media.ts';
import { silentLog } from '../../main/data-service/runtime/log.ts';
import { createMediaStore } from '../../main/data-service/media-store/media-store.ts';
import { createBackendClient } from '../../main/data-service/network/backend-client.ts';
import { createHostGate } from '../../main/data-service/network/host-gate.ts';
import { createServerClock } from '../../main/data-service/network/server-clock.ts';
import { expectValue, ok } from '../../shared/lifetime/result.ts';
import { temporaryFolder } from './desk.ts';
import { madeEnrolment, madePolicy } from './case-fixtures.ts';
import { createModelBackend, type ModelBackend } from './model-backend.ts';
import { fakeWorld, type FakeWorld } from './fake-world.ts';

/** The intake of an enrolled desk against a backend in memory, on a clock that the test turns. */
export type IntakeBench = {
  readonly backend: ModelBackend;
  readonly world: FakeWorld;
  readonly tables: Tables;
  readonly context: FetchDeps;
  readonly prefetch: Prefetch;
  readonly folder: string;
  readonly announced: string[];
};

export function intakeBench(inspect: Inspect = async () => ok(null)): IntakeBench {
  const backend = createModelBackend(madePolicy);
  const world = fakeWorld(backend.fetch, Date.now());
  const cache = expectValue(openCache(':memory:', new Uint8Array(32)));
  onTestFinished(() => cache.close());
  const tables = createTables(cache);
  tables.settings.write('enrolment', madeEnrolment);
  const folder = temporaryFolder();
  const announced: string[] = [];
  const signal = new AbortController().signal;
  const client = createBackendClient({
    baseUrl: new URL('http://127.0.0.1:1/'),
    token: 'secret-token',
    world,
    gate: createHostGate(world),
    signal,
  });
  const context: FetchDeps = {
    tables,
    client,
    clock: createServerClock(world, { latestMs: 0, offsetMs: 0 }),
    world,
    announce: (name) => void announced.push(name),
    log: silentLog,
    store: createMediaStore(folder),
  };
  return {
    backend,
    world,
    tables,
    context,
    prefetch: createPrefetch(context, inspect),
    folder,
    announced,
  };
}
