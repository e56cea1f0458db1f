import { randomBytes, randomUUID, createCipheriv } from 'node:crypto';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import Sqlite from 'better-sqlite3';
import { uuidv7 } from 'uuidv7';
import { openCache } from '../../main/data-service/cache/open-cache.ts';
import { createTables } from '../../main/data-service/cache/tables.ts';
import { applyClaims } from '../../main/data-service/intake/apply-claims.ts';
import { silentLog } from '../../main/data-service/runtime/log.ts';
import { openChunk, sealChunk } from '../../main/data-service/media-store/seal.ts';
import { recordVerdict } from '../../main/data-service/outbox/record-verdict.ts';
import { createRescue } from '../../main/data-service/outbox/rescue.ts';
import { createClient } from '../../shared/contract/create-client.ts';
import { deskApi } from '../../shared/contract/desk-api.ts';
import { hostApi } from '../../shared/contract/host-api.ts';
import { expectValue } from '../../shared/lifetime/result.ts';
import { forkedWire, startInput } from '../helpers/desk.ts';
import { serveInspectors } from '../helpers/inspectors.ts';
import { approval, conduct, madeClaim, madePolicy } from '../helpers/case-fixtures.ts';
import { timed } from './bench.ts';
import { drainRow, outageRow } from './offline-line.ts';
import { prepareDesk } from './prepared-desk.ts';
import { percentile, rateRow, timeRow, type BenchRow } from './rows.ts';
import { run as runSealedMedia } from './sealed-media.ts';
import { printTable } from './table.ts';

/** `npm run bench:offline -- [--json FILE] [--only save,drain,start,seal,seek,outage]` */
const { values } = parseArgs({ options: { json: { type: 'string' }, only: { type: 'string' } } });

/** A save as the page sees it end: signed, sealed copy and database both on the disk. */
async function saves(): Promise<readonly BenchRow[]> {
  const folder = await mkdtemp(join(tmpdir(), 'bench-save-'));
  const cache = expectValue(openCache(join(folder, 'desk.db'), randomBytes(32)));
  const plain = new Sqlite(join(folder, 'plain.db'));
  try {
    const tables = createTables(cache);
    tables.policies.save(madePolicy);
    const { publicKey } = await crypto.subtle
      .generateKey('X25519', true, ['deriveBits'])
      .then((pair) => pair as CryptoKeyPair);
    const rescuePublicKey = Buffer.from(await crypto.subtle.exportKey('spki', publicKey)).toString(
      'base64',
    );
    const key = (await crypto.subtle.generateKey('Ed25519', true, [
      'sign',
      'verify',
    ])) as CryptoKeyPair;
    const deviceKey = Buffer.from(await crypto.subtle.exportKey('pkcs8', key.privateKey)).toString(
      'base64',
    );
    const person = {
      reviewerId: 'r',
      reviewerName: 'R',
      role: 'reviewer',
      quotaPerDay: 1,
      queues: ['q'],
    } as const;
    const place = {
      backendUrl: 'http://127.0.0.1:9/',
      deviceId: 'device',
      token: 'none',
      rescuePublicKey,
    };
    tables.settings.write('enrolment', { ...place, ...person, queues: [...person.queues] });
    tables.settings.write('deviceKey', deviceKey);
    const rescue = createRescue(folder, tables, silentLog);
    plain.pragma('journal_mode = WAL');
    plain.pragma('synchronous = FULL');
    plain.exec('CREATE TABLE verdicts (verdict_id TEXT PRIMARY KEY, body TEXT NOT NULL) STRICT');
    const insert = plain.prepare('INSERT INTO verdicts (verdict_id, body) VALUES (?, ?)');
    const ours: number[] = [];
    const theirs: number[] = [];
    const context = {
      tables,
      nowMs: () => Date.now(),
      makeId: uuidv7,
      makeRoom: () => false,
      rescue,
    };
    for (let n = 0; n < 400; n += 1) {
      applyClaims(tables, [madeClaim(String(n), [], {}, { mediaState: 'broken' })], Date.now());
      const command = {
        caseId: `case-${n}`,
        judgement: approval,
        conduct,
        supersedesVerdictId: null,
      };
      ours.push(await timed(() => void expectValue(recordVerdict(context, command))));
      theirs.push(await timed(() => insert.run(randomUUID(), 'x'.repeat(1200))));
    }
    const peer = { name: 'one insert, plain better-sqlite3, WAL + FULL', values: theirs };
    return [{ ...timeRow('offline.save', { values: ours }, peer), p99: percentile(ours, 0.99) }];
  } finally {
    cache.close();
    plain.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** The data service's process from nothing to its first page of the queue. */
async function startOn(dataDir: string, databaseKey: Uint8Array): Promise<number> {
  const program = fileURLToPath(new URL('../../main/data-service/entry.ts', import.meta.url));
  const startedMs = performance.now();
  const child = fork(program, [], {
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  serveInspectors(child);
  const control = createClient(hostApi, forkedWire(child, 'control'));
  expectValue(
    await control.call.start(startInput(dataDir, { databaseKey: new Uint8Array(databaseKey) })),
  );
  child.send({ p: 'page-1', open: true });
  const filter = { text: '', states: ['ready' as const], reasons: [] };
  const sort = { by: 'due' as const, direction: 'asc' as const };
  const page = createClient(deskApi, forkedWire(child, 'page-1'));
  expectValue(await page.call.listCases({ filter, sort, offset: 0, limit: 50 }));
  const tookMs = performance.now() - startedMs;
  const gone = once(child, 'exit');
  child.disconnect();
  await gone;
  return tookMs;
}

async function starts(): Promise<readonly BenchRow[]> {
  const big = await prepareDesk(100_000);
  const small = await prepareDesk(1);
  try {
    const ours: number[] = [];
    const theirs: number[] = [];
    for (let n = 0; n < 5; n += 1) {
      ours.push(await startOn(big.dataDir, big.key));
      theirs.push(await startOn(small.dataDir, small.key));
    }
    const peer = { name: 'the same with one case', values: theirs };
    return [timeRow('offline.start.100k-cases', { values: ours }, peer)];
  } finally {
    await big.remove();
    await small.remove();
  }
}

/** Megabytes a second through the seal, beside one cipher over the same bytes. */
async function seals(): Promise<readonly BenchRow[]> {
  const chunkBytes = 256 * 1024;
  const chunks = 128;
  const bytes = randomBytes(chunks * chunkBytes);
  const key = { sha256: 'ab'.repeat(32), fileKey: randomBytes(32), noncePrefix: randomBytes(7) };
  const plain = (n: number) => bytes.subarray(n * chunkBytes, (n + 1) * chunkBytes);
  const rate = (ms: number) => bytes.length / 1e3 / ms;
  const each = Array.from({ length: chunks }, (_, n) => n);
  const sealing: number[] = [];
  const opening: number[] = [];
  const whole: number[] = [];
  for (let round = 0; round < 12; round += 1) {
    let sealed: readonly Buffer[] = [];
    sealing.push(
      rate(
        await timed(
          () => (sealed = each.map((n) => sealChunk(key, n, n === chunks - 1, plain(n)))),
        ),
      ),
    );
    opening.push(
      rate(
        await timed(() => {
          for (const n of each)
            if (openChunk(key, n, n === chunks - 1, sealed[n] ?? Buffer.alloc(0)) === null)
              throw new Error('a chunk did not open');
        }),
      ),
    );
    whole.push(
      rate(
        await timed(
          () => void createCipheriv('aes-256-gcm', key.fileKey, randomBytes(12)).update(bytes),
        ),
      ),
    );
  }
  const peer = { name: 'AES-256-GCM, all bytes at once', values: whole };
  return [
    rateRow('offline.seal', 'MB/s', sealing, peer),
    rateRow('offline.open', 'MB/s', opening, peer),
  ];
}

const benches = {
  save: saves,
  drain: drainRow,
  start: starts,
  seal: seals,
  seek: runSealedMedia,
  outage: outageRow,
};
const wanted = values.only?.split(',') ?? Object.keys(benches);
const rows: BenchRow[] = [];
for (const [name, run] of Object.entries(benches)) {
  if (!wanted.includes(name)) continue;
  const startedMs = performance.now();
  rows.push(...(await run()));
  console.log(`${name} ... ${((performance.now() - startedMs) / 1000).toFixed(1)} s`);
}
console.log(`\n${printTable(rows)}`);
for (const row of rows)
  if (row.p99 !== undefined) console.log(`${row.id}: p99 ${row.p99.toFixed(2)} ${row.unit}`);
if (values.json !== undefined)
  await writeFile(values.json, `${JSON.stringify({ rows }, null, 2)}\n`);
