import type { OutboxItem } from '../cache/outbox-rows.ts';

type Item = Pick<OutboxItem, 'verdictId' | 'attempts'>;

/**
 * Distinguishes a verdict that can't get through from a connection that is down. One failure says nothing. If the host gave healthy
 * answers to anything else before the same verdict fails again, the trouble is the verdict's own: it is then sent alone,
 * with a back-off of its own, and its failing is not held against the host.
 */
export type Suspicion = {
  /** A request with this one alone got no answer that means anything. */
  note(verdictId: string): void;
  /** Whether another failure now would be its own. */
  hasOwnTrouble(item: Item): boolean;
  isProven(item: Item): boolean;
  /** Those without a suspicion first, in their order. */
  lastOf<I extends Item>(items: readonly I[]): readonly I[];
  forget(verdictId: string): void;
};

/** So many answers with a server error while others got through are no accident any more. */
const provenAfterTries = 3;

/** `healthyAnswers` counts the healthy answers of the host to whatever was asked. */
export function createSuspicion(healthyAnswers: () => number): Suspicion {
  const failedAt = new Map<string, number>();
  const proven = new Set<string>();

  const isProven = ({ verdictId, attempts }: Item) =>
    proven.has(verdictId) || attempts >= provenAfterTries;
  const rank = (item: Item) => (isProven(item) ? 2 : failedAt.has(item.verdictId) ? 1 : 0);

  return {
    isProven,
    note(verdictId) {
      const before = failedAt.get(verdictId);
      if (before !== undefined && healthyAnswers() > before) proven.add(verdictId);
      failedAt.set(verdictId, healthyAnswers());
    },
    hasOwnTrouble(item) {
      const before = failedAt.get(item.verdictId);
      return isProven(item) || (before !== undefined && healthyAnswers() > before);
    },
    lastOf: (items) => items.toSorted((one, other) => rank(one) - rank(other)),
    forget(verdictId) {
      failedAt.delete(verdictId);
      proven.delete(verdictId);
    },
  };
}
