import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { backendHomes, type TestBackend } from '../../helpers/backend/backend-homes.ts';
import {
  HttpCaller,
  HttpDesk,
  removal,
  somePublicKey,
  cannotTell,
} from '../../helpers/backend/http-desk.ts';
import { operatorToken } from '../../helpers/backend/invite.ts';
import { SmallWorld } from '../../helpers/backend/backend-fixtures.ts';

const day = 86_400_000;

describe.each(backendHomes())('people and invitations on $name', (home) => {
  let backend: TestBackend;
  beforeAll(async () => {
    backend = await home.start({ operatorToken });
  });
  afterAll(async () => {
    await backend.stop();
  });
  const operator = () => new HttpCaller(backend.server.url, operatorToken);
  const enrol = (code: string) => HttpDesk.enrol(backend.server.url, code);
  const person = { name: 'Kim', role: 'reviewer', quotaPerDay: 50 };
  async function known(queues: readonly string[] = ['default'], role = 'reviewer') {
    const body = { ...person, role, queues };
    return (await operator().ask('addReviewer', { body })).body.reviewerId;
  }
  const invited = async (reviewerId: string, validForMs?: number) =>
    (
      await operator().ask('makeInvitation', {
        params: { reviewerId },
        body: validForMs === undefined ? {} : { validForMs },
      })
    ).body;
  /** The answer to a code that nobody enrols by. */
  async function refusalOf(invitation: string) {
    const body = { invitation, devicePublicKey: somePublicKey(), deskVersion: '' };
    const caller = new HttpCaller(backend.server.url, null);
    const answer = await caller.ask('enrolDevice', { body });
    expect(answer.problem?.status).toBe(403);
    return answer.problem;
  }

  test('a code is random, enrols one desk once, and its person is who the operator said', async () => {
    const reviewerId = await known();
    const [one, other] = [await invited(reviewerId), await invited(reviewerId)];
    expect(one.code).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){6}[0-9A-HJKMNP-TV-Z]{4}$/);
    expect(other.code).not.toBe(one.code);
    const desk = await enrol(one.code);
    expect(desk.reviewerId).toBe(reviewerId);
    await refusalOf(one.code);
    // Read out on the telephone, and typed in by somebody in a hurry.
    const typed = await enrol(` ${other.code.toLowerCase().replaceAll('-', ' ')}`);
    expect(typed.reviewerId).toBe(reviewerId);
    expect(typed.deviceId).not.toBe(desk.deviceId);
  });

  test('two desks that use one code at the same moment: one enrols', async () => {
    const { code } = await invited(await known());
    const tries = await Promise.allSettled([enrol(code), enrol(code), enrol(code)]);
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  test('unknown, used, withdrawn and ended codes get the same answer', async () => {
    const reviewerId = await known();
    const [used, withdrawn, ended] = [
      await invited(reviewerId),
      await invited(reviewerId),
      await invited(reviewerId, 60_000),
    ];
    await enrol(used.code);
    const { invitationId } = withdrawn;
    const params = { invitationId };
    expect((await operator().ask('withdrawInvitation', { params })).status).toBe(200);
    backend.clock.advance(60_001);
    const answers = [
      await refusalOf('no-such-code'),
      await refusalOf(used.code),
      await refusalOf(withdrawn.code),
      await refusalOf(ended.code),
    ];
    for (const answer of answers) expect(answer).toEqual(answers[0]);
    const listed = (await operator().ask('listInvitations')).body.invitations.filter(
      (one) => one.reviewerId === reviewerId,
    );
    expect(listed).toHaveLength(3);
    expect(JSON.stringify(listed)).not.toContain(used.code);
    expect(listed.filter(({ usedAtMs }) => usedAtMs !== null)).toHaveLength(1);
    expect(listed.find((one) => one.invitationId === invitationId)?.withdrawnAtMs).not.toBeNull();
  });

  test('an invitation ends within 90 days, whatever is asked for', async () => {
    const reviewerId = await known();
    const body = { validForMs: 91 * day };
    const params = { reviewerId };
    expect((await operator().ask('makeInvitation', { params, body })).problem?.status).toBe(400);
    const { expiresAtMs } = await invited(reviewerId);
    expect(expiresAtMs - backend.clock.now()).toBeLessThanOrEqual(7 * day);
  });

  test('a person who is taken off loses every desk and every code, and gets no new one', async () => {
    const reviewerId = await known();
    const desks = [
      await enrol((await invited(reviewerId)).code),
      await enrol((await invited(reviewerId)).code),
    ];
    const { code } = await invited(reviewerId);
    const params = { reviewerId };
    const { body } = await operator().ask('revokeReviewer', { params });
    expect([...body.desks].sort()).toEqual(desks.map(({ deviceId }) => deviceId).sort());
    for (const desk of desks) {
      expect((await desk.ask('readSnapshot')).problem?.status).toBe(401);
      const { changes } = (await desk.ask('readChanges')).body;
      expect(changes.map(({ kind }) => kind)).toEqual(['device-revoked']);
    }
    await refusalOf(code);
    const again = await operator().ask('makeInvitation', { params, body: {} });
    expect(again.problem?.status).toBe(404);
    const listed = (await operator().ask('listReviewers')).body.reviewers;
    expect(listed.find((one) => one.reviewerId === reviewerId)).toMatchObject({ desks: [] });
  });

  test('leads and auditors are made by the operator, and by nobody else', async () => {
    const auditor = await enrol((await invited(await known(['default'], 'auditor'))).code);
    expect((await auditor.ask('readAuditFacts')).status).toBe(200);
    const body = { ...person, queues: ['default'] };
    for (const caller of [auditor, new HttpCaller(backend.server.url, null)]) {
      expect((await caller.ask('addReviewer', { body })).problem?.status).toBe(401);
      expect((await caller.ask('listReviewers')).problem?.status).toBe(401);
      expect((await caller.ask('listInvitations')).problem?.status).toBe(401);
    }
  });

  test('nobody gives the second opinion on their own case, at whatever desk', async () => {
    const world = new SmallWorld(backend);
    const [caseId] = await world.openCases(1);
    const reviewerId = await known([world.queue]);
    const [first, second] = [
      await world.desk({ of: reviewerId }),
      await world.desk({ of: reviewerId }),
    ];
    const claim = await first.claimOne();
    await first.put(first.verdictOn(claim, cannotTell));
    expect(await second.claim(10)).toEqual([]);
    expect(await first.claim(10)).toEqual([]);
    const somebodyElse = await world.desk();
    const asked = await somebodyElse.claimOne();
    expect(asked.caseId).not.toBe(caseId);
    expect(asked.generation.reason).toBe('second-opinion');
  });

  test('who judged a case after its second opinion was asked for does not get that one either', async () => {
    const world = new SmallWorld(backend);
    await world.openCases(1);
    const [late, first] = [await world.desk(), await world.desk()];
    const lost = await late.claimOne();
    backend.clock.advance(31 * 60_000);
    await first.put(first.verdictOn(await first.claimOne(), cannotTell));
    expect((await late.put(late.verdictOn(lost, removal))).body.outcome).toBe('superseded');
    expect(await late.claim(10)).toEqual([]);
    expect(await (await world.desk()).claim(10)).toHaveLength(1);
  });

  test('none of this was a bug of the backend', () => {
    expect(backend.bugs).toEqual([]);
  });
});
