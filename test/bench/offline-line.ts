import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, connect, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Transform } from 'node:stream';
import { uuidv7 } from 'uuidv7';
import { startBackend } from '../../backend/start-backend.ts';
import { openCache } from '../../main/data-service/cache/open-cache.ts';
import { createTables } from '../../main/data-service/cache/tables.ts';
import { createConnectionView } from '../../main/data-service/connection.ts';
import { claimCases } from '../../main/data-service/intake/claim-cases.ts';
import { enrolDesk } from '../../main/data-service/intake/enrol.ts';
import { fetchMissingPolicies } from '../../main/data-service/intake/fetch-policies.ts';
import { startSync } from '../../main/data-service/sync.ts';
import { silentLog } from '../../main/data-service/runtime/log.ts';
import { createBackendClient } from '../../main/data-service/network/backend-client.ts';
import { createHostGate } from '../../main/data-service/network/host-gate.ts';
import { createServerClock } from '../../main/data-service/network/server-clock.ts';
import { createOutbox } from '../../main/data-service/outbox/outbox.ts';
import { recordVerdict } from '../../main/data-service/outbox/record-verdict.ts';
import { realWorld, type World } from '../../main/data-service/runtime/world.ts';
import { expectValue, ok } from '../../shared/lifetime/result.ts';
import { cachedTemplate } from '../helpers/backend/empty-database.ts';
import { invite } from '../helpers/backend/invite.ts';
import { SmallWorld } from '../helpers/backend/backend-fixtures.ts';
import { conduct } from '../helpers/case-fixtures.ts';
import { chanceOf, VirtualTime } from '../simulation/virtual-time.ts';
import { ModelDisk } from '../simulation/model-disk.ts';
import { percentile, type BenchRow } from './rows.ts';

const verdicts = 1000;
const bitsPerSecond = 1_000_000;

/** A TCP pass-through that lets a megabit a second through each way, as a hotel's line does. */
async function thinLine(
  port: number,
): Promise<{ readonly url: string; bytes: number; close(): void }> {
  const line = { url: '', bytes: 0, close: () => void server.close() };
  const freeAt = { up: 0, down: 0 };
  const thin = (way: 'up' | 'down') =>
    new Transform({
      transform(piece: Buffer, _, done) {
        const now = performance.now();
        freeAt[way] = Math.max(now, freeAt[way]) + (piece.length * 8000) / bitsPerSecond;
        if (way === 'up') line.bytes += piece.length;
        setTimeout(() => done(null, piece), freeAt[way] - now);
      },
    });
  const server = createServer((desk) => {
    const backend = connect(port, '127.0.0.1');
    desk.pipe(thin('up')).pipe(backend);
    backend.pipe(thin('down')).pipe(desk);
    desk.on('error', () => backend.destroy());
    backend.on('error', () => desk.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  line.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return line;
}

/** Seconds that a trip's 1,000 verdicts take home over 1 Mbit/s: real outbox, real backend. */
export async function drainRow(): Promise<readonly BenchRow[]> {
  const folder = await mkdtemp(join(tmpdir(), 'bench-drain-'));
  const server = await startBackend({
    host: '127.0.0.1',
    port: 0,
    dataFolder: join(folder, 'backend'),
    databaseUrl: null,
    databaseTemplate: await cachedTemplate(),
    mayUseFfmpeg: false,
    onBug: (where, error) => console.error(where, error),
  });
  const cache = expectValue(openCache(join(folder, 'desk.db'), new Uint8Array(32)));
  const line = await thinLine(Number(new URL(server.url).port));
  try {
    const backend = {
      server,
      clock: { now: Date.now, advance: () => {} },
      dataFolder: folder,
      bugs: [],
      stop: async () => {},
    };
    const small = new SmallWorld(backend);
    await small.openCases(verdicts, { sizeBytes: 0 });
    const invitation = await invite(server.parts, { quotaPerDay: 5000, queues: [small.queue] });
    const world = realWorld();
    const tables = createTables(cache);
    const to = (url: string, token: string | null) =>
      createBackendClient({
        baseUrl: new URL(url),
        token,
        world,
        gate: createHostGate(world),
        signal: new AbortController().signal,
        timeoutMs: 60_000,
      });
    expectValue(await enrolDesk(tables, to(server.url, null), server.url, invitation, 'bench'));
    const token = tables.settings.read('enrolment')?.token ?? null;
    const near = {
      tables,
      client: to(server.url, token),
      clock: createServerClock(world, { latestMs: 0, offsetMs: 0 }),
      world,
      announce: () => {},
      log: silentLog,
    };
    for (let had = -1; had !== tables.cases.counts().total;) {
      had = tables.cases.counts().total;
      expectValue(await claimCases(near, { target: verdicts, maxBytes: 1e12, decidedToday: 0 }));
    }
    expectValue(await fetchMissingPolicies(near));
    for (const { caseId } of tables.cases.openClaims()) {
      const branch = tables.policies.read(tables.cases.read(caseId)?.policyVersion ?? '')
        ?.branches[0];
      const decision = branch?.decisions[0];
      if (!branch || !decision) throw new Error('a policy has branches and decisions');
      const choice = {
        decision,
        branchId: branch.branchId,
        severity: branch.severity.min,
        confidence: 'sure' as const,
      };
      const judgement = { ...choice, reasonIds: [], note: '', findings: [] };
      const context = { tables, nowMs: () => Date.now(), makeId: uuidv7, makeRoom: () => false };
      expectValue(
        recordVerdict(context, { caseId, judgement, conduct, supersedesVerdictId: null }),
      );
    }
    const outbox = createOutbox({ ...near, client: to(line.url, token), isOver: () => false });
    const plainBytes = tables.outbox.waiting(verdicts).reduce((n, { body }) => n + body.length, 0);
    const startedMs = performance.now();
    const cpuBefore = process.cpuUsage();
    for (;;) {
      const { waitMs } = await outbox.drain();
      const { waiting, sending } = tables.outbox.counts();
      if (waiting + sending === 0) break;
      await new Promise((resolve) => setTimeout(resolve, Math.min(waitMs, 1000)));
    }
    const seconds = (performance.now() - startedMs) / 1000;
    const { settled } = tables.outbox.counts();
    const alone = (plainBytes * 8) / bitsPerSecond;
    const { user, system } = process.cpuUsage(cpuBefore);
    const worked = ((user + system) / 1e6).toFixed(1);
    console.log(
      `${plainBytes} bytes of verdicts, ${line.bytes} on the line, ${worked} s of processor time for desk and backend`,
    );
    const figures = { n: settled, p50: seconds, p95: seconds, max: seconds, unit: 's' };
    const peer = { name: 'their bytes alone, not packed, at 1 Mbit/s', p50: alone, p95: alone };
    return [{ id: 'offline.drain.1000-verdicts', ...figures, peer, ratioToPeer: alone / seconds }];
  } finally {
    line.close();
    cache.close();
    await server.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** Requests a minute of a desk with work to send, an hour long, while nothing answers: in simulated time. */
export async function outageRow(): Promise<readonly BenchRow[]> {
  const time = new VirtualTime();
  const chance = chanceOf(1);
  const requests: number[] = [];
  const world: World = {
    nowMs: () => 1_800_000_000_000 + time.nowMs,
    monotonicMs: () => time.nowMs,
    random: () => chance.next(),
    resolve: async () => [],
    fetch: () =>
      new Promise((_, reject) => {
        requests.push(time.nowMs);
        time.after(20, () => reject(new TypeError('fetch failed')));
      }),
    sleep: (ms, signal) =>
      new Promise((resolve) => {
        const unplan = time.after(ms, () => resolve());
        signal.addEventListener('abort', () => (unplan(), resolve()));
      }),
  };
  const cache = expectValue(openCache(':memory:', new Uint8Array(32)));
  const tables = createTables(cache);
  const person = {
    reviewerId: 'r',
    reviewerName: 'R',
    role: 'reviewer' as const,
    quotaPerDay: 9,
    queues: ['q'],
  };
  const enrolment = { backendUrl: 'http://127.0.0.1:1/', deviceId: 'd', token: 't', ...person };
  const parts = {
    tables,
    store: new ModelDisk().store(),
    world,
    announce: () => {},
    log: silentLog,
  };
  const rescue = { keep: () => null, tidy: () => {} };
  const link = startSync(
    {
      ...parts,
      connection: createConnectionView(),
      inspector: { inspectFile: async () => ok(null) },
      rescue,
      clock: createServerClock(world, { latestMs: 0, offsetMs: 0 }),
      revoked: async () => {},
      keyProtection: () => 'keychain',
      freeBytes: async () => 1e12,
      measuring: { isDone: () => true, prefer: () => undefined },
    },
    enrolment,
  );
  await time.pass(3_600_000);
  const perMinute = Array.from(
    { length: 60 },
    (_, minute) => requests.filter((atMs) => Math.floor(atMs / 60_000) === minute).length,
  );
  const ended = link.end();
  await time.pass(60_000);
  await ended;
  cache.close();
  const at = (share: number) => percentile(perMinute, share);
  return [
    {
      id: 'offline.outage.requests',
      n: 60,
      p50: at(0.5),
      p95: at(0.95),
      max: Math.max(...perMinute),
      unit: 'a minute',
    },
  ];
}
