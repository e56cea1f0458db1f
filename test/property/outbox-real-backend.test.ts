import { afterAll, beforeAll, expect, test } from 'vitest';
import { backendHomes, type TestBackend } from '../helpers/backend/backend-homes.ts';
import { HttpCaller } from '../helpers/backend/http-desk.ts';
import { startDesk, startInput, until, type Desk } from '../helpers/desk.ts';
import { deskAtBackend, judgeByFirstBranch } from '../helpers/desk-at-backend.ts';

const operatorToken = 'operator-of-the-test';
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
