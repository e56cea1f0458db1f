import { expect, onTestFinished, test } from 'vitest';
import { startDesk, startInput, temporaryFolder, until } from '../../../helpers/desk.ts';
import { expectValue } from '../../../../shared/lifetime/result.ts';
import { approval, conduct, madeClaim, madePolicy } from '../../../helpers/case-fixtures.ts';
import { createModelBackend, modelInvitation } from '../../../helpers/model-backend.ts';

/** A desk at a model backend that speaks only the given protocol, with one verdict saved. */
async function deskAt(protocol: number) {
  const backend = createModelBackend(madePolicy);
  backend.waiting = [madeClaim('a', [], {}, { mediaState: 'broken' })];
  backend.interfere = ({ path, headers }) => {
    const spoken = headers.get('second-look-protocol');
    const json = (status: number, body: unknown) =>
      new Response(JSON.stringify(body), {
        status,
        headers: {
          'content-type': status === 200 ? 'application/json' : 'application/problem+json',
        },
      });
    if (spoken !== null && spoken !== String(protocol))
      return json(426, { type: 'urn:second-look:upgrade-required', title: 'Update', status: 426 });
    if (path !== '/v1/health') return null;
    const health = { protocol, nowMs: Date.now(), durable: true, storage: '', canTranscode: false };
    return json(200, health);
  };
  const backendUrl = await backend.listen();
  onTestFinished(() => backend.close());
  const enrolAt = { backendUrl, invitation: modelInvitation };
  const desk = startDesk(startInput(temporaryFolder(), { enrolAt }));
  return { backend, desk };
}

test('a backend of the version before gets the verdict bare, and the desk says nothing of it', async () => {
  const { backend, desk } = await deskAt(1);
  await until(
    () => desk.page.call.openCase({ caseId: 'case-a' }),
    (opened) => opened.ok,
  );
  const command = { caseId: 'case-a', judgement: approval, conduct, supersedesVerdictId: null };
  const { verdictId } = expectValue(await desk.page.call.recordVerdict(command));
  const state = await until(
    () => desk.page.call.readDesk({}),
    (read) => read.ok && read.value.outbox.settled === 1,
  );
  expect(JSON.parse(backend.verdicts.get(verdictId)?.body ?? '')).toMatchObject({
    verdictId,
    decision: 'approve',
  });
  expect(expectValue(state).connection).toBe('online');
});

test('a backend that speaks nothing of ours is refused in a sentence, with few requests', async () => {
  const { backend, desk } = await deskAt(7);
  await until(
    () => backend.requests.length,
    (asked) => asked >= 2,
  );
  await until(
    () => desk.page.call.readDesk({}),
    (read) => read.ok && read.value.connectionNote.includes('Update this desk'),
  );
  expect(backend.requests.length).toBeLessThan(10);
});
