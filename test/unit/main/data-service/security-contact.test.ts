import { expect, onTestFinished, test } from 'vitest';
import { expectValue } from '../../../../shared/lifetime/result.ts';
import { startDesk, startInput, temporaryFolder, until } from '../../../helpers/desk.ts';
import { madePolicy } from '../../../helpers/case-fixtures.ts';
import { createModelBackend, modelInvitation } from '../../../helpers/model-backend.ts';

async function enrolled() {
  const backend = createModelBackend(madePolicy);
  const backendUrl = await backend.listen();
  onTestFinished(() => backend.close());
  const desk = startDesk(
    startInput(temporaryFolder(), { enrolAt: { backendUrl, invitation: modelInvitation } }),
  );
  await until(
    () => desk.page.call.readDesk({}),
    (read) => read.ok && read.value.enrolment !== null,
  );
  const told = async () => expectValue(await desk.page.call.readSecurityContact({}));
  return { backend, told };
}

test('the operator’s address for security reports is asked of the backend, and known without network', async () => {
  const { backend, told } = await enrolled();
  backend.securityContact = 'mailto:security@example.org';
  expect(await told()).toEqual({ contact: 'mailto:security@example.org', isKnown: true });
  backend.interfere = () => Promise.reject(new Error('cut'));
  expect(await told()).toEqual({ contact: 'mailto:security@example.org', isKnown: true });
});

test('an operator who named none, and a backend that says nothing, are told apart', async () => {
  const { backend, told } = await enrolled();
  expect(await told()).toEqual({ contact: null, isKnown: false });
  backend.securityContact = null;
  expect(await told()).toEqual({ contact: null, isKnown: true });
});

test.each([
  'javascript:alert(1)',
  'mailto:a b',
  `https://${'a'.repeat(400)}`,
  'mailto:\u202emoc',
  'Call me',
])('what is no address is not shown as one: %j', async (contact) => {
  const { backend, told } = await enrolled();
  backend.securityContact = contact;
  expect(await told()).toEqual({ contact: null, isKnown: true });
});
