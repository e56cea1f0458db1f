import type { DeskState } from '../../../shared/contract/desk-api.ts';
import type { TravelPlan, TravelWish } from '../../../shared/contract/travel-api.ts';
import type { Fault } from '../../../shared/lifetime/fault.ts';

/** What a plan depends on, gathered before anything is decided. */
export type PlanFacts = {
  readonly isEnrolled: boolean;
  readonly keyProtection: DeskState['keyProtection'];
  readonly isPacking: boolean;
  readonly freeBytes: number;
  /** Handle times of the reviewer's last reviews, in milliseconds. */
  readonly handleMs: readonly number[];
};

/** One claim brings at most so many cases (the backend's own limit). */
export const mostCases = 200;
/** Left free beside a pack, so that the machine and the desk's own database go on working. */
export const reserveBytes = 200_000_000;
/** Under so many reviews a median says little: then this is assumed. */
const fewestReviews = 5;
const assumedHandleMs = 180_000;

const no = (kind: Fault['kind'], message: string): Fault => ({
  kind,
  message,
  retry: 'after-user',
});

/** Cases and disk that a wish comes to, and why it can't be packed if it can't. Pure: a table is its test. */
export function planTravel(wish: TravelWish, facts: PlanFacts): TravelPlan {
  const isOwn = facts.handleMs.length >= fewestReviews;
  const handleMs = isOwn ? Math.max(1000, median(facts.handleMs)) : assumedHandleMs;
  const wished =
    wish.by === 'cases' ? wish.amount : Math.ceil((wish.amount * 3_600_000) / handleMs);
  const roomBytes = Math.max(0, Math.floor(facts.freeBytes - reserveBytes));
  const budgetBytes = Math.min(wish.budgetBytes, roomBytes);
  return {
    blocker: blockerOf(facts, budgetBytes),
    cases: Math.min(mostCases, wished),
    handleMs: Math.round(handleMs),
    reviews: isOwn ? facts.handleMs.length : 0,
    isCapped: wished > mostCases,
    freeBytes: facts.freeBytes,
    budgetBytes,
    isBudgetCut: roomBytes < wish.budgetBytes,
  };
}

function blockerOf(facts: PlanFacts, budgetBytes: number): Fault | null {
  if (!facts.isEnrolled)
    return no('not-enrolled', 'This desk is not enrolled, so it has no cases to take along.');
  if (facts.keyProtection === 'key-file')
    return no(
      'not-configured',
      'Nothing may be taken along while the key of this desk lies in a file: whoever finds the machine could read the cases. Set a passphrase in the settings, or the keychain of this machine, then pack.',
    );
  if (facts.isPacking)
    return no('refused', 'There is a pack already. Give it back before you pack another.');
  if (budgetBytes <= 0)
    return no(
      'disk-full',
      'The disk has no room for a pack: 200 MB must stay free beside it. Make room, then pack.',
    );
  return null;
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.ceil(sorted.length / 2) - 1] ?? 0;
}
