import { z } from 'zod';
import { invitationHolds } from '../shared/contract/people-api.ts';
import type { Backend } from './routes/backend.ts';
import { demoReviewerId } from './seed/seed-demo.ts';
import { defaultQueue } from './store/cases.ts';
import { addInvitation, newInvitationCode } from './store/invitations.ts';
import { addReviewer } from './store/reviewers.ts';

/** For `--invite`: a new person and the code for their desk. */
export async function inviteSomebody({ database, now }: Backend): Promise<{
  readonly code: string;
  readonly expiresAtMs: number;
}> {
  const code = newInvitationCode();
  const person = { name: 'Reviewer', role: 'reviewer', quotaPerDay: 200 } as const;
  const made = await database.transaction(async (tx) => {
    const reviewerId = await addReviewer(tx, { ...person, queues: [defaultQueue] });
    return addInvitation(tx, { reviewerId, code, validForMs: invitationHolds.usualMs }, now());
  });
  if (made === null) throw new Error('a person who was just made known is not there');
  return { code, expiresAtMs: made.expiresAtMs };
}

/** How the desk gives the backend that comes with it the code by which it will enrol: a message, never an argument. */
const toldInvitation = z.strictObject({
  event: z.literal('invitation'),
  code: z.string().min(26).max(200),
});
const toldHoldsMs = 3_600_000;

/** Lets the desk that started this backend enrol once by a code of its own making; false for any other message. */
export async function inviteOwnDesk(
  { database, now }: Backend,
  message: unknown,
): Promise<boolean> {
  const told = toldInvitation.safeParse(message);
  if (!told.success) return false;
  const { code } = told.data;
  await database.transaction((tx) =>
    addInvitation(tx, { reviewerId: demoReviewerId, code, validForMs: toldHoldsMs }, now()),
  );
  return true;
}
