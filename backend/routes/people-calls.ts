import {
  invitationHolds,
  type peopleCalls as peopleApi,
} from '../../shared/contract/people-api.ts';
import { admitVerdict } from '../review/admit-verdict.ts';
import {
  addInvitation,
  newestInvitations,
  newInvitationCode,
  withdrawInvitation,
} from '../store/invitations.ts';
import { addReviewer, allReviewers, revokeReviewer } from '../store/reviewers.ts';
import { awaitingVerdicts } from '../store/verdicts.ts';
import type { Backend } from './backend.ts';
import type { HttpHandlers } from './call-route.ts';
import { refuse } from './problem.ts';

const mostListed = 1000;

/** Who may work here, for operators; and what the desks of those who may not any more submitted. */
export function peopleCalls({ database, now }: Backend): HttpHandlers<typeof peopleApi> {
  const nobody = () => refuse('urn:second-look:not-found', 'There is no such reviewer here.');
  return {
    async addReviewer({ body }) {
      return { status: 201, body: { reviewerId: await addReviewer(database, body) } };
    },

    async listReviewers() {
      return { status: 200, body: { reviewers: [...(await allReviewers(database))] } };
    },

    async revokeReviewer({ params: { reviewerId } }) {
      const desks = await database.transaction((tx) => revokeReviewer(tx, reviewerId, now()));
      if (desks === null) return nobody();
      return { status: 200, body: { reviewerId, desks: [...desks] } };
    },

    async makeInvitation({ params: { reviewerId }, body }) {
      const code = newInvitationCode();
      const fresh = { reviewerId, code, validForMs: body.validForMs ?? invitationHolds.usualMs };
      const made = await database.transaction((tx) => addInvitation(tx, fresh, now()));
      return made === null ? nobody() : { status: 201, body: { ...made, code } };
    },

    async listInvitations() {
      const invitations = [...(await newestInvitations(database, mostListed))];
      return { status: 200, body: { invitations } };
    },

    async withdrawInvitation({ params: { invitationId } }) {
      const isThere = await withdrawInvitation(database, invitationId, now());
      if (!isThere) return refuse('urn:second-look:not-found', 'There is no such invitation here.');
      return { status: 200, body: { invitationId } };
    },

    async listAwaiting() {
      const verdicts = [...(await awaitingVerdicts(database, mostListed))];
      return { status: 200, body: { verdicts } };
    },

    async admitVerdict({ params: { verdictId } }) {
      const admitted = await admitVerdict(database, verdictId, now());
      if ('detail' in admitted) return refuse('urn:second-look:not-found', admitted.detail);
      return { status: 200, body: { verdictId, outcome: admitted.outcome } };
    },
  };
}
