import { openCache } from '../../main/data-service/cache/open-cache.ts';
import { createTables, type Tables } from '../../main/data-service/cache/tables.ts';
import { createConnectionView, type ConnectionView } from '../../main/data-service/connection.ts';
import { applyClaims } from '../../main/data-service/intake/apply-claims.ts';
import { startSync } from '../../main/data-service/sync.ts';
import { silentLog } from '../../main/data-service/runtime/log.ts';
import { createServerClock } from '../../main/data-service/network/server-clock.ts';
import { recordVerdict } from '../../main/data-service/outbox/record-verdict.ts';
import type { World } from '../../main/data-service/runtime/world.ts';
import { expectValue, ok } from '../../shared/lifetime/result.ts';
import { uuidv7 } from 'uuidv7';
import { ModelDisk } from '../simulation/model-disk.ts';
import { chanceOf, VirtualTime } from '../simulation/virtual-time.ts';
import { approval, conduct, madeClaim, madePolicy } from './case-fixtures.ts';

/** A whole enrolled desk with verdicts to send, on a clock that a test turns, before a backend of one answer. */
export type SimulatedSync = {
  readonly time: VirtualTime;
  readonly tables: Tables;
  readonly connection: ConnectionView;
  /** When each request went out, in milliseconds since the start. */
  readonly requests: number[];
  /** Most requests within any 60 s. */
  busiestMinute(): number;
  end(): Promise<void>;
};

/** `answer` is asked for each request; null is a line that is cut. */
export function simulatedSync(
  answer: (path: string) => Response | null,
  verdicts: number,
): SimulatedSync {
  const time = new VirtualTime();
  const chance = chanceOf(3);
  const requests: number[] = [];
  const nowMs = () => 1_800_000_000_000 + time.nowMs;
  const world: World = {
    nowMs,
    monotonicMs: () => time.nowMs,
    random: () => chance.next(),
    fetch: (input) =>
      new Promise((resolve, reject) => {
        requests.push(time.nowMs);
        const reply = answer(new URL(new Request(input).url).pathname);
        time.after(20, () => (reply ? resolve(reply) : reject(new TypeError('fetch failed'))));
      }),
    resolve: async () => [],
    sleep: (ms, signal) =>
      new Promise((resolve) => {
        const unplan = time.after(ms, () => resolve());
        signal.addEventListener('abort', () => (unplan(), resolve()));
      }),
  };
  const cache = expectValue(openCache(':memory:', new Uint8Array(32)));
  const tables = createTables(cache);
  const person = { reviewerId: 'r', reviewerName: 'R', role: 'reviewer' as const, quotaPerDay: 90 };
  const place = { backendUrl: 'http://127.0.0.1:1/', deviceId: 'd', token: 't', queues: ['main'] };
  tables.settings.write('enrolment', { ...place, ...person });
  tables.policies.save(madePolicy);
  const context = { tables, nowMs, makeId: uuidv7, makeRoom: () => false };
  for (let n = 0; n < verdicts; n += 1) {
    applyClaims(tables, [madeClaim(String(n), [], {}, { mediaState: 'broken' })], Date.now());
    const command = {
      caseId: `case-${n}`,
      judgement: approval,
      conduct,
      supersedesVerdictId: null,
    };
    expectValue(recordVerdict(context, command));
  }
  const connection = createConnectionView();
  const link = startSync(
    {
      tables,
      store: new ModelDisk().store(),
      world,
      announce: () => {},
      log: silentLog,
      connection,
      rescue: { keep: () => null, tidy: () => {} },
      clock: createServerClock(world, { latestMs: 0, offsetMs: 0 }),
      revoked: async () => {},
      keyProtection: () => 'keychain',
      freeBytes: async () => 1e12,
      measuring: { isDone: () => true, prefer: () => undefined },
      inspector: { inspectFile: async () => ok(null) },
    },
    { ...place, ...person },
  );
  return {
    time,
    tables,
    connection,
    requests,
    busiestMinute: () =>
      Math.max(
        0,
        ...requests.map((from) => requests.filter((at) => at >= from && at < from + 60_000).length),
      ),
    async end() {
      const ended = link.end();
      await time.pass(60_000);
      await ended;
      cache.close();
    },
  };
}
