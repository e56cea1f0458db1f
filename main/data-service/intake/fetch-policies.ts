import { failure, success, type Outcome } from '../../../shared/lifetime/outcome.ts';
import type { IntakeContext } from './intake-context.ts';

/** Fetches and stores one immutable policy version; done at once when it is here already. */
export async function fetchPolicy(context: IntakeContext, version: string): Promise<Outcome<null>> {
  if (context.tables.policies.read(version) !== null) return success(null);
  const answered = await context.client.call('readPolicy', { params: { version } });
  if (!answered.ok) return answered;
  if (answered.value.version !== version) return otherPolicy;
  context.tables.policies.save(answered.value);
  return success(null);
}

/** Fetches every policy that a case names. One that can't be had doesn't keep the others back. */
export async function fetchMissingPolicies(context: IntakeContext): Promise<Outcome<null>> {
  let trouble: Outcome<null> = success(null);
  for (const version of context.tables.policies.missing()) {
    const fetched = await fetchPolicy(context, version);
    if (!fetched.ok) trouble = fetched;
  }
  return trouble;
}

/** Refused, so that it keeps no other step of the round back. */
const otherPolicy = failure(
  'refused',
  'The backend answered with another policy than the one that was asked for. It is not used; tell your operator. Your verdicts and drafts are safe.',
  'later',
  60_000,
);
