import { expect, test } from 'vitest';
import {
  breakDue,
  careFloor,
  carePolicy,
  careRules,
  severeInARow,
} from '../../../../shared/domain/care.ts';
import { exposureOf, expectedHarms, likeliestHarm } from '../../../../shared/domain/exposure.ts';

test('nobody lowers the floor: a laxer policy does not parse, and would change nothing', () => {
  expect(careRules([])).toMatchObject({
    breakAfterMinutes: 120,
    breakMinutes: 5,
    unfilteredMinutesPerDay: 240,
  });
  const lax = { breakAfterMinutes: 600, breakMinutes: 1, unfilteredMinutesPerDay: 1440 };
  for (const [name, value] of Object.entries(lax))
    expect(carePolicy.safeParse({ [name]: value }).success).toBe(false);
  expect(careRules([lax])).toEqual(careRules([]));
});

test('of several policies the strictest holds, each in what it asks for', () => {
  expect(
    careRules([
      { breakAfterMinutes: 60 },
      undefined,
      { breakMinutes: 15, unfilteredMinutesPerDay: 90, breakAfterMinutes: 100 },
    ]),
  ).toEqual({ breakAfterMinutes: 60, breakMinutes: 15, unfilteredMinutesPerDay: 90 });
});

test('a break is offered, then begins by itself, whatever the reviewer would like', () => {
  const rules = careRules([]);
  const now = { workedMinutes: 0, remindAfterMinutes: 90, severeInARow: 0, hasOnlySevere: false };
  expect(breakDue(rules, { ...now, workedMinutes: 89 })).toBeNull();
  expect(breakDue(rules, { ...now, workedMinutes: 90 })).toBe('prompt');
  expect(breakDue(rules, { ...now, workedMinutes: 119, remindAfterMinutes: 500 })).toBeNull();
  expect(breakDue(rules, { ...now, workedMinutes: 120, remindAfterMinutes: 500 })).toBe('firm');
  const onlySevere = { ...now, hasOnlySevere: true };
  expect(breakDue(rules, { ...onlySevere, severeInARow: careFloor.severeInARow - 1 })).toBeNull();
  expect(breakDue(rules, { ...onlySevere, severeInARow: careFloor.severeInARow })).toBe('pause');
});

test('severe cases in a row are counted back to the last other one', () => {
  const met = (severity: number | null, isExpectedSevere = false) => ({
    severity,
    isExpectedSevere,
  });
  expect(severeInARow([])).toBe(0);
  expect(severeInARow([met(4), met(3), met(null, true)])).toBe(3);
  expect(severeInARow([met(4), met(2, true), met(4)])).toBe(1);
  expect(severeInARow([met(4), met(null)])).toBe(0);
});

test('a moment is unfiltered with the picture as it is or with sound, filtered behind a filter and mute', () => {
  const shown = { isPictureShown: true, isPictureFiltered: true, isSoundHeard: false };
  expect(exposureOf(shown)).toBe('filtered');
  expect(exposureOf({ ...shown, isPictureFiltered: false })).toBe('unfiltered');
  expect(exposureOf({ ...shown, isSoundHeard: true })).toBe('unfiltered');
  expect(exposureOf({ ...shown, isPictureShown: false })).toBe('none');
  expect(exposureOf({ ...shown, isPictureShown: false, isSoundHeard: true })).toBe('unfiltered');
});

test('the likeliest distressing harm is named, and never another', () => {
  const scores = [
    { category: 'deception', score: 0.99 },
    { category: 'violence', score: 0.6 },
    { category: 'minors', score: 0.8 },
    { category: 'sexual', score: null },
  ] as const;
  expect(likeliestHarm(scores, 0.5)).toBe('minors');
  expect(expectedHarms(scores, 0.7)).toEqual(['minors']);
  expect(likeliestHarm(scores, 0.9)).toBeNull();
});
