import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { createClient } from '../../../../shared/contract/create-client.ts';
import { deskApi } from '../../../../shared/contract/desk-api.ts';
import { hostApi } from '../../../../shared/contract/host-api.ts';
import { expectValue } from '../../../../shared/lifetime/result.ts';
import { forkedWire, startInput, temporaryFolder, until } from '../../../helpers/desk.ts';
import { approval, conduct, madeClaim, madePolicy } from '../../../helpers/case-fixtures.ts';
import { createModelBackend, modelInvitation } from '../../../helpers/model-backend.ts';

const entry = fileURLToPath(new URL('../../../../main/data-service/entry.ts', import.meta.url));

async function startProgram(dataDir: string, backendUrl: string): Promise<ChildProcess> {
  const child = fork(entry, [], {
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const enrolAt = { backendUrl, invitation: modelInvitation };
  expectValue(
    await createClient(hostApi, forkedWire(child, 'control')).call.start(
      startInput(dataDir, { enrolAt }),
    ),
  );
  child.send({ p: 'page-1', open: true });
  return child;
}

test('three verdicts answered as saved, then the process is killed at once: all three arrive, each once', async () => {
  const backend = createModelBackend(madePolicy);
  backend.waiting = ['a', 'b', 'c'].map((id) => madeClaim(id, [], {}, { mediaState: 'broken' }));
  const backendUrl = await backend.listen();
  onTestFinished(() => backend.close());
  const dataDir = temporaryFolder();

  const first = await startProgram(dataDir, backendUrl);
  const page = createClient(deskApi, forkedWire(first, 'page-1'));
  await until(
    () => page.call.openCase({ caseId: 'case-c' }),
    (opened) => opened.ok,
  );
  backend.interfere = () => Promise.reject(new Error('cable cut'));
  const saved: string[] = [];
  for (const id of ['a', 'b', 'c']) {
    const command = {
      caseId: `case-${id}`,
      judgement: approval,
      conduct,
      supersedesVerdictId: null,
    };
    saved.push(expectValue(await page.call.recordVerdict(command)).verdictId);
  }
  const ended = once(first, 'exit');
  first.kill('SIGKILL');
  await ended;
  expect(backend.verdicts.size).toBe(0);

  backend.interfere = () => null;
  const second = await startProgram(dataDir, backendUrl);
  const again = createClient(deskApi, forkedWire(second, 'page-1'));
  await until(
    () => again.call.readDesk({}),
    (state) => state.ok && state.value.outbox.settled === 3,
  );
  expect([...backend.verdicts.keys()].sort()).toEqual(saved.sort());
});
