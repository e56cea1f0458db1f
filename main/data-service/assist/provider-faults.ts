import OpenAI from 'openai';
import { failure, type Outcome } from '../../../shared/lifetime/outcome.ts';

/** What went wrong at the outside service, in a sentence that holds nothing of the case. */
export function providerFault(error: unknown): Outcome<never> {
  if (error instanceof OpenAI.APIConnectionTimeoutError)
    return failure(
      'timed-out',
      'The assistance service did not answer in time. Go on without it, or ask again.',
      'after-user',
    );
  if (error instanceof OpenAI.APIUserAbortError)
    return failure(
      'cancelled',
      'The question to the assistance service was stopped.',
      'after-user',
    );
  if (error instanceof OpenAI.APIConnectionError)
    return failure(
      'offline',
      'The assistance service could not be reached. Go on without it, or check its address in the settings.',
      'after-user',
    );
  if (error instanceof OpenAI.APIError) {
    const status: unknown = error.status;
    if (status === 401 || status === 403)
      return failure(
        'unauthorized',
        'The assistance service does not accept the key. Check it in the settings.',
        'after-user',
      );
    if (status === 404)
      return failure(
        'not-found',
        'The assistance service does not know this call or model. Check address and model in the settings.',
        'after-user',
      );
    if (status === 429)
      return failure(
        'server-error',
        'The assistance service asks to wait. Try again in a minute.',
        'later',
        60_000,
      );
    if (typeof status === 'number' && status >= 500)
      return failure(
        'server-error',
        `The assistance service has trouble of its own (${status}).`,
        'later',
      );
    if (typeof status === 'number')
      return failure(
        'refused',
        `The assistance service refused the question (${status}).`,
        'after-user',
      );
  }
  return badAnswer();
}

export function badAnswer(): Outcome<never> {
  return failure(
    'bad-answer',
    'The assistance service answered something that is not its protocol. Check its address in the settings.',
    'after-user',
  );
}
