import { afterAll, beforeAll, expect, test } from 'vitest';
import { addInvitation } from '../../backend/store/devices.ts';
import { expectValue } from '../../shared/lifetime/outcome.ts';
import { backendHomes, type TestBackend } from '../helpers/backend/backend-homes.ts';
import { HttpCaller } from '../helpers/backend/http-desk.ts';
import { SmallWorld } from '../helpers/backend/small-world.ts';
import { cuttableNetwork } from '../helpers/cuttable-network.ts';
import { startDesk, startInput, temporaryFolder, until, type Desk } from '../helpers/desk.ts';
import { conduct } from '../helpers/made-cases.ts';

const operatorToken = 'operator-of-the-test';
const [home] = backendHomes();
let backend: TestBackend;
beforeAll(async () => {
  if (!home) throw new Error('there is always the embedded home');
  backend = await home.start({ operatorToken });
});
afterAll(() => backend.stop());

/** Judges a case by the first branch of whatever policy the backend has. */
async function judge({ page }: Desk, caseId: string): Promise<string> {
  const { policy } = expectValue(await page.call.openCase({ caseId }));
  const branch = policy.branches[0];
  const decision = branch?.decisions[0];
  if (!branch || !decision) throw new Error('a policy has branches and decisions');
  const judgement = {
    decision,
    branchId: branch.branchId,
    severity: branch.severity.min,
    confidence: 'sure' as const,
    reasonIds: branch.reasons.slice(0, 1).map((reason) => reason.reasonId),
    note: 'שלום 🎬',
    findings: [],
  };
  const command = { caseId, judgement, conduct, supersedesVerdictId: null };
  return expectValue(await page.call.recordVerdict(command)).verdictId;
}

test('the real backend gets every verdict once, through cut cables and a restart', async () => {
  const world = new SmallWorld(backend);
  const caseIds = await world.openCases(12, { sizeBytes: 0 });
  const person = {
    reviewerName: 'Robin',
    role: 'reviewer',
    quotaPerDay: 100,
    usesLeft: 1,
  } as const;
  await addInvitation(backend.server.parts.database, {
    code: 'DESK-CODE',
    ...person,
    queues: [world.queue],
  });
  const network = await cuttableNetwork(backend.server.url);
  const dataDir = temporaryFolder();
  const enrolAt = { backendUrl: network.url, invitation: 'DESK-CODE' };
  const desk = startDesk(startInput(dataDir, { enrolAt }));
  // Their media are empty files: such cases are judged by their record.
  const open = {
    filter: { text: '', states: ['blocked' as const], reasons: [] },
    sort: { by: 'due' as const, direction: 'asc' as const },
    offset: 0,
    limit: 50,
  };
  await until(
    () => desk.page.call.listCases(open),
    (list) => list.ok && list.value.total === 12,
  );

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
