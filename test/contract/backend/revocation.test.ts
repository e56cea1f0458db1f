import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { claimCases, defaultLeaseTimes } from '../../../backend/review/claims.ts';
import { renewLease } from '../../../backend/review/leases-by-item.ts';
import { backendHomes, type TestBackend } from '../../helpers/backend/backend-homes.ts';
import { HttpCaller, removal, type HttpDesk } from '../../helpers/backend/http-desk.ts';
import { SmallWorld } from '../../helpers/backend/backend-fixtures.ts';
import { operatorToken } from '../../helpers/backend/invite.ts';

describe.each(backendHomes())('taking a desk off on $name', (home) => {
  let backend: TestBackend;
  beforeAll(async () => {
    backend = await home.start({ operatorToken });
  });
  afterAll(async () => {
    await backend.stop();
  });
  const revoke = (deviceId: string, token: string | null = operatorToken) =>
    new HttpCaller(backend.server.url, token).ask('revokeDevice', { params: { deviceId } });
  const heardBy = async (desk: HttpDesk) =>
    (await desk.ask('readChanges', { query: { limit: '1000' } })).body.changes.filter(
      ({ kind }) => kind === 'device-revoked',
    );

  test('only the operator takes a desk off, and only one that is there', async () => {
    const desk = await new SmallWorld(backend).desk();
    for (const token of [null, 'a-guess'])
      expect((await revoke(desk.deviceId, token)).problem).toMatchObject({
        type: 'urn:second-look:unauthorized',
        status: 401,
      });
    const byItself = await desk.ask('revokeDevice', { params: { deviceId: desk.deviceId } });
    expect(byItself.problem?.status).toBe(401);
    expect((await revoke('no-such-desk')).problem).toMatchObject({
      type: 'urn:second-look:not-found',
      status: 404,
    });
    expect((await desk.ask('readSnapshot')).status).toBe(200);
  });

  test('what a desk asked for before it was taken off, and is answered after, brings it no case and no time', async () => {
    const world = new SmallWorld(backend);
    await world.openCases(4);
    const [desk, other] = [await world.desk(), await world.desk()];
    const [held] = await desk.claim(1);
    if (!held) throw new Error('there are cases to claim');
    const { database, now } = backend.server.parts;
    const { deviceId, reviewerId, queue } = desk;
    // Signed in, then taken off: this is where their calls go on.
    await revoke(deviceId);
    const wish = { deviceId, reviewerId, queue, max: 3, maxBytes: 1e12 } as const;
    for (const kind of ['live', 'travel'] as const)
      expect(
        await claimCases(
          database,
          defaultLeaseTimes,
          { ...wish, kind, idempotencyKey: randomUUID() },
          now(),
        ),
      ).toEqual([]);
    const item = { caseId: held.caseId, epoch: held.epoch };
    expect(await renewLease(database, defaultLeaseTimes, deviceId, item, now())).toMatchObject({
      status: 'stale-claim',
    });
    // Nothing of it is kept from others.
    expect(await other.claim(4)).toHaveLength(3);
  });

  test('the desk hears of it, submits what it had, and gets nothing more; no other desk hears of it', async () => {
    const world = new SmallWorld(backend);
    await world.openCases(3);
    const [desk, other] = [await world.desk(), await world.desk()];
    const [first, second] = await desk.claim(2);
    if (!first || !second) throw new Error('there are cases to claim');
    const [verdict, late] = [desk.verdictOn(first), desk.verdictOn(second)];
    expect((await desk.put(verdict)).status).toBe(201);
    expect(await revoke(desk.deviceId)).toMatchObject({
      status: 200,
      body: { deviceId: desk.deviceId },
    });
    expect(await heardBy(desk)).toMatchObject([{ kind: 'device-revoked', caseId: null }]);
    expect(await heardBy(other)).toEqual([]);
    // Its own verdict is kept, until an operator lets it count; a lost receipt comes again.
    expect((await desk.put(late)).body).toMatchObject({
      outcome: 'deferred',
      awaitsOperator: true,
    });
    expect((await desk.put(verdict)).status).toBe(200);
    const batch = await desk.ask('putVerdicts', { body: { verdicts: [desk.sign(late)] } });
    expect(batch.body.items).toMatchObject([{ status: 200 }]);

    const refused = { type: 'urn:second-look:unauthorized', status: 401 };
    const body = { queue: desk.queue, max: 1, maxBytes: 1e12, kind: 'live' };
    const headers = { 'idempotency-key': randomUUID() };
    expect((await desk.ask('claimCases', { headers, body })).problem).toMatchObject(refused);
    expect((await desk.ask('readSnapshot')).problem).toMatchObject(refused);
    const items = [{ caseId: second.caseId, epoch: second.epoch }];
    expect((await desk.ask('renewClaims', { body: { items } })).problem).toMatchObject(refused);
    const sha256 = first.generation.media[0]?.sha256 ?? '';
    const manifest = await desk.ask('readManifest', { params: { sha256 } });
    expect(manifest.problem).toMatchObject(refused);
  });

  test('taking a desk off twice is done, and keeps the first time', async () => {
    const desk = await new SmallWorld(backend).desk();
    await revoke(desk.deviceId);
    const facts = async () => {
      const operator = new HttpCaller(backend.server.url, operatorToken);
      const { devices } = (await operator.ask('readAuditFacts')).body;
      return devices.find(({ deviceId }) => deviceId === desk.deviceId)?.revokedAtMs;
    };
    const firstMs = await facts();
    backend.clock.advance(60_000);
    expect((await revoke(desk.deviceId)).status).toBe(200);
    expect(await facts()).toBe(firstMs);
    expect(firstMs).toBeGreaterThan(0);
  });

  test('what the desk held goes to the next one when its leases end', async () => {
    const world = new SmallWorld(backend);
    await world.openCases(1);
    const [desk, other] = [await world.desk(), await world.desk()];
    const claim = await desk.claimOne();
    await revoke(desk.deviceId);
    backend.clock.advance(31 * 60_000);
    expect(await other.claimOne()).toMatchObject({ caseId: claim.caseId, epoch: claim.epoch + 1 });
  });

  const day = 86_400_000;
  const operator = () => new HttpCaller(backend.server.url, operatorToken);
  const stateOf = async (caseId: string) =>
    (await operator().ask('readCase', { params: { caseId } })).body;
  const refusedForGood = { type: 'urn:second-look:verdict-unreadable', status: 422 };

  test.each([0, 1, 20])(
    'a desk changes nothing that it decided, %i days after it was taken off',
    async (days) => {
      const world = new SmallWorld(backend);
      await world.openCases(1);
      const desk = await world.desk();
      const claim = await desk.claimOne();
      const removed = desk.verdictOn(claim, removal);
      expect((await desk.put(removed)).body.outcome).toBe('effective');
      await revoke(desk.deviceId);
      backend.clock.advance(days * day + 1);
      const flipped = desk.verdictOn(claim, { supersedesVerdictId: removed.verdictId });
      expect((await desk.put(flipped)).problem).toMatchObject(refusedForGood);
      const batch = await desk.ask('putVerdicts', { body: { verdicts: [desk.sign(flipped)] } });
      expect(batch.body.items).toMatchObject([{ status: 422 }]);
      // Nor as a verdict that names none: the case was no longer lent to it.
      expect((await desk.put(desk.verdictOn(claim))).problem).toMatchObject(refusedForGood);
      expect(await stateOf(claim.caseId)).toMatchObject({
        effectiveVerdictId: removed.verdictId,
        verdicts: [{ outcome: 'effective' }],
      });
    },
  );

  test('a verdict is kept only under a lease that was live then, and for a week', async () => {
    const world = new SmallWorld(backend);
    await world.openCases(3);
    const desk = await world.desk();
    const over = await desk.claimOne();
    backend.clock.advance(31 * 60_000);
    const [inTime, tooLate] = await desk.claim(2, { kind: 'travel' });
    if (!inTime || !tooLate) throw new Error('there are cases to claim');
    await revoke(desk.deviceId);
    expect((await desk.put(desk.verdictOn(over))).problem).toMatchObject(refusedForGood);
    backend.clock.advance(6 * day);
    expect((await desk.put(desk.verdictOn(inTime))).body.outcome).toBe('deferred');
    backend.clock.advance(1.1 * day);
    expect((await desk.put(desk.verdictOn(tooLate))).problem).toMatchObject(refusedForGood);
  });

  test('what is kept never counts by itself: not when the case is free, and it moves nobody', async () => {
    const world = new SmallWorld(backend);
    await world.openCases(1);
    const [desk, handsBack, other] = [await world.desk(), await world.desk(), await world.desk()];
    const claim = await desk.claimOne();
    await revoke(desk.deviceId);
    const kept = desk.verdictOn(claim, removal);
    await desk.put(kept);
    backend.clock.advance(31 * 60_000);
    // A case that a desk hands back is not offered to it again, so another one decides it.
    const { caseId, epoch } = await handsBack.claimOne();
    await handsBack.ask('releaseClaims', { body: { items: [{ caseId, epoch }] } });
    expect(await stateOf(caseId)).toMatchObject({ state: 'pending', effectiveVerdictId: null });
    const approved = other.verdictOn(await other.claimOne());
    expect((await other.put(approved)).body.outcome).toBe('effective');
    const { body } = await other.ask('readChanges', { query: { limit: '1000' } });
    expect(body.changes.filter(({ kind }) => kind === 'adjudicate')).toEqual([]);
    // An operator who lets it count now gets the ordinary answer: two people differ.
    const admitted = await operator().ask('admitVerdict', {
      params: { verdictId: kept.verdictId },
    });
    expect(admitted.body.outcome).toBe('superseded');
    expect((await stateOf(caseId)).effectiveVerdictId).toBe(approved.verdictId);
  });

  test('an operator finds what waits and lets it count, once; nobody else can', async () => {
    const world = new SmallWorld(backend);
    await world.openCases(1);
    const desk = await world.desk();
    const claim = await desk.claimOne();
    await revoke(desk.deviceId);
    const kept = desk.verdictOn(claim);
    await desk.put(kept);
    const awaiting = async () =>
      (await operator().ask('listAwaiting')).body.verdicts.filter(
        ({ caseId }) => caseId === claim.caseId,
      );
    expect(await awaiting()).toMatchObject([{ verdictId: kept.verdictId }]);
    const admit = (caller: HttpCaller) =>
      caller.ask('admitVerdict', { params: { verdictId: kept.verdictId } });
    expect((await admit(desk)).problem?.status).toBe(401);
    expect((await admit(operator())).body).toMatchObject({ outcome: 'effective' });
    expect((await admit(operator())).problem?.status).toBe(404);
    expect(await awaiting()).toEqual([]);
    expect(await stateOf(claim.caseId)).toMatchObject({
      state: 'decided',
      effectiveVerdictId: kept.verdictId,
    });
    expect((await desk.put(kept)).body).toMatchObject({
      outcome: 'deferred',
      awaitsOperator: true,
    });
  });

  test('a desk that was taken off reads its own receipts and that it is over, also a lead', async () => {
    const world = new SmallWorld(backend);
    await world.openCases(2);
    const [lead, other] = [await world.desk({ role: 'lead' }), await world.desk()];
    const own = lead.verdictOn(await lead.claimOne());
    const theirs = other.verdictOn(await other.claimOne());
    await lead.put(own);
    await other.put(theirs);
    const read = (desk: HttpDesk, verdictId: string) =>
      desk.ask('readVerdict', { params: { verdictId } });
    expect((await read(lead, theirs.verdictId)).status).toBe(200);
    await revoke(lead.deviceId);
    expect((await read(lead, theirs.verdictId)).problem?.status).toBe(404);
    expect((await read(lead, own.verdictId)).status).toBe(200);
    const { body } = await lead.ask('readChanges', { query: { limit: '1000' } });
    expect(body.changes.map(({ kind }) => kind)).toEqual(['device-revoked']);
    const query = { verdictId: own.verdictId };
    expect((await lead.ask('readLogProof', { query })).problem?.status).toBe(401);
    expect((await lead.ask('readPolicy', { params: { version: '2026-10' } })).problem?.status).toBe(
      401,
    );
  });

  test('none of this was a bug of the backend', () => {
    expect(backend.bugs).toEqual([]);
  });
});
