import type { DeskState } from '../../../../shared/contract/desk-api.ts';

/** Whom the fake desk belongs to. */
export function fakeEnrolment(
  decidedToday: number,
  quotaUsedUpUntilMs: number | null,
): NonNullable<DeskState['enrolment']> {
  return {
    deviceId: 'dev-1',
    reviewerId: 'rev-7f3a',
    reviewerName: 'Kim Reviewer',
    role: 'reviewer',
    quotaPerDay: 200,
    decidedToday,
    quotaUsedUpUntilMs,
    backendUrl: 'http://127.0.0.1:4310',
  };
}
