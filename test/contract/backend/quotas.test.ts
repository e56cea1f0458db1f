import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { verdictsPerCase } from '../../../backend/review/take-verdict.ts';
import { backendHomes, type TestBackend } from '../../helpers/backend/backend-homes.ts';
import { HttpCaller, removal, type HttpDesk } from '../../helpers/backend/http-desk.ts';
import { operatorToken } from '../../helpers/backend/invite.ts';
import { SmallWorld } from '../../helpers/backend/backend-fixtures.ts';

const minute = 60_000;
const day = 86_400_000;

describe.each(backendHomes())('what one desk and one person may take on $name', (home) => {
  let backend: TestBackend;
  beforeAll(async () => {
    backend = await home.start({ operatorToken });
  });
  afterAll(async () => {
    await backend.stop();
  });
  /** A little after midnight (UTC): what a test does lies on one day. */
  function nextMorning(): void {
    const now = backend.clock.now();
    backend.clock.advance(day - (now % day) + minute);
  }
  const giveBack = (desk: HttpDesk, claims: readonly { caseId: string; epoch: number }[]) =>
    desk.ask('releaseClaims', {
      body: { items: claims.map(({ caseId, epoch }) => ({ caseId, epoch })) },
    });

  test('a person is given no more than their quota on a day, by all their desks, also what they gave back', async () => {
    nextMorning();
    const world = new SmallWorld(backend);
    await world.openCases(20);
    const desk = await world.desk({ quotaPerDay: 3 });
    const second = await world.desk({ of: desk.reviewerId });
    const taken = [...(await desk.claim(200, { kind: 'travel' })), ...(await second.claim(200))];
    expect(taken).toHaveLength(3);
    await giveBack(desk, taken);
    expect(await desk.claim(1)).toEqual([]);
    expect(await second.claim(1, { kind: 'travel' })).toEqual([]);
    // Others get the rest.
    expect(await (await world.desk()).claim(200)).toHaveLength(20);
  });

  test('with its claims a desk hears what is left of the quota and when the next day begins', async () => {
    nextMorning();
    const world = new SmallWorld(backend);
    await world.openCases(5);
    const desk = await world.desk({ quotaPerDay: 3 });
    const midnight = Math.ceil(backend.clock.now() / day) * day;
    const ask = async (max: number) =>
      (
        await desk.ask('claimCases', {
          headers: { 'idempotency-key': randomUUID() },
          body: { queue: world.queue, max, maxBytes: 1e12, kind: 'live' },
        })
      ).body.quota;
    expect(await ask(2)).toEqual({ left: 1, renewsAtMs: midnight });
    expect(await ask(2)).toEqual({ left: 0, renewsAtMs: midnight });
    expect(await ask(2)).toEqual({ left: 0, renewsAtMs: midnight });
  });

  test('two desks of one person that ask at the same moment do not get more', async () => {
    nextMorning();
    const world = new SmallWorld(backend);
    await world.openCases(30);
    const desk = await world.desk({ quotaPerDay: 7 });
    const desks = [desk, await world.desk({ of: desk.reviewerId })];
    const rounds = await Promise.all(
      Array.from({ length: 8 }, (_, n) => (desks[n % 2] ?? desk).claim(3)),
    );
    expect(rounds.flat()).toHaveLength(7);
  });

  test('a new day brings a new quota, but what is still held counts', async () => {
    nextMorning();
    const world = new SmallWorld(backend);
    await world.openCases(20);
    const desk = await world.desk({ quotaPerDay: 4 });
    expect(await desk.claim(200, { kind: 'travel' })).toHaveLength(4);
    nextMorning();
    expect(await desk.claim(200)).toEqual([]);
    const held = (await desk.ask('readSnapshot')).body.claims;
    await desk.put(desk.verdictOn(held[0] ?? (await desk.claimOne())));
    expect(await desk.claim(200)).toHaveLength(1);
  });

  test('what a desk takes along on a journey it was given before: it counts once', async () => {
    nextMorning();
    const world = new SmallWorld(backend);
    await world.openCases(5);
    const desk = await world.desk({ quotaPerDay: 2 });
    expect(await desk.claim(5)).toHaveLength(2);
    expect(await desk.claim(5, { kind: 'travel' })).toHaveLength(2);
  });

  test('an old key brings nothing of what was given back or withdrawn since', async () => {
    const world = new SmallWorld(backend);
    await world.openCases(3);
    const desk = await world.desk();
    const key = randomUUID();
    const [back, withdrawn, kept] = await desk.claim(3, { key });
    if (!back || !withdrawn || !kept) throw new Error('there are cases to claim');
    await giveBack(desk, [back]);
    const operator = new HttpCaller(backend.server.url, operatorToken);
    await operator.ask('withdrawCase', { params: { caseId: withdrawn.caseId } });
    expect((await desk.claim(3, { key })).map(({ caseId }) => caseId)).toEqual([kept.caseId]);
    await giveBack(desk, [kept]);
    expect(await desk.claim(3, { key })).toEqual([]);
  });

  test('a desk decides one case a few times and no more; two who differ are told of once', async () => {
    const world = new SmallWorld(backend);
    await world.openCases(1);
    const [late, first] = [await world.desk(), await world.desk()];
    const lost = await late.claimOne();
    backend.clock.advance(31 * minute);
    const counted = first.verdictOn(await first.claimOne());
    expect((await first.put(counted)).body.outcome).toBe('effective');
    for (let n = 0; n < verdictsPerCase; n++)
      expect((await late.put(late.verdictOn(lost, removal))).body.outcome).toBe('superseded');
    const refused = await late.put(late.verdictOn(lost, removal));
    expect(refused.problem).toMatchObject({
      type: 'urn:second-look:verdict-unreadable',
      status: 422,
    });
    expect(refused.problem?.detail).toContain('Ask the operator.');
    const { changes } = (await first.ask('readChanges', { query: { limit: '1000' } })).body;
    const differ = changes.filter(
      ({ kind, caseId }) => kind === 'adjudicate' && caseId === lost.caseId,
    );
    expect(differ).toHaveLength(1);
  });

  test('what happens in a queue that a desk does not work on is not told to it', async () => {
    const [here, there] = [new SmallWorld(backend), new SmallWorld(backend)];
    await here.openCases(1);
    await there.openCases(1);
    const [desk, other] = [await here.desk(), await there.desk()];
    const verdict = other.verdictOn(await other.claimOne());
    await other.put(verdict);
    const own = desk.verdictOn(await desk.claimOne());
    await desk.put(own);
    const told = JSON.stringify((await desk.ask('readChanges', { query: { limit: '1000' } })).body);
    expect(told).toContain(own.verdictId);
    expect(told).not.toContain(verdict.verdictId);
    expect(told).not.toContain(verdict.caseId);
  });

  test('none of this was a bug of the backend', () => {
    expect(backend.bugs).toEqual([]);
  });
});
