import { z } from 'zod';

/** The closed list of troubles that can happen on a good day. A bug is not in it: a bug is thrown. */
export const faultKinds = [
  'offline', // the backend could not be reached
  'timed-out',
  'not-enrolled', // this desk has no device token
  'unauthorized', // the backend no longer accepts this device
  'claim-lost', // our lease is gone or another desk holds it
  'not-found',
  'refused', // the other side understood and said no
  'bad-message', // a message that doesn't fit the contract
  'bad-answer', // the backend answered something that isn't the protocol (HTML, half a JSON)
  'server-error',
  'upgrade-required', // the backend speaks a newer protocol
  'broken-media',
  'unsupported-media', // sound media that this machine can't decode
  'needs-transcoding',
  'integrity-failed', // a hash does not match
  'not-ready', // still being fetched or measured
  'disk-full',
  'database-newer', // written by a newer version of the desk
  'database-older', // written before the first release
  'database-unreadable',
  'may-not-leave', // content that must stay in the building
  'not-configured',
  'cancelled',
  'closed', // the other process or port went away
  'failed', // everything else, with a sentence
] as const;

/** What the client may do about a fault: nothing, wait and try again, or ask the person. */
export const retryAdvice = ['never', 'later', 'after-user'] as const;

export const fault = z
  .object({
    kind: z.enum(faultKinds),
    message: z.string().max(2000),
    retry: z.enum(retryAdvice),
    /** Wait at least this long, in milliseconds (from Retry-After). */
    retryAfterMs: z.number().int().nonnegative().optional(),
  })
  .readonly();

export type FaultKind = (typeof faultKinds)[number];
export type RetryAdvice = (typeof retryAdvice)[number];
/** Trouble as data: it crosses process lines, so it carries no stack and no content of a case. */
export type Fault = z.infer<typeof fault>;
