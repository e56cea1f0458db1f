import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { backendHomes, type TestBackend } from '../../helpers/backend/backend-homes.ts';
import { HttpCaller, type HttpDesk } from '../../helpers/backend/http-desk.ts';
import { SmallWorld } from '../../helpers/backend/small-world.ts';

const operatorToken = 'operator-of-the-test';

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

  test('the desk hears of it, hands in what it had, and gets nothing more; no other desk hears of it', async () => {
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
    // Its own verdicts still count, once: the new one and the one whose receipt was lost.
    expect((await desk.put(late)).body).toMatchObject({ outcome: 'effective' });
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

  test('none of this was a bug of the backend', () => {
    expect(backend.bugs).toEqual([]);
  });
});
