import OpenAI from 'openai';
import type { Fault } from '../../../shared/lifetime/fault.ts';
import { err, type Result } from '../../../shared/lifetime/result.ts';
import { OutwardRefusal } from '../network/outward-fetch.ts';

/** Thrown in place of a request about a case that must stay in the building. */
export class StaysHere extends Error {
  readonly fault: Fault;
  constructor(fault: Fault) {
    super(fault.kind);
    this.fault = fault;
  }
}

/** What went wrong at the outside service, in a sentence that holds nothing of the case. */
export function providerFault(error: unknown): Result<never> {
  if (error instanceof OpenAI.APIConnectionTimeoutError)
    return err(
      'timed-out',
      'The assistance service did not answer in time. Go on without it, or ask again.',
      'after-user',
    );
  if (error instanceof OpenAI.APIUserAbortError)
    return err('cancelled', 'The question to the assistance service was stopped.', 'after-user');
  const cause: unknown = error instanceof Error ? error.cause : undefined;
  if (cause instanceof StaysHere) return { ok: false, fault: cause.fault };
  if (cause instanceof OutwardRefusal) return err('refused', refusalWords[cause.why], 'after-user');
  if (error instanceof OpenAI.APIConnectionError)
    return err(
      'offline',
      'The assistance service could not be reached. Go on without it, or check its address in the settings.',
      'after-user',
    );
  if (error instanceof OpenAI.APIError) {
    const status: unknown = error.status;
    if (status === 401 || status === 403)
      return err(
        'unauthorized',
        'The assistance service does not accept the key. Check it in the settings.',
        'after-user',
      );
    if (typeof status === 'number' && status >= 300 && status < 400)
      return err(
        'refused',
        `The assistance service sends the desk on to another address (${status}), where it does not go: nothing was sent there. Check the address in the settings.`,
        'after-user',
      );
    if (status === 404)
      return err(
        'not-found',
        'The assistance service does not know this call or model. Check address and model in the settings.',
        'after-user',
      );
    if (status === 429)
      return err(
        'server-error',
        'The assistance service asks to wait. Try again in a minute.',
        'later',
        60_000,
      );
    if (typeof status === 'number' && status >= 500)
      return err(
        'server-error',
        `The assistance service has trouble of its own (${status}).`,
        'later',
      );
    if (typeof status === 'number')
      return err(
        'refused',
        `The assistance service refused the question (${status}).`,
        'after-user',
      );
  }
  return badAnswer();
}

const refusalWords: Readonly<Record<OutwardRefusal['why'], string>> = {
  'open-line':
    'The address of the assistance service must begin with https:// (or be on this machine). Nothing was sent.',
  'private-address':
    'The name of the assistance service leads into a local network, where the desk sends nothing unless its operator pinned that name. Nothing was sent.',
  'too-long': 'The assistance service answered more than any answer needs. Go on without it.',
};

export function badAnswer(): Result<never> {
  return err(
    'bad-answer',
    'The assistance service answered something that is not its protocol. Check its address in the settings.',
    'after-user',
  );
}
