import type { Backend } from '../../../backend/routes/backend.ts';
import { addInvitation, newInvitationCode } from '../../../backend/store/invitations.ts';
import { addReviewer } from '../../../backend/store/reviewers.ts';
import { invitationHolds, type NewReviewer } from '../../../shared/contract/people-api.ts';

/** Long enough for a backend to take it. */
export const operatorToken = 'operator-of-the-tests-and-of-no-other';

type Place = Pick<Backend, 'database' | 'now'>;

/** Makes a person known and gives a code for one desk of theirs; `of` invites somebody who is known already. */
export async function invite(
  place: Place,
  person: Partial<NewReviewer> & { readonly of?: string } = {},
): Promise<string> {
  const { of, ...more } = person;
  const usual = {
    name: 'Tester',
    role: 'reviewer',
    quotaPerDay: 100,
    queues: ['default'],
  } as const;
  const reviewerId =
    of ?? (await addReviewer(place.database, { ...usual, queues: ['default'], ...more }));
  return inviteAgain(place, reviewerId);
}

/** One more code for a person. */
export async function inviteAgain({ database, now }: Place, reviewerId: string): Promise<string> {
  const code = newInvitationCode();
  const validForMs = invitationHolds.usualMs;
  await database.transaction((tx) => addInvitation(tx, { reviewerId, code, validForMs }, now()));
  return code;
}
