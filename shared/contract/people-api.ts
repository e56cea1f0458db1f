import { z } from 'zod';
import { entityId, epochMs } from '../domain/ids.ts';
import { freeText } from '../domain/text.ts';
import { verdictOutcome } from '../domain/verdict.ts';
import type { HttpContract } from './http-contract.ts';

export const reviewerRole = z.enum(['reviewer', 'lead', 'auditor']);

const dayMs = 86_400_000;
/** How long an invitation holds by default, and at most. */
export const invitationHolds = { usualMs: 7 * dayMs, mostMs: 90 * dayMs } as const;

/** A person, whatever desks they work at; known before any desk enrols. */
const newReviewer = z.strictObject({
  name: freeText(200).min(1),
  role: reviewerRole,
  /** Cases that the person may be given on one day (UTC), and hold at any time. */
  quotaPerDay: z.number().int().min(1).max(100_000),
  queues: z.array(freeText(100).min(1)).min(1).max(50),
});
export type NewReviewer = Readonly<z.infer<typeof newReviewer>>;

const reviewer = z.object({
  ...newReviewer.shape,
  reviewerId: entityId,
  revokedAtMs: epochMs.nullable(),
  /** Desks that the person enrolled and that were not taken off. */
  desks: z.array(entityId),
});

/** An invitation without its code: that is answered once, to the operator who made it. */
const invitation = z.object({
  invitationId: entityId,
  reviewerId: entityId,
  madeAtMs: epochMs,
  expiresAtMs: epochMs,
  usedAtMs: epochMs.nullable(),
  withdrawnAtMs: epochMs.nullable(),
});

const reviewerPath = z.strictObject({ reviewerId: entityId });

/** Who may work here: people, their invitations and their end. Operators only. */
export const peopleCalls = {
  addReviewer: {
    method: 'POST',
    path: '/v1/reviewers',
    summary: 'Make a person known; invitations bring their desks',
    auth: 'operator',
    body: newReviewer,
    replies: { 201: z.object({ reviewerId: entityId }) },
  },
  listReviewers: {
    method: 'GET',
    path: '/v1/reviewers',
    summary: 'Everybody who may work here, or could',
    auth: 'operator',
    replies: { 200: z.object({ reviewers: z.array(reviewer) }) },
  },
  revokeReviewer: {
    method: 'POST',
    path: '/v1/reviewers/{reviewerId}/revoke',
    summary: "End a person's power here: all their desks and all their invitations",
    auth: 'operator',
    params: reviewerPath,
    replies: { 200: z.object({ reviewerId: entityId, desks: z.array(entityId) }) },
  },
  makeInvitation: {
    method: 'POST',
    path: '/v1/reviewers/{reviewerId}/invitations',
    summary: 'A code by which one desk of this person can enrol, once; it is not told again',
    auth: 'operator',
    params: reviewerPath,
    body: z.strictObject({
      validForMs: z.number().int().positive().max(invitationHolds.mostMs).optional(),
    }),
    replies: {
      201: z.object({ invitationId: entityId, code: z.string(), expiresAtMs: epochMs }),
    },
  },
  listInvitations: {
    method: 'GET',
    path: '/v1/invitations',
    summary: 'Invitations without their codes, the newest first, at most 1000',
    auth: 'operator',
    replies: { 200: z.object({ invitations: z.array(invitation) }) },
  },
  withdrawInvitation: {
    method: 'POST',
    path: '/v1/invitations/{invitationId}/withdraw',
    summary: 'Nobody enrols with this code any more',
    auth: 'operator',
    params: z.strictObject({ invitationId: entityId }),
    replies: { 200: z.object({ invitationId: entityId }) },
  },
  listAwaiting: {
    method: 'GET',
    path: '/v1/verdicts/awaiting',
    summary: 'Verdicts that came from desks after they were taken off, oldest first, at most 1000',
    auth: 'operator',
    replies: {
      200: z.object({
        verdicts: z.array(
          z.object({
            verdictId: z.uuid(),
            caseId: entityId,
            deviceId: entityId,
            reviewerId: entityId,
            receivedAtMs: epochMs,
          }),
        ),
      }),
    },
  },
  admitVerdict: {
    method: 'POST',
    path: '/v1/verdicts/{verdictId}/admit',
    summary: 'Let a verdict count that came from a desk after it was taken off',
    auth: 'operator',
    params: z.strictObject({ verdictId: z.uuid() }),
    replies: { 200: z.object({ verdictId: z.uuid(), outcome: verdictOutcome }) },
  },
} as const satisfies HttpContract;
