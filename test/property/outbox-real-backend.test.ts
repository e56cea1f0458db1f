import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { backendHomes, type TestBackend } from '../helpers/backend/backend-homes.ts';
import { isStorable } from '../../shared/domain/text.ts';
import { noConduct } from '../../shared/domain/verdict.ts';
import { expectValue } from '../../shared/lifetime/result.ts';
import { HttpCaller } from '../helpers/backend/http-desk.ts';
import { startDesk, startInput, until, type Desk } from '../helpers/desk.ts';
import { hostileConduct, hostileFinding, hostileText } from '../helpers/hostile-verdicts.ts';
import { deskAtBackend, judgeByFirstBranch } from '../helpers/desk-at-backend.ts';
import { operatorToken } from '../helpers/backend/invite.ts';

const [home] = backendHomes();
let backend: TestBackend;
beforeAll(async () => {
  if (!home) throw new Error('there is always the embedded home');
  backend = await home.start({ operatorToken });
});
afterAll(() => backend.stop());

const judge = (desk: Desk, caseId: string) => judgeByFirstBranch(desk, caseId, 'שלום 🎬');

test('the real backend gets every verdict once, through cut cables and a restart', async () => {
  const { desk, dataDir, caseIds, network } = await deskAtBackend(backend, 12);

  const verdictIds: string[] = [];
  for (const caseId of caseIds.slice(0, 4)) verdictIds.push(await judge(desk, caseId));
  network.cut();
  for (const caseId of caseIds.slice(4, 8)) verdictIds.push(await judge(desk, caseId));
  await desk.stop();
  const again = startDesk(startInput(dataDir));
  for (const caseId of caseIds.slice(8)) verdictIds.push(await judge(again, caseId));
  network.mend();
  await again.page.call.syncNow({});
  await until(
    () => again.page.call.readDesk({}),
    (state) => state.ok && state.value.outbox.settled === 12,
  );

  const operator = new HttpCaller(backend.server.url, operatorToken);
  for (const [at, caseId] of caseIds.entries()) {
    const { body } = await operator.ask('readCase', { params: { caseId } });
    expect(body).toMatchObject({ state: 'decided', effectiveVerdictId: verdictIds[at] });
    expect(body.verdicts.length).toBe(1);
  }
  await again.stop();
  await network.close();
}, 60_000);

test('whatever a reviewer writes arrives as it is shown, or is refused in words; nothing is tried for ever', async () => {
  const { desk, caseIds, network } = await deskAtBackend(backend, 30);
  const text = hostileText(4000);
  const hostile = fc.record({
    note: hostileText(10_000),
    findings: fc.array(hostileFinding(text), { maxLength: 4 }),
    conduct: hostileConduct(text),
  });
  const saved: string[] = [];
  for (const [at, { conduct, ...words }] of fc.sample(hostile, 30).entries()) {
    const caseId = caseIds[at] ?? '';
    const { policy } = expectValue(await desk.page.call.openCase({ caseId }));
    const [branch] = policy.branches;
    const [decision] = branch?.decisions ?? [];
    if (!branch || !decision) throw new Error('a policy has branches and decisions');
    const judgement = {
      ...words,
      decision,
      branchId: branch.branchId,
      severity: branch.severity.min,
      confidence: 'sure' as const,
      reasonIds: branch.reasons.slice(0, 1).map((reason) => reason.reasonId),
    };
    const command = { caseId, judgement, conduct, supersedesVerdictId: null };
    saved.push(expectValue(await desk.page.call.recordVerdict(command)).verdictId);
  }
  await desk.page.call.syncNow({});
  await until(
    () => desk.page.call.readDesk({}),
    (state) => state.ok && state.value.outbox.waiting + state.value.outbox.sending === 0,
  );
  const journal = expectValue(await desk.page.call.listJournal({ offset: 0, limit: 100 }));
  expect(journal.entries).toHaveLength(30);
  expect(journal.entries.map(({ state }) => state)).toEqual(Array(30).fill('settled'));
  const operator = new HttpCaller(backend.server.url, operatorToken);
  for (const { verdict } of journal.entries) {
    expect(isStorable(JSON.stringify(verdict.note) + verdict.note)).toBe(true);
    const { body } = await operator.ask('readCase', { params: { caseId: verdict.caseId } });
    expect(body.verdicts[0]?.verdict).toEqual(verdict);
  }
  expect(new Set(saved).size).toBe(30);
  await desk.stop();
  await network.close();
}, 60_000);

test('a verdict that is too long to be sent is refused before it is saved, and the draft stays', async () => {
  const { desk, caseIds, network } = await deskAtBackend(backend, 1);
  const caseId = caseIds[0] ?? '';
  const { policy } = expectValue(await desk.page.call.openCase({ caseId }));
  const [branch] = policy.branches;
  const finding = (n: number) => ({
    findingId: `finding-${n}`,
    kind: 'other' as const,
    fromUs: 0,
    toUs: 1,
    fromFrame: null,
    toFrame: null,
    note: '字'.repeat(4000),
  });
  const judgement = {
    decision: branch?.decisions[0] ?? 'approve',
    branchId: branch?.branchId ?? '',
    severity: branch?.severity.min ?? 0,
    confidence: 'sure' as const,
    reasonIds: branch?.reasons.slice(0, 1).map((reason) => reason.reasonId) ?? [],
    note: '',
    findings: Array.from({ length: 400 }, (_, n) => finding(n)),
  };
  const command = { caseId, judgement, conduct: noConduct, supersedesVerdictId: null };
  const refused = await desk.page.call.recordVerdict(command);
  expect(refused).toMatchObject({
    ok: false,
    fault: { message: expect.stringMatching(/too long to be sent.*NOT saved/) as string },
  });
  const state = expectValue(await desk.page.call.readDesk({}));
  expect(state.outbox).toMatchObject({ waiting: 0, sending: 0, settled: 0, rejected: 0 });
  const shorter = { ...judgement, findings: [finding(1)] };
  expect(await desk.page.call.recordVerdict({ ...command, judgement: shorter })).toMatchObject({
    ok: true,
  });
  await desk.stop();
  await network.close();
}, 60_000);
