import { expect, test } from 'vitest';
import { mergePreferences } from '../../../../../main/app/settings/merge-preferences.ts';
import { defaultPreferences, preferences } from '../../../../../shared/contract/app-api.ts';

test('what was saved is read again', () => {
  const saved = {
    ...defaultPreferences,
    theme: 'light' as const,
    keys: { 'verdict.allow': 'KeyA' },
    wellbeing: { ...defaultPreferences.wellbeing, blurPx: 20 },
  };
  expect(mergePreferences(structuredClone(saved))).toEqual(saved);
});

test('one bad field costs that field only', () => {
  const merged = mergePreferences({
    ...defaultPreferences,
    theme: 'purple',
    playback: { ...defaultPreferences.playback, volume: 7, rate: 2 },
  });
  expect(merged.theme).toBe(defaultPreferences.theme);
  expect(merged.playback).toEqual({ ...defaultPreferences.playback, rate: 2 });
});

test('a field of a later version is left out, a missing one gets its default', () => {
  expect(mergePreferences({ later: 1, layout: { leftWidthPx: 400 } })).toEqual({
    ...defaultPreferences,
    layout: { ...defaultPreferences.layout, leftWidthPx: 400 },
  });
});

test('sizes under their earlier names were mostly defaults, and give way to the present ones', () => {
  const stored = { layout: { leftWidth: 300, rightWidth: 340, lanesHeight: 320 } };
  expect(mergePreferences(stored).layout).toEqual(defaultPreferences.layout);
});

test.each([
  [480, 'room'],
  [2000, 'room'],
  [320, 'small'],
] as const)('a picture once held to %i pixels, where 480 was the default, is %s', (px, size) => {
  const stored = { wellbeing: { ...defaultPreferences.wellbeing, pictureMaxWidthPx: px } };
  expect(mergePreferences({ wellbeing: { pictureMaxWidthPx: px } }).wellbeing.pictureSize).toBe(
    size,
  );
  // What was chosen since then stands.
  const chosen = { ...stored.wellbeing, pictureSize: 'room' as const };
  expect(mergePreferences({ wellbeing: chosen }).wellbeing.pictureSize).toBe('room');
});

test.each([undefined, null, 3, 'text', [], { layout: null, keys: [1], wellbeing: 'x' }])(
  '%j still gives preferences that fit the contract',
  (stored) => {
    expect(preferences.parse(mergePreferences(stored))).toEqual(defaultPreferences);
  },
);
