import { symlinkSync, truncateSync } from 'node:fs';
import { open, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { syncOnce } from '../../../../../main/data-service/intake/sync-once.ts';
import { verdictBlocker } from '../../../../../main/data-service/outbox/verdict-blockers.ts';
import { err } from '../../../../../shared/lifetime/result.ts';
import { noise } from '../../../../helpers/desk.ts';
import { intakeBench, type IntakeBench } from '../../../../helpers/intake-bench.ts';
import { approval, madeClaim, madeFile, madePolicy } from '../../../../helpers/case-fixtures.ts';
import { sha256Of } from '../../../../helpers/model-backend.ts';

/** Vitest's matcher under the type of what it stands for. */
const containing = (part: string): string => expect.stringContaining(part) as string;

const plan = () => ({ target: 10, maxBytes: 1e9, decidedToday: 0 });
const chunk = 262_144;

async function claimed(bytes: Buffer, bench: IntakeBench = intakeBench()) {
  const file = madeFile(bytes);
  bench.backend.media.set(file.sha256, bytes);
  bench.backend.waiting = [madeClaim('a', [file])];
  await syncOnce(bench.context, plan);
  const row = () => bench.tables.cases.read('case-a')?.row;
  return { ...bench, file, row, sealed: join(bench.folder, `${file.sha256}.sealed`) };
}

const ranges = (bench: Pick<IntakeBench, 'backend'>) =>
  bench.backend.requests.filter((request) => request.headers.has('range')).length;

test('a clip is fetched in pieces, sealed, checked as a whole, and never lies in plain on the disk', async () => {
  const bytes = noise(3 * chunk + 1000);
  const bench = await claimed(bytes);
  expect((await bench.prefetch.run()).ok).toBe(true);
  expect(bench.row()).toMatchObject({ state: 'ready', fetched: 1, offlineReady: true });
  const onDisk = await readFile(bench.sealed);
  expect(onDisk.length).toBe(bytes.length + 4 * 16);
  expect(onDisk.includes(bytes.subarray(0, 64))).toBe(false);
  const media = bench.tables.media.read(bench.file.sha256);
  const range = media && (await bench.context.store.readRange(media, chunk - 10, 30));
  expect(range?.ok && Buffer.from(range.value)).toEqual(bytes.subarray(chunk - 10, chunk + 20));
});

test('after a kill only the pieces that do not open are fetched again', async () => {
  const bench = await claimed(noise(4 * chunk));
  let left = 3;
  bench.backend.interfere = (request) =>
    request.headers.has('range') && left-- <= 0 ? Promise.reject(new TypeError('cable cut')) : null;
  expect(await bench.prefetch.run()).toMatchObject({ ok: false, fault: { kind: 'offline' } });
  truncateSync(bench.sealed, 2 * (chunk + 16) + 500);
  bench.backend.interfere = () => null;
  bench.world.turn(900_000);
  const before = ranges(bench);
  expect((await bench.prefetch.run()).ok).toBe(true);
  expect(ranges(bench) - before).toBe(2);
  expect(bench.row()?.state).toBe('ready');
});

test('a piece that does not match the manifest is never shown: the case says so and other clips go on', async () => {
  const bench = intakeBench();
  const good = noise(1000);
  bench.backend.media.set(sha256Of(good), good);
  const { file, row, backend, tables, prefetch, world } = await claimed(noise(2 * chunk), bench);
  backend.waiting = [madeClaim('b', [madeFile(good)])];
  await syncOnce(bench.context, plan);
  backend.interfere = (request) =>
    request.path.endsWith(file.sha256)
      ? new Response(new Uint8Array(chunk), { status: 206 })
      : null;
  await prefetch.run();
  expect(tables.cases.read('case-b')?.row.state).toBe('ready');
  expect(row()?.state).toBe('fetching');
  expect(tables.cases.read('case-a')?.mediaFault?.kind).toBe('integrity-failed');
  for (let tries = 0; tries < 3; tries += 1) {
    world.turn(900_000);
    await prefetch.run();
  }
  expect(row()?.state).toBe('blocked');
});

test('a manifest that lies about the whole file is found out by the whole hash', async () => {
  const bytes = noise(2 * chunk);
  const bench = await claimed(bytes);
  const other = noise(2 * chunk);
  bench.backend.media.set(bench.file.sha256, other);
  expect(sha256Of(other)).not.toBe(bench.file.sha256);
  await bench.prefetch.run();
  expect(bench.tables.media.read(bench.file.sha256)?.isVerified).toBe(false);
  await expect(stat(bench.sealed)).rejects.toThrow('ENOENT');
  bench.backend.media.set(bench.file.sha256, bytes);
  bench.world.turn(900_000);
  await bench.prefetch.run();
  expect(bench.row()?.state).toBe('ready');
});

test('half a file from the backend counts as nothing and is asked for again', async () => {
  const bench = await claimed(noise(2 * chunk));
  bench.backend.interfere = (request) =>
    request.headers.has('range') ? new Response(new Uint8Array(1000), { status: 206 }) : null;
  await bench.prefetch.run();
  expect(bench.tables.cases.read('case-a')?.mediaFault?.message).toContain('half a file');
  bench.backend.interfere = () => null;
  bench.world.turn(900_000);
  expect((await bench.prefetch.run()).ok).toBe(true);
  expect(bench.row()?.state).toBe('ready');
});

test('a full disk stops fetching with a sentence, and nothing is lost', async () => {
  const bench = await claimed(noise(1000));
  symlinkSync('/dev/full', bench.sealed);
  const outcome = await bench.prefetch.run();
  expect(outcome).toMatchObject({
    ok: false,
    fault: { kind: 'disk-full', message: containing('disk is full') },
  });
  expect(bench.row()?.state).toBe('fetching');
  await bench.context.store.remove(bench.file.sha256);
  expect((await bench.prefetch.run()).ok).toBe(true);
  expect(bench.row()?.state).toBe('ready');
});

test('a sealed piece that was changed on the disk does not open', async () => {
  const bench = await claimed(noise(2 * chunk));
  await bench.prefetch.run();
  const handle = await open(bench.sealed, 'r+');
  await handle.write(Buffer.from([1, 2, 3]), 0, 3, chunk + 16 + 50);
  await handle.close();
  const media = bench.tables.media.read(bench.file.sha256);
  if (media === null) throw new Error('the file is known');
  expect((await bench.context.store.readRange(media, 0, 100)).ok).toBe(true);
  expect(await bench.context.store.readRange(media, chunk, 100)).toMatchObject({
    ok: false,
    fault: { kind: 'integrity-failed' },
  });
  expect(await bench.context.store.hashWhole(media)).toBeNull();
});

test.each([
  ['an empty file', [madeFile(Buffer.alloc(0))], { mediaState: 'ready' as const }, 'broken-media'],
  ['no file', [], { mediaState: 'ready' as const }, 'broken-media'],
  [
    'a file that the backend found broken',
    [madeFile(Buffer.from('x'))],
    { mediaState: 'broken' as const, mediaNote: 'No moov atom.' },
    'broken-media',
  ],
  [
    'a coding that needs a review copy',
    [madeFile(Buffer.from('y'))],
    { mediaState: 'needs-transcoding' as const, mediaNote: 'HEVC.' },
    'needs-transcoding',
  ],
])(
  '%s: the case is blocked, says why, and can be judged by its record',
  async (_, media, generation, kind) => {
    const { backend, context, tables } = intakeBench();
    backend.waiting = [madeClaim('a', media, {}, generation)];
    await syncOnce(context, plan);
    const known = tables.cases.read('case-a');
    expect(known?.row.state).toBe('blocked');
    expect(known?.mediaFault?.kind).toBe(kind);
    expect(
      known &&
        verdictBlocker({
          judgement: approval,
          supersedesVerdictId: null,
          known,
          newest: null,
          policy: madePolicy,
        }),
    ).toBeNull();
  },
);

test('a clip that arrived whole but cannot be read blocks its case with the reason', async () => {
  const bench = await claimed(
    noise(5000),
    intakeBench(async () => err('broken-media', 'This clip cannot be opened.', 'never')),
  );
  await bench.prefetch.run();
  expect(bench.row()).toMatchObject({ state: 'blocked', fetched: 1 });
  expect(bench.tables.cases.read('case-a')?.mediaFault?.message).toBe(
    'This clip cannot be opened.',
  );
});

test('a clip that is cut off is shown as far as it goes', async () => {
  const cut = err('broken-media', 'This clip is cut off.', 'after-user');
  const bench = await claimed(
    noise(5000),
    intakeBench(async () => cut),
  );
  await bench.prefetch.run();
  expect(bench.row()?.state).toBe('ready');
  expect(bench.tables.cases.read('case-a')?.mediaFault).toBeNull();
  expect(bench.tables.media.read(bench.file.sha256)?.fault?.message).toBe('This clip is cut off.');
});
