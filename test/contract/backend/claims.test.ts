import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { backendHomes, type TestBackend } from '../../helpers/backend/backend-homes.ts';
import { HttpCaller, somePublicKey } from '../../helpers/backend/http-desk.ts';
import { SmallWorld } from '../../helpers/backend/backend-fixtures.ts';

const minute = 60_000;

describe.each(backendHomes())('claims on $name', (home) => {
  let backend: TestBackend;
  beforeAll(async () => {
    backend = await home.start();
  });
  afterAll(async () => {
    await backend.stop();
  });
  const world = () => new SmallWorld(backend);

  test('an unknown invitation is refused, one that is used up too', async () => {
    const here = world();
    await here.desk();
    const stranger = new HttpCaller(backend.server.url, null);
    const answer = await stranger.ask('enrolDevice', {
      body: { invitation: 'nobody', devicePublicKey: somePublicKey(), deskVersion: '' },
    });
    expect(answer.problem).toMatchObject({
      type: 'urn:second-look:invitation-unknown',
      status: 403,
    });
  });

  test('eight desks that claim at once never get the same case', async () => {
    const here = world();
    await here.openCases(100);
    const desks = await Promise.all(Array.from({ length: 8 }, () => here.desk()));
    const rounds = await Promise.all(
      desks.map(async (desk) => [
        ...(await desk.claim(7)),
        ...(await desk.claim(7)),
        ...(await desk.claim(7)),
      ]),
    );
    const caseIds = rounds.flat().map((claim) => claim.caseId);
    expect(new Set(caseIds).size).toBe(caseIds.length);
    expect(caseIds.length).toBe(100);
  });

  test('a claim carries what a reviewer must know, and the clocks of the backend', async () => {
    const here = world();
    await here.openCases(1, { title: 'A storm over a harbour' });
    const claim = await (await here.desk()).claimOne();
    expect(claim).toMatchObject({
      epoch: 1,
      kind: 'live',
      policyVersion: '2026-11',
      offlineEligible: true,
    });
    expect(claim.expiresAtMs - claim.claimedAtMs).toBe(30 * minute);
    expect(claim.wipeAtMs - claim.expiresAtMs).toBe(14 * 24 * 60 * minute);
    expect(claim.generation).toMatchObject({
      title: 'A storm over a harbour',
      mediaState: 'ready',
      media: [{ role: 'original' }],
    });
  });

  test('the most urgent case comes first', async () => {
    const here = world();
    const [late] = await here.openCases(1, { dueInMs: 5_000_000 });
    const [soon] = await here.openCases(1, { dueInMs: 1_000_000 });
    const claims = await (await here.desk()).claim(2);
    expect(claims.map((claim) => claim.caseId)).toEqual([soon, late]);
  });

  test('the same key gives the same claims again, to the same desk only', async () => {
    const here = world();
    await here.openCases(6);
    const [desk, other] = [await here.desk(), await here.desk()];
    const key = randomUUID();
    const twins = await Promise.all([desk.claim(2, { key }), desk.claim(2, { key })]);
    expect(twins[1]).toEqual(twins[0]);
    expect(await desk.claim(2, { key })).toEqual(twins[0]);
    const others = await other.claim(2, { key });
    expect(others.map((claim) => claim.caseId)).not.toContain(twins[0]?.[0]?.caseId);
  });

  test('claims stay within the bytes that the desk asked for', async () => {
    const here = world();
    await here.openCases(3, { sizeBytes: 400 });
    const desk = await here.desk();
    expect(await desk.claim(10, { maxBytes: 399 })).toHaveLength(0);
    expect(await desk.claim(10, { maxBytes: 1000 })).toHaveLength(2);
  });

  test('what may not leave the building is never claimed for travel', async () => {
    const here = world();
    await here.openCases(2, { offlineEligible: false });
    const [free] = await here.openCases(1);
    const desk = await here.desk();
    expect((await desk.claim(10, { kind: 'travel' })).map((claim) => claim.caseId)).toEqual([free]);
    expect(await desk.claim(10)).toHaveLength(2);
  });

  test('a desk takes along what it holds live already, by a new lease, but never what must stay', async () => {
    const here = world();
    await here.openCases(1, { offlineEligible: false });
    await here.openCases(2);
    const [desk, other] = [await here.desk(), await here.desk()];
    const live = await desk.claim(10);
    const packed = await desk.claim(10, { kind: 'travel' });
    const allowed = live.filter((claim) => claim.offlineEligible);
    expect(packed.map(({ caseId, epoch }) => [caseId, epoch])).toEqual(
      allowed.map(({ caseId, epoch }) => [caseId, epoch + 1]),
    );
    expect(packed.every(({ kind }) => kind === 'travel')).toBe(true);
    expect(await desk.claim(10, { kind: 'travel' })).toHaveLength(0);
    backend.clock.advance(31 * minute);
    // The live lease of the case that stayed ran out; those on the journey hold for days.
    expect((await other.claim(10)).map(({ offlineEligible }) => offlineEligible)).toEqual([false]);
    const [first] = packed;
    if (!first) throw new Error('nothing was packed');
    const verdict = desk.verdictOn(first);
    const answer = await desk.put(verdict);
    expect(answer.body).toMatchObject({ outcome: 'effective', late: false });
  });

  test('a case whose lease ran out goes to the next desk with a higher epoch, and the first hears of it', async () => {
    const here = world();
    await here.openCases(1);
    const [first, second] = [await here.desk(), await here.desk()];
    const claim = await first.claimOne();
    expect(await second.claim(1)).toHaveLength(0);
    backend.clock.advance(31 * minute);
    const taken = await second.claimOne();
    expect(taken).toMatchObject({ caseId: claim.caseId, epoch: claim.epoch + 1 });

    // The epoch says which lease is meant: one of another epoch may have come since.
    const lost = { kind: 'lease-lost', caseId: claim.caseId, detail: { epoch: claim.epoch } };
    const heard = await first.ask('readChanges', { query: { limit: '1000' } });
    expect(heard.body.changes).toContainEqual(expect.objectContaining(lost));
    const notHeard = await second.ask('readChanges', { query: { limit: '1000' } });
    expect(notHeard.body.changes).not.toContainEqual(expect.objectContaining(lost));
  });

  test('renewing prolongs, even after the end as long as nobody took the case', async () => {
    const here = world();
    await here.openCases(1);
    const [desk, other] = [await here.desk(), await here.desk()];
    const { caseId, epoch } = await desk.claimOne();
    backend.clock.advance(40 * minute);
    const renewed = await desk.ask('renewClaims', { body: { items: [{ caseId, epoch }] } });
    const [item] = renewed.body.items;
    expect(item).toMatchObject({ caseId, status: 'done' });
    expect((item?.expiresAtMs ?? 0) - renewed.body.nowMs).toBe(30 * minute);
    // The desk may keep the case for longer, too; its snapshot says the same.
    expect((item?.wipeAtMs ?? 0) - (item?.expiresAtMs ?? 0)).toBe(14 * 24 * 60 * minute);
    const [held] = (await desk.ask('readSnapshot')).body.claims;
    expect(held).toMatchObject({ expiresAtMs: item?.expiresAtMs, wipeAtMs: item?.wipeAtMs });
    expect(await other.claim(1)).toHaveLength(0);
  });

  test('each item of a renewal has its own result', async () => {
    const here = world();
    await here.openCases(2);
    const [desk, other] = [await here.desk(), await here.desk()];
    const [mine, theirs] = [await desk.claimOne(), await other.claimOne()];
    const items = [
      { caseId: theirs.caseId, epoch: theirs.epoch },
      { caseId: 'no-such-case', epoch: 1 },
      { caseId: mine.caseId, epoch: mine.epoch + 1 },
      { caseId: mine.caseId, epoch: mine.epoch },
    ];
    const answer = await desk.ask('renewClaims', { body: { items } });
    expect(answer.body.items.map((item) => item.status)).toEqual([
      'stale-claim',
      'not-found',
      'stale-claim',
      'done',
    ]);
    // What was not renewed has no time of its own to go by.
    expect(answer.body.items.map((item) => item.wipeAtMs !== null)).toEqual([
      false,
      false,
      false,
      true,
    ]);
  });

  test('a released case is free at once; releasing it twice is no harm', async () => {
    const here = world();
    await here.openCases(1);
    const [desk, other] = [await here.desk(), await here.desk()];
    const { caseId, epoch } = await desk.claimOne();
    const release = () => desk.ask('releaseClaims', { body: { items: [{ caseId, epoch }] } });
    expect((await release()).body.items).toMatchObject([{ status: 'done' }]);
    expect((await release()).body.items).toMatchObject([{ status: 'done' }]);
    expect(await other.claimOne()).toMatchObject({ caseId, epoch: epoch + 1 });
    expect((await release()).body.items).toMatchObject([{ status: 'stale-claim' }]);
  });

  test('who gives a case back while reviewing is not given it again that day, on any of their desks; others are', async () => {
    const here = world();
    await here.openCases(2);
    const desk = await here.desk();
    const second = await here.desk({ of: desk.reviewerId });
    const [stopped, kept] = await desk.claim(2);
    await desk.ask('releaseClaims', {
      body: { items: [{ caseId: stopped?.caseId, epoch: stopped?.epoch }] },
    });
    expect(await desk.claim(5)).toEqual([]);
    expect(await second.claim(5)).toEqual([]);
    const renewed = await desk.ask('renewClaims', {
      body: { items: [{ caseId: kept?.caseId, epoch: kept?.epoch }] },
    });
    expect(renewed.body.items).toMatchObject([{ status: 'done' }]);
    const other = await here.desk();
    const [given] = await other.claim(5);
    expect(given?.caseId).toBe(stopped?.caseId);
    await other.ask('releaseClaims', { body: { items: [{ caseId: given?.caseId, epoch: 2 }] } });
    backend.clock.advance(24 * 60 * minute + 1);
    expect((await desk.claim(5)).map((claim) => claim.caseId)).toContain(stopped?.caseId);
  });

  test('what was packed for a journey and given back unread may come again at once', async () => {
    const here = world();
    await here.openCases(1);
    const desk = await here.desk();
    const [packed] = await desk.claim(1, { kind: 'travel' });
    await desk.ask('releaseClaims', {
      body: { items: [{ caseId: packed?.caseId, epoch: packed?.epoch }] },
    });
    expect(await desk.claim(1)).toHaveLength(1);
  });

  test('a desk sees the leases that it holds in its snapshot', async () => {
    const here = world();
    await here.openCases(3);
    const desk = await here.desk();
    const claims = await desk.claim(3);
    const [given] = claims;
    await desk.ask('releaseClaims', {
      body: { items: [{ caseId: given?.caseId, epoch: given?.epoch }] },
    });
    const snapshot = await desk.ask('readSnapshot');
    expect(snapshot.body.claims).toEqual(claims.slice(1));
    expect(snapshot.body.policyVersion).toBe('2026-11');
  });

  test('a desk can not claim from a queue that is not its own', async () => {
    const desk = await world().desk();
    const answer = await desk.ask('claimCases', {
      headers: { 'idempotency-key': randomUUID() },
      body: { queue: 'default', max: 1, maxBytes: 1, kind: 'live' },
    });
    expect(answer.problem).toMatchObject({ type: 'urn:second-look:forbidden', status: 403 });
  });

  test('none of this was a bug of the backend', () => {
    expect(backend.bugs).toEqual([]);
  });
});
