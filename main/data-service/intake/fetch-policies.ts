import { err, ok, type Result } from '../../../shared/lifetime/result.ts';
import type { IntakeDeps } from './intake-context.ts';

/** Fetches and stores one immutable policy version; done at once when it is here already. */
export async function fetchPolicy(context: IntakeDeps, version: string): Promise<Result<null>> {
  if (context.tables.policies.read(version) !== null) return ok(null);
  const answered = await context.client.call('readPolicy', { params: { version } });
  if (!answered.ok) return answered;
  if (answered.value.version !== version) return otherPolicy;
  context.tables.policies.save(answered.value);
  return ok(null);
}

/** Fetches every policy that a case names. One that can't be had doesn't keep the others back. */
export async function fetchMissingPolicies(context: IntakeDeps): Promise<Result<null>> {
  let trouble: Result<null> = ok(null);
  for (const version of context.tables.policies.missing()) {
    const fetched = await fetchPolicy(context, version);
    if (!fetched.ok) trouble = fetched;
  }
  return trouble;
}

/** Refused, so that it keeps no other step of the round back. */
const otherPolicy = err(
  'refused',
  'The backend answered with another policy than the one that was asked for. It is not used; tell your operator. Your verdicts and drafts are safe.',
  'later',
  60_000,
);
