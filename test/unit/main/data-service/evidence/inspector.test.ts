import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { openCache } from '../../../../../main/data-service/cache/open-cache.ts';
import { createTables, type Tables } from '../../../../../main/data-service/cache/tables.ts';
import {
  createInspector,
  type InspectorDeps,
} from '../../../../../main/data-service/evidence/inspector.ts';
import { silentLog } from '../../../../../main/data-service/runtime/log.ts';
import { createMediaStore } from '../../../../../main/data-service/media-store/media-store.ts';
import { realWorld } from '../../../../../main/data-service/runtime/world.ts';
import { expectValue } from '../../../../../shared/lifetime/result.ts';
import { inspectionBudget } from '../../../../../shared/media-file/ask-inspector.ts';
import { buildInspector, confinedInspectors } from '../../../../helpers/confined-inspector.ts';
import { temporaryFolder } from '../../../../helpers/desk.ts';
import { hostileFiles } from '../../../../helpers/hostile-files.ts';
import { tinyClip } from '../../../../helpers/tiny-clip.ts';

const built: { file: string; remove: () => void } = { file: '', remove: () => {} };
beforeAll(async () => void Object.assign(built, await buildInspector()));
afterAll(() => built.remove());

const stopped: unknown = expect.objectContaining({
  kind: 'broken-media',
  retry: 'never',
  message: expect.stringMatching(/stopped the part of the desk that reads files/) as unknown,
});

function startTables(): Tables {
  const cache = expectValue(openCache(':memory:', new Uint8Array(32).fill(7)));
  onTestFinished(() => cache.close());
  return createTables(cache);
}

/** A desk's inspector with real, confined processes, and a way to lay files on the disk. */
function startInspecting(tables: Tables, changes: Partial<InspectorDeps> = {}) {
  const store = createMediaStore(temporaryFolder());
  const processes = confinedInspectors(built.file, (wire) => inspector.attach(wire));
  const inspector = createInspector({
    tables,
    store,
    world: realWorld(),
    log: silentLog,
    callInspector: processes.call,
    ...changes,
  });
  onTestFinished(() => {
    inspector.stop();
    processes.end();
  });
  async function lay(bytes: Uint8Array) {
    const chunkBytes = 262_144;
    const file = {
      sha256: createHash('sha256').update(bytes).digest('hex'),
      fileKey: new Uint8Array(32).fill(1),
      noncePrefix: new Uint8Array(7).fill(2),
      sizeBytes: bytes.length,
      chunkBytes,
    };
    tables.media.want({ ...file, mimeType: 'video/mp4', role: 'original', proxy: null });
    for (let n = 0; n * chunkBytes < bytes.length; n++)
      expectValue(
        await store.writeChunk(file, n, bytes.subarray(n * chunkBytes, (n + 1) * chunkBytes)),
      );
    return file;
  }
  return { inspector, processes, lay };
}

const lookedAt = (tables: Tables, sha256: string) =>
  tables.measurements.read(sha256, 'inspector.looked-at', 2)?.[0];

/** A wire to a process that never answers. */
const deafWire = { send: () => {}, onMessage: () => () => {}, onClose: () => () => {} };

/** The longest time that this process could do nothing else while the work went on. */
async function longestPauseMs(work: Promise<unknown>): Promise<number> {
  let [longest, last] = [0, performance.now()];
  const timer = setInterval(() => {
    longest = Math.max(longest, performance.now() - last);
    last = performance.now();
  }, 5);
  await work;
  clearInterval(timer);
  return longest;
}

test('a clip is indexed by a process of its own', async () => {
  const { inspector, processes, lay } = startInspecting(startTables());
  const index = expectValue(await inspector.frameIndexOf(await lay(await tinyClip())));
  expect(index.startsUs.length).toBeGreaterThan(10);
  expect(processes.started).toHaveLength(1);
  expect(processes.started[0]?.pid).not.toBe(process.pid);
});

test('a file that fills the memory of whoever reads it ends that process only, and is not tried again', async () => {
  const { inspector, processes, lay } = startInspecting(startTables());
  const [bomb, clip] = [await lay(hostileFiles.manySamples()), await lay(await tinyClip())];
  const looked = inspector.inspectFile(bomb);
  const after = inspector.inspectFile(clip);
  expect(await longestPauseMs(looked)).toBeLessThan(1000);
  expect(await looked).toEqual({ ok: false, fault: stopped });
  expect(await after).toEqual({ ok: true, value: null });
  const started = processes.started.length;
  expect(await inspector.frameIndexOf(bomb)).toEqual({ ok: false, fault: stopped });
  expect(inspector.stopper(bomb.sha256)).toEqual(stopped);
  expect(inspector.stopper(clip.sha256)).toBeNull();
  expect(processes.started).toHaveLength(started);
}, 60_000);

test.each([
  ['in one long step', hostileFiles.oneChunk],
  ['with frame after frame of no bytes', hostileFiles.laces],
])(
  'a file that keeps its reader busy %s is ended when its time is up',
  async (_how, make) => {
    const budget = (sizeBytes: number) => ({ ...inspectionBudget(sizeBytes), ownMs: 2000 });
    const { inspector, lay } = startInspecting(startTables(), { budget });
    const looked = inspector.inspectFile(await lay(make()));
    expect(await longestPauseMs(looked)).toBeLessThan(1000);
    expect(await looked).toEqual({ ok: false, fault: stopped });
  },
  60_000,
);

test.each([
  ['a run of four billion samples', hostileFiles.fragmentBomb],
  ['a megabyte of the name of a table', hostileFiles.tableNames],
  ['a megabyte of empty boxes', hostileFiles.smallBoxes],
  ['a playlist that names a file', () => hostileFiles.playlist('/etc/hostname')],
  ['a playlist that names itself by address', () => hostileFiles.playlist('media://clip/a')],
])('%s is said to be no clip, and stops nothing', async (_what, make) => {
  const { inspector, processes, lay } = startInspecting(startTables());
  const looked = inspector.inspectFile(await lay(make()));
  expect(await looked).toEqual({
    ok: false,
    fault: expect.objectContaining({ kind: 'broken-media', retry: 'never' }) as unknown,
  });
  expect(inspector.stopper('a')).toBeNull();
  expect(processes.started).toHaveLength(1);
});

test('a file during which the whole desk ended is tried once more, and then never again', async () => {
  const tables = startTables();
  const file = await startInspecting(tables).lay(hostileFiles.oneChunk());
  for (const look of [1, 2]) {
    const { inspector } = startInspecting(tables, {
      callInspector(isWanted) {
        if (isWanted) inspector.attach(deafWire);
      },
    });
    // As before a power cut: it is looked into, and that never ends.
    void inspector.inspectFile(file);
    await expect.poll(() => lookedAt(tables, file.sha256)).toBe(look);
  }
  const { inspector, processes } = startInspecting(tables);
  expect(await inspector.inspectFile(file)).toEqual({ ok: false, fault: stopped });
  expect(processes.started).toHaveLength(0);
});

test('a look that is called off in order is no mark against the file', async () => {
  const tables = startTables();
  for (let n = 0; n < 3; n++) {
    const { inspector, processes, lay } = startInspecting(tables);
    const file = await lay(hostileFiles.oneChunk());
    const looking = inspector.inspectFile(file);
    await expect.poll(() => lookedAt(tables, file.sha256)).toBe(1);
    inspector.stop();
    processes.end();
    expect(await looking).toMatchObject({ ok: false, fault: { kind: 'cancelled' } });
    expect(inspector.stopper(file.sha256)).toBeNull();
  }
});

test('an inspector that never comes up is no fault of the file', async () => {
  const world = { ...realWorld(), sleep: () => Promise.resolve() };
  const { inspector, lay } = startInspecting(startTables(), { world, callInspector: () => {} });
  const file = await lay(await tinyClip());
  expect(await inspector.inspectFile(file)).toEqual({
    ok: false,
    fault: expect.objectContaining({ kind: 'not-ready', retry: 'later' }) as unknown,
  });
  expect(inspector.stopper(file.sha256)).toBeNull();
});
