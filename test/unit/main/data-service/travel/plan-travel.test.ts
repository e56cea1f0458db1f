import { expect, test } from 'vitest';
import {
  mostCases,
  planTravel,
  reserveBytes,
  type PlanFacts,
} from '../../../../../main/data-service/travel/plan-travel.ts';

const facts: PlanFacts = {
  isEnrolled: true,
  keyProtection: 'keychain',
  isPacking: false,
  freeBytes: 10_000_000_000,
  handleMs: [60_000, 90_000, 120_000, 150_000, 600_000],
};
const wish = { by: 'hours', amount: 4, budgetBytes: 2_000_000_000 } as const;

test("hours become cases by the reviewer's own median, and the plan says where the number is from", () => {
  expect(planTravel(wish, facts)).toMatchObject({ cases: 120, handleMs: 120_000, reviews: 5 });
});

test('with too few reviews of their own three minutes are assumed, and the plan says so', () => {
  const plan = planTravel(wish, { ...facts, handleMs: [5000, 6000] });
  expect(plan).toMatchObject({ cases: 80, handleMs: 180_000, reviews: 0 });
});

test('a wish for more than one claim can bring is capped, and the plan says so', () => {
  const plan = planTravel({ ...wish, amount: 24 }, facts);
  expect(plan).toMatchObject({ cases: mostCases, isCapped: true });
});

test('the disk cuts a budget that it can not hold, and leaves room beside the pack', () => {
  const plan = planTravel(wish, { ...facts, freeBytes: reserveBytes + 5_000_000 });
  expect(plan).toMatchObject({ budgetBytes: 5_000_000, isBudgetCut: true, blocker: null });
});

test.each([
  [{ keyProtection: 'key-file' as const }, 'not-configured', /passphrase/],
  [{ isEnrolled: false }, 'not-enrolled', /not enrolled/],
  [{ isPacking: true }, 'refused', /a pack already/],
  [{ freeBytes: reserveBytes - 1 }, 'disk-full', /Make room/],
])('%o: nothing is packed, and a sentence says the way out', (change, kind, words) => {
  const { blocker } = planTravel(wish, { ...facts, ...change });
  expect(blocker?.kind).toBe(kind);
  expect(blocker?.message).toMatch(words);
});
