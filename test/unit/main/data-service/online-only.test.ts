import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { Judgement } from '../../../../shared/domain/verdict.ts';
import type { Claim } from '../../../../shared/domain/claim.ts';
import type { Policy } from '../../../../shared/domain/policy.ts';
import { expectValue, ok } from '../../../../shared/lifetime/result.ts';
import {
  createOnlineOnly,
  keptAfterLeavingMs,
} from '../../../../main/data-service/intake/online-only.ts';
import { createPrefetch } from '../../../../main/data-service/intake/prefetch.ts';
import { syncOnce } from '../../../../main/data-service/intake/sync-once.ts';
import {
  noise,
  startDesk,
  startInput,
  temporaryFolder,
  until,
  type Desk,
} from '../../../helpers/desk.ts';
import {
  approval,
  conduct,
  madeClaim,
  madeFile,
  madePolicy,
} from '../../../helpers/case-fixtures.ts';
import { createModelBackend, modelInvitation } from '../../../helpers/model-backend.ts';
import { intakeBench } from '../../../helpers/intake-bench.ts';
import { liesInPages } from '../../../helpers/plain-pages.ts';
import { tinyClip } from '../../../helpers/tiny-clip.ts';

const policy: Policy = {
  ...madePolicy,
  branches: [
    ...madePolicy.branches,
    {
      branchId: 'minors',
      category: 'minors',
      title: 'Somebody under 18',
      question: 'Is a child at risk?',
      decisions: ['escalate'],
      severity: { min: 4, max: 4 },
      reasons: [],
    },
  ],
};
const marked: Judgement = { ...approval, branchId: 'minors', decision: 'escalate', severity: 4 };

const clipsIn = (dataDir: string) =>
  readdirSync(join(dataDir, 'media')).filter((name) => name.endsWith('.sealed'));

/** A desk and a backend that offers one ordinary case and one whose clip must not wait on a disk. */
async function deskWithTwo(changes: Partial<Claim> = {}) {
  const backend = createModelBackend(policy);
  const url = await backend.listen();
  onTestFinished(() => backend.close());
  const clips = [await tinyClip(), await tinyClip('24', 1)];
  const files = clips.map((bytes) => madeFile(bytes));
  clips.forEach((bytes, at) => backend.media.set(files[at]?.sha256 ?? '', bytes));
  backend.waiting = files.map((file, at) =>
    madeClaim(String(at), [file], at === 1 ? { offlineEligible: false, ...changes } : {}),
  );
  const dataDir = temporaryFolder();
  const input = startInput(dataDir, {
    enrolAt: { backendUrl: url, invitation: modelInvitation },
  });
  const desk = startDesk(input);
  await until(
    () => rowOf(desk, 'case-0'),
    (row) => row?.state === 'ready',
  );
  return { backend, dataDir, desk, input, secret: files[1]?.sha256 ?? '' };
}

async function rowOf(desk: Desk, caseId: string) {
  const all = { text: '', states: [], reasons: [] };
  const sort = { by: 'due', direction: 'asc' } as const;
  const rows = expectValue(
    await desk.page.call.listCases({ filter: all, sort, offset: 0, limit: 9 }),
  ).rows;
  return rows.find((row) => row.caseId === caseId);
}
const untilHere = (desk: Desk) =>
  until(
    () => rowOf(desk, 'case-1'),
    (row) => row?.state === 'ready',
  );
const untilGone = (dataDir: string, sha256: string) =>
  until(
    () => clipsIn(dataDir),
    (files) => !files.includes(`${sha256}.sealed`),
  );
const asked = ({ backend, secret }: Awaited<ReturnType<typeof deskWithTwo>>) =>
  backend.requests.filter(({ path }) => path.includes(secret)).length;

test('a clip that must not wait on a disk is fetched only when its case is opened, not when it is read ahead', async () => {
  const here = await deskWithTwo();
  const { desk } = here;
  expectValue(await desk.page.call.openCase({ caseId: 'case-1' }));
  await desk.page.call.syncNow({});
  expect(asked(here)).toBe(0);
  expect(await rowOf(desk, 'case-1')).toMatchObject({ state: 'fetching', fetched: 0 });
  const { cases } = expectValue(await desk.page.call.readDesk({}));
  expect(cases).toMatchObject({ ready: 1, fetching: 0 });
  await desk.page.call.setOpenCase({ caseId: 'case-1' });
  expect(await untilHere(desk)).toMatchObject({ fetched: 1, offlineReady: false });
});

test('the way to the next case leads to one whose clip comes when it is opened', async () => {
  const { desk } = await deskWithTwo();
  const next = await desk.page.call.neighbourCase({
    filter: { text: '', states: [], reasons: [] },
    sort: { by: 'title', direction: 'asc' },
    caseId: 'case-0',
    direction: 'next',
    openOnly: true,
  });
  expect(expectValue(next).caseId).toBe('case-1');
});

test('without the backend the way to the next case leads past one whose clip could not come, and says so', async () => {
  const { desk, backend } = await deskWithTwo();
  const ask = { filter: { text: '', states: [], reasons: [] }, openOnly: true } as const;
  const next = (caseId: string | null) =>
    desk.page.call.neighbourCase({
      filter: { ...ask.filter, states: [], reasons: [] },
      sort: { by: 'title', direction: 'asc' },
      caseId,
      direction: 'next',
      openOnly: true,
    });
  expect(expectValue(await next('case-0'))).toEqual({ caseId: 'case-1', skipped: 0 });
  await backend.close();
  await desk.page.call.syncNow({});
  expect(expectValue(await next('case-0'))).toEqual({ caseId: null, skipped: 1 });
  expect(expectValue(await next(null))).toEqual({ caseId: 'case-0', skipped: 0 });
});

test('its clip and what was measured of it go with the saved verdict; the verdict stays and is sent', async () => {
  const { desk, dataDir, secret, backend, input } = await deskWithTwo();
  await desk.page.call.setOpenCase({ caseId: 'case-1' });
  await untilHere(desk);
  const peaks = { sha256: secret, kind: 'peaks' as const, version: 1 };
  const bytes = new Uint8Array(noise(64));
  const isOnDisk = () => liesInPages(join(dataDir, 'desk.db'), input.databaseKey, bytes);
  expectValue(await desk.page.call.saveMeasurement({ ...peaks, bytes }));
  expect(isOnDisk()).toBe(true);
  expectValue(
    await desk.page.call.recordVerdict({
      caseId: 'case-1',
      judgement: approval,
      conduct,
      supersedesVerdictId: null,
    }),
  );
  await untilGone(dataDir, secret);
  expect(isOnDisk()).toBe(false);
  expect(await desk.page.call.readMeasurement(peaks)).toMatchObject({ ok: false });
  await until(
    () => backend.verdicts.size,
    (n) => n === 1,
  );
  await desk.page.call.syncNow({});
  expect(clipsIn(dataDir)).toHaveLength(1);
  expect((await rowOf(desk, 'case-1'))?.fetched).toBe(0);
});

test('a desk that was ended with such a clip on its disk destroys it at the next start', async () => {
  const { desk, dataDir, secret, input } = await deskWithTwo();
  await desk.page.call.setOpenCase({ caseId: 'case-1' });
  await untilHere(desk);
  await desk.stop();
  expect(clipsIn(dataDir)).toContain(`${secret}.sealed`);
  const again = startDesk({ ...input, enrolAt: null });
  await untilGone(dataDir, secret);
  expect(await rowOf(again, 'case-1')).toMatchObject({ state: 'fetching', fetched: 0 });
});

test('a clip marked as child abuse leaves the desk with the verdict and never comes back; hash and ids stay', async () => {
  const here = await deskWithTwo({ offlineEligible: true });
  const { desk, dataDir, secret, backend } = here;
  await untilHere(desk);
  const { verdictId } = expectValue(
    await desk.page.call.recordVerdict({
      caseId: 'case-1',
      judgement: marked,
      conduct,
      supersedesVerdictId: null,
    }),
  );
  await untilGone(dataDir, secret);
  const fetches = asked(here);
  await desk.page.call.setOpenCase({ caseId: 'case-1' });
  // Another case with the same clip.
  const file = madeFile(backend.media.get(secret) ?? Buffer.alloc(0));
  backend.waiting = [madeClaim('2', [file])];
  await desk.page.call.syncNow({});
  await until(
    () => rowOf(desk, 'case-2'),
    (row) => row?.state === 'blocked',
  );
  await desk.page.call.setOpenCase({ caseId: 'case-2' });
  await desk.page.call.syncNow({});
  expect(asked(here)).toBe(fetches);
  expect(clipsIn(dataDir)).toHaveLength(1);
  const { entries } = expectValue(await desk.page.call.listJournal({ offset: 0, limit: 9 }));
  expect(entries[0]?.verdict).toMatchObject({
    verdictId,
    decision: 'escalate',
    mediaSha256: secret,
  });
  const other = expectValue(await desk.page.call.openCase({ caseId: 'case-2' }));
  expect(other.mediaFault?.message).toContain('was marked at this desk');
});

test('left undecided, the clip stays some minutes and then goes; a case that is open keeps its own', async () => {
  const bench = intakeBench();
  const bytes = noise(400_000);
  const file = madeFile(bytes);
  bench.backend.media.set(file.sha256, bytes);
  bench.backend.waiting = [madeClaim('1', [file], { offlineEligible: false })];
  await syncOnce(bench.context, () => ({ target: 9, maxBytes: 1e9, decidedToday: 0 }));
  const gone: string[] = [];
  const held = createOnlineOnly({
    ...bench.context,
    onRemoved: (sha256) => void gone.push(sha256),
  });
  const prefetch = createPrefetch(bench.context, async () => ok(null), held.wanted);
  const isHere = () => bench.tables.media.read(file.sha256)?.isVerified;

  await prefetch.run();
  expect(isHere()).toBe(false);
  held.opened('case-1');
  await prefetch.run();
  expect(isHere()).toBe(true);
  bench.world.turn(10 * keptAfterLeavingMs);
  expect(await held.tidy()).toBeNull();
  held.opened(null);
  bench.world.turn(keptAfterLeavingMs - 1000);
  expect(await held.tidy()).toBe(1000);
  expect(isHere()).toBe(true);
  const key = bench.tables.media.read(file.sha256)?.fileKey;
  bench.world.turn(1000);
  expect(await held.tidy()).toBeNull();
  expect(isHere()).toBe(false);
  expect(gone).toEqual([file.sha256]);
  expect(bench.tables.media.read(file.sha256)?.fileKey).not.toEqual(key);
  expect(bench.tables.cases.read('case-1')?.row).toMatchObject({ state: 'fetching', fetched: 0 });
  await prefetch.run();
  expect(isHere()).toBe(false);
});

test('a clip that is purged while it is being fetched is not taken for whole', async () => {
  const bench = intakeBench();
  const bytes = noise(900_000);
  const file = madeFile(bytes);
  bench.backend.media.set(file.sha256, bytes);
  bench.backend.waiting = [madeClaim('1', [file], { offlineEligible: false })];
  await syncOnce(bench.context, () => ({ target: 9, maxBytes: 1e9, decidedToday: 0 }));
  const held = createOnlineOnly({ ...bench.context, onRemoved: () => undefined });
  const prefetch = createPrefetch(bench.context, async () => ok(null), held.wanted);
  held.opened('case-1');
  bench.backend.interfere = async ({ headers }) => {
    if (!headers.get('range')?.startsWith('bytes=524288')) return null;
    held.opened(null);
    bench.world.turn(keptAfterLeavingMs);
    await held.tidy();
    return null;
  };
  await prefetch.run();
  expect(bench.tables.media.read(file.sha256)).toMatchObject({ isVerified: false, fault: null });
  expect(readdirSync(bench.folder)).toEqual([]);
});
