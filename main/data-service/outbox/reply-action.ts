import type { Receipt } from '../../../shared/domain/verdict.ts';
import type { Fault } from '../../../shared/lifetime/fault.ts';

/** What an answer means for one verdict. */
export type ReplyAction =
  | { readonly kind: 'settled'; readonly receipt: Receipt }
  | { readonly kind: 'rejected'; readonly fault: Fault }
  | { readonly kind: 'later'; readonly fault: Fault }
  /** The desk itself is not accepted: nothing is rejected, everything waits. */
  | { readonly kind: 'desk-refused'; readonly fault: Fault }
  /** The line or the host: everything waits. */
  | { readonly kind: 'host-down'; readonly fault: Fault };

/** What is known of a verdict beside one answer. */
export type SendHistory = {
  /** Answers that ended nothing, so far. */
  readonly attempts: number;
  /** It failed before, and since then everything else was answered: the trouble is its own, not the line's. */
  readonly isOwnTrouble: boolean;
};

/** After so many answers without a receipt a verdict is rejected, so that a person looks at it. */
export const unreadableAnswersAllowed = 10;

type Answer =
  { readonly ok: true; readonly value: Receipt } | { readonly ok: false; readonly fault: Fault };

/**
 * Four different things: 2xx settles; a final 4xx rejects; a server error, a time-out or an answer outside the protocol waits;
 * an auth answer stops the outbox. `status` 0: no answer came.
 */
export function replyActionOf(
  verdictId: string,
  answer: Answer,
  status: number,
  { attempts, isOwnTrouble }: SendHistory,
): ReplyAction {
  const hostDown = (fault: Fault): ReplyAction => ({
    kind: isOwnTrouble ? 'later' : 'host-down',
    fault,
  });
  if (answer.ok) {
    if (answer.value.verdictId === verdictId) return { kind: 'settled', receipt: answer.value };
    return tooOften(attempts, {
      kind: 'bad-answer',
      message: 'The backend answered with the receipt of another verdict.',
      retry: 'later',
    });
  }
  const { fault } = answer;
  switch (fault.kind) {
    case 'unauthorized':
    case 'upgrade-required':
      return { kind: 'desk-refused', fault };
    case 'refused':
    case 'not-found':
      return { kind: 'rejected', fault: { ...fault, retry: 'after-user' } };
    case 'bad-answer':
      return status >= 200 && status < 300 ? tooOften(attempts, fault) : hostDown(fault);
    case 'server-error':
      return { kind: 'later', fault };
    case 'cancelled':
      return { kind: 'host-down', fault };
    default:
      return hostDown(fault);
  }
}

function tooOften(attempts: number, fault: Fault): ReplyAction {
  return attempts + 1 >= unreadableAnswersAllowed
    ? { kind: 'rejected', fault: { ...fault, retry: 'after-user' } }
    : { kind: 'later', fault };
}
