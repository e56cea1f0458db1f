import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { publishPolicy } from '../../../backend/store/policies.ts';
import { housePolicies } from '../../../backend/review/house-policies.ts';
import type { Verdict } from '../../../shared/domain/verdict.ts';
import { backendHomes, type TestBackend } from '../../helpers/backend/backend-homes.ts';
import { HttpCaller, removal, type HttpDesk, cannotTell } from '../../helpers/backend/http-desk.ts';
import { SmallWorld } from '../../helpers/backend/backend-fixtures.ts';
import { operatorToken } from '../../helpers/backend/invite.ts';

const minute = 60_000;

describe.each(backendHomes())('verdicts on $name', (home) => {
  let backend: TestBackend;
  beforeAll(async () => {
    backend = await home.start({ operatorToken });
  });
  afterAll(async () => {
    await backend.stop();
  });

  /** A case, claimed by the first of two desks; the second takes it when asked. */
  async function claimed() {
    const world = new SmallWorld(backend);
    await world.openCases(1);
    const [desk, other] = [await world.desk(), await world.desk()];
    return { world, desk, other, claim: await desk.claimOne() };
  }
  async function takenOver() {
    const before = await claimed();
    backend.clock.advance(31 * minute);
    return { ...before, newer: await before.other.claimOne() };
  }
  const operator = () => new HttpCaller(backend.server.url, operatorToken);
  const caseNow = async (caseId: string) =>
    (await operator().ask('readCase', { params: { caseId } })).body;
  async function changesOf(desk: HttpDesk, caseId: string) {
    const { body } = await desk.ask('readChanges', { query: { limit: '1000' } });
    return body.changes.filter((change) => change.caseId === caseId);
  }

  test('lease current: the verdict is effective, the case decided, everybody hears of it', async () => {
    const { desk, other, claim } = await claimed();
    const verdict = desk.verdictOn(claim);
    const answer = await desk.put(verdict);
    expect(answer).toMatchObject({ status: 201, body: { outcome: 'effective', late: false } });
    expect(await caseNow(claim.caseId)).toMatchObject({
      state: 'decided',
      effectiveVerdictId: verdict.verdictId,
    });
    const heard = await changesOf(other, claim.caseId);
    expect(heard).toMatchObject([{ kind: 'decided', detail: { verdictId: verdict.verdictId } }]);
  });

  test('lease over and nobody took the case: effective, and marked as late', async () => {
    const { desk, claim } = await claimed();
    backend.clock.advance(10 * 24 * 60 * minute);
    expect(await desk.put(desk.verdictOn(claim))).toMatchObject({
      status: 201,
      body: { outcome: 'effective', late: true },
    });
  });

  test('a newer lease is held by another desk: deferred; its verdict makes this one a second opinion', async () => {
    const { desk, other, claim, newer } = await takenOver();
    const deferred = desk.verdictOn(claim);
    expect((await desk.put(deferred)).body.outcome).toBe('deferred');
    expect(await caseNow(claim.caseId)).toMatchObject({
      state: 'claimed',
      effectiveVerdictId: null,
    });
    expect((await other.put(other.verdictOn(newer))).body.outcome).toBe('effective');
    const kinds = (await changesOf(desk, claim.caseId)).map((change) => change.kind);
    expect(kinds).toEqual(['lease-lost', 'decided']);
  });

  test('deferred, and the newer lease ends without a verdict: the deferred one counts', async () => {
    const { desk, other, claim, newer } = await takenOver();
    const deferred = desk.verdictOn(claim);
    const first = await desk.put(deferred);
    await other.ask('releaseClaims', {
      body: { items: [{ caseId: newer.caseId, epoch: newer.epoch }] },
    });
    expect(await caseNow(claim.caseId)).toMatchObject({
      state: 'decided',
      effectiveVerdictId: deferred.verdictId,
    });
    expect((await desk.put(deferred)).body).toEqual(first.body);
  });

  test('deferred, and the newer lease runs out: the deferred one counts when the next desk looks for work', async () => {
    const { desk, other, claim } = await takenOver();
    const deferred = desk.verdictOn(claim);
    await desk.put(deferred);
    backend.clock.advance(31 * minute);
    expect(await other.claim(1)).toHaveLength(0);
    expect(await caseNow(claim.caseId)).toMatchObject({
      state: 'decided',
      effectiveVerdictId: deferred.verdictId,
    });
  });

  test('another verdict is effective and agrees: superseded, kept as a second opinion', async () => {
    const { desk, other, claim, newer } = await takenOver();
    await other.put(other.verdictOn(newer));
    const answer = await desk.put(desk.verdictOn(claim));
    expect(answer).toMatchObject({ status: 201, body: { outcome: 'superseded' } });
    expect((await caseNow(claim.caseId)).verdicts).toHaveLength(2);
    expect((await changesOf(desk, claim.caseId)).map((change) => change.kind)).not.toContain(
      'adjudicate',
    );
  });

  test('another verdict is effective and differs: adjudication by a third person, held when this one is more severe', async () => {
    const { world, desk, other, claim, newer } = await takenOver();
    await other.put(other.verdictOn(newer));
    expect((await desk.put(desk.verdictOn(claim, removal))).body.outcome).toBe('superseded');
    const adjudicate = (await changesOf(desk, claim.caseId)).find(
      (change) => change.kind === 'adjudicate',
    );
    expect(adjudicate?.detail).toMatchObject({ held: true });
    expect(await desk.claim(5)).toHaveLength(0);
    expect(await other.claim(5)).toHaveLength(0);
    const third = await (await world.desk()).claimOne();
    expect(third.generation).toMatchObject({
      generationId: claim.generation.generationId,
      reason: 'second-opinion',
    });
    expect(third.caseId).toBe(adjudicate?.detail['secondOpinionCaseId']);
  });

  test('a deferred verdict that differs from the one that wins asks for adjudication too', async () => {
    const { desk, other, claim, newer } = await takenOver();
    await desk.put(desk.verdictOn(claim, removal));
    await other.put(other.verdictOn(newer));
    expect((await changesOf(desk, claim.caseId)).map((change) => change.kind)).toContain(
      'adjudicate',
    );
  });

  test('made under a policy that is not in force and not compatible: please confirm; the confirmation counts', async () => {
    const { desk, claim } = await claimed();
    const old = desk.verdictOn(claim, { policyVersion: '2026-06' });
    expect((await desk.put(old)).body.outcome).toBe('needs-reconfirm');
    expect((await caseNow(claim.caseId)).effectiveVerdictId).toBeNull();
    const confirmed = desk.verdictOn(claim, { supersedesVerdictId: old.verdictId });
    expect((await desk.put(confirmed)).body.outcome).toBe('effective');
  });

  test('made under an older policy that the new one accepts: effective', async () => {
    const { desk, claim } = await claimed();
    const current = housePolicies.at(-1);
    if (!current) throw new Error('there is no current policy');
    const { database, now } = backend.server.parts;
    const next = {
      ...current,
      version: '2026-11b',
      effectiveAtMs: now() - 1,
      compatibleWith: [current.version],
    };
    await database.transaction((tx) => publishPolicy(tx, next, now()));
    expect((await desk.put(desk.verdictOn(claim))).body.outcome).toBe('effective');
    const { body } = await desk.ask('readChanges', { query: { limit: '1000' } });
    expect(body.changes).toContainEqual(
      expect.objectContaining({ kind: 'policy', detail: { version: '2026-11b' } }),
    );
  });

  test('the case was withdrawn: the verdict is kept and says so', async () => {
    const { desk, claim } = await claimed();
    await operator().ask('withdrawCase', { params: { caseId: claim.caseId } });
    expect((await desk.put(desk.verdictOn(claim))).body.outcome).toBe('withdrawn');
    expect((await changesOf(desk, claim.caseId)).map((change) => change.kind)).toEqual([
      'withdrawn',
    ]);
    expect((await caseNow(claim.caseId)).state).toBe('withdrawn');
  });

  test('a change of mind replaces the own effective verdict, in one step', async () => {
    const { desk, claim } = await claimed();
    const first = desk.verdictOn(claim);
    await desk.put(first);
    const second = desk.verdictOn(claim, { ...removal, supersedesVerdictId: first.verdictId });
    expect((await desk.put(second)).body.outcome).toBe('effective');
    expect(await caseNow(claim.caseId)).toMatchObject({ effectiveVerdictId: second.verdictId });
    expect((await changesOf(desk, claim.caseId)).map((change) => change.kind)).toEqual([
      'decided',
      'decided',
    ]);
  });

  test('a change of mind that overtakes the first verdict still wins', async () => {
    const { desk, claim } = await claimed();
    const first = desk.verdictOn(claim);
    const second = desk.verdictOn(claim, { ...removal, supersedesVerdictId: first.verdictId });
    expect((await desk.put(second)).body.outcome).toBe('effective');
    expect((await desk.put(first)).body.outcome).toBe('superseded');
    expect((await changesOf(desk, claim.caseId)).map((change) => change.kind)).toEqual(['decided']);
  });

  test('"cannot tell" is an answer, and a second person is asked', async () => {
    const { world, desk, claim } = await claimed();
    await desk.put(desk.verdictOn(claim, cannotTell));
    expect(await desk.claim(5)).toHaveLength(0);
    expect((await (await world.desk()).claimOne()).generation.reason).toBe('second-opinion');
  });

  test('a replay gets the same receipt, however often and however many at once', async () => {
    const { desk, claim } = await claimed();
    const verdict = desk.verdictOn(claim);
    const answers = await Promise.all(Array.from({ length: 6 }, () => desk.put(verdict)));
    expect(answers.map((answer) => answer.status).sort((a, b) => a - b)).toEqual([
      200, 200, 200, 200, 200, 201,
    ]);
    expect(new Set(answers.map((answer) => JSON.stringify(answer.body))).size).toBe(1);
    expect((await caseNow(claim.caseId)).verdicts).toHaveLength(1);
    const read = await desk.ask('readVerdict', { params: { verdictId: verdict.verdictId } });
    expect(read.body.verdict).toEqual(verdict);
  });

  test('the same id with another content is a conflict and changes nothing', async () => {
    const { desk, claim } = await claimed();
    const verdict = desk.verdictOn(claim);
    await desk.put(verdict);
    const forged = await desk.put({ ...verdict, note: 'another note' });
    expect(forged.problem).toMatchObject({ type: 'urn:second-look:verdict-conflict', status: 422 });
    const read = await desk.ask('readVerdict', { params: { verdictId: verdict.verdictId } });
    expect(read.body.verdict.note).toBe('');
  });

  const unreadable = {
    'an unknown policy version': { policyVersion: 'never' },
    'an unknown branch': { branchId: 'no-such-branch' },
    'a decision that the branch does not offer': { decision: 'remove' },
    'a severity out of the range of the branch': { severity: 3 },
    'a category that is not the one of the branch': { category: 'violence' },
    'a branch without its reasons': { ...removal, reasonIds: [] },
    'another media hash': { mediaSha256: 'a'.repeat(64) },
    'no media hash where there is a file': { mediaSha256: null },
    'an unknown case': { caseId: 'no-such-case' },
    'another generation': { generationId: 'another' },
    'an epoch that was never granted': { epoch: 9 },
    'another device': { deviceId: 'another' },
    'a severity that no policy knows': { severity: 7 },
    'a field that nobody knows': { extra: 1 },
  } as const;
  test.each(Object.entries(unreadable))(
    '%s: 422, so that the desk keeps it aside',
    async (_, changes) => {
      const { desk, claim } = await claimed();
      // What a desk may sign that a backend must not take.
      const verdict = { ...desk.verdictOn(claim), ...changes } as Verdict;
      const answer = await desk.put(verdict);
      expect(answer.problem).toMatchObject({
        type: 'urn:second-look:verdict-unreadable',
        status: 422,
      });
      expect((await caseNow(claim.caseId)).verdicts).toHaveLength(0);
    },
  );

  test('a desk that never held the claim can not decide the case', async () => {
    const { other, claim } = await claimed();
    expect((await other.put(other.verdictOn(claim))).problem?.status).toBe(422);
  });

  test('in a batch, poison in the middle blocks nobody', async () => {
    const world = new SmallWorld(backend);
    await world.openCases(4);
    const desk = await world.desk();
    const [a, b, c, d] = (await desk.claim(4)).map((claim) => desk.verdictOn(claim));
    if (!a || !b || !c || !d) throw new Error('four cases are open');
    const poison = { ...c, severity: 'high' } as unknown as Verdict;
    const sent = [a, { nonsense: true }, 'text', b, poison, a, d];
    const verdicts = sent.map((item) =>
      typeof item === 'object' && 'verdictId' in item ? desk.sign(item) : item,
    );
    const { body } = await desk.ask('putVerdicts', { body: { verdicts } });
    expect(body.items.map((item) => item.status)).toEqual([201, 422, 422, 201, 422, 200, 201]);
    expect(body.items.map((item) => item.verdictId)).toEqual([
      a.verdictId,
      null,
      null,
      b.verdictId,
      c.verdictId,
      a.verdictId,
      d.verdictId,
    ]);
    expect(body.items[5]?.receipt).toEqual(body.items[0]?.receipt);
  });

  test('two desks that decide one case at the same moment: one counts, the other is superseded or deferred', async () => {
    // One clock for all, and a claim passes over what another claim holds just now: so one by one.
    const taken = [];
    for (let round = 0; round < 5; round += 1) taken.push(await claimed());
    backend.clock.advance(31 * minute);
    const pairs = [];
    for (const one of taken) pairs.push({ ...one, newer: await one.other.claimOne() });
    const rounds = await Promise.all(
      pairs.map(async ({ desk, other, claim, newer }) => {
        const answers = await Promise.all([
          desk.put(desk.verdictOn(claim)),
          other.put(other.verdictOn(newer)),
        ]);
        expect((await caseNow(claim.caseId)).effectiveVerdictId).not.toBeNull();
        return answers.filter((answer) => answer.body.outcome === 'effective').length;
      }),
    );
    expect(rounds).toEqual([1, 1, 1, 1, 1]);
  });

  test('the database itself refuses a second effective verdict', async () => {
    const { desk, claim } = await claimed();
    await desk.put(desk.verdictOn(claim));
    const kept = `case_id, device_id, reviewer_id, decision, severity, body, body_sha256, receipt, outcome,
      received_at_ms, device_sequence`;
    const copy = `INSERT INTO verdicts (verdict_id, ${kept}) SELECT gen_random_uuid(), ${kept} FROM verdicts
      WHERE case_id = $1`;
    await expect(backend.server.parts.database.query(copy, [claim.caseId])).rejects.toThrow(
      /verdicts_one_effective/,
    );
  });

  test('none of this was a bug of the backend', () => {
    expect(backend.bugs).toEqual([]);
  });
});
