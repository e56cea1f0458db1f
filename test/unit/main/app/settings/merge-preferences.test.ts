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
  expect(mergePreferences({ later: 1, layout: { leftWidth: 400 } })).toEqual({
    ...defaultPreferences,
    layout: { ...defaultPreferences.layout, leftWidth: 400 },
  });
});

test.each([undefined, null, 3, 'text', [], { layout: null, keys: [1], wellbeing: 'x' }])(
  '%j still gives preferences that fit the contract',
  (stored) => {
    expect(preferences.parse(mergePreferences(stored))).toEqual(defaultPreferences);
  },
);
