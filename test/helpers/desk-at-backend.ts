import { onTestFinished } from 'vitest';
import { expectValue } from '../../shared/lifetime/result.ts';
import type { TestBackend } from './backend/backend-homes.ts';
import { invite } from './backend/invite.ts';
import { SmallWorld } from './backend/backend-fixtures.ts';
import { cuttableNetwork, type CuttableNetwork } from './cuttable-network.ts';
import { startDesk, startInput, temporaryFolder, until, type Desk } from './desk.ts';
import { conduct } from './case-fixtures.ts';

/** A desk that holds every case of a real backend, behind a cable that a test can cut. */
export type DeskAtBackend = {
  readonly desk: Desk;
  readonly dataDir: string;
  readonly caseIds: readonly string[];
  readonly network: CuttableNetwork;
};

/** Enrols a desk and waits until these many cases lie on it; ends with the test. */
export async function deskAtBackend(backend: TestBackend, cases: number): Promise<DeskAtBackend> {
  const world = new SmallWorld(backend);
  // Their media are empty files: such cases are judged by their record.
  const caseIds = await world.openCases(cases, { sizeBytes: 0 });
  const invitation = await invite(backend.server.parts, { name: 'Robin', queues: [world.queue] });
  const network = await cuttableNetwork(backend.server.url);
  onTestFinished(() => network.close());
  const dataDir = temporaryFolder();
  const enrolAt = { backendUrl: network.url, invitation };
  const desk = startDesk(startInput(dataDir, { enrolAt }));
  const open = {
    filter: { text: '', states: ['blocked' as const], reasons: [] },
    sort: { by: 'due' as const, direction: 'asc' as const },
    offset: 0,
    limit: 50,
  };
  await until(
    () => desk.page.call.listCases(open),
    (list) => list.ok && list.value.total === cases,
  );
  return { desk, dataDir, caseIds, network };
}

/** Judges a case by the first branch of whatever policy the backend has; the id of the verdict. */
export async function judgeByFirstBranch(
  { page }: Desk,
  caseId: string,
  note: string,
): Promise<string> {
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
    note,
    findings: [],
  };
  const command = { caseId, judgement, conduct, supersedesVerdictId: null };
  return expectValue(await page.call.recordVerdict(command)).verdictId;
}
