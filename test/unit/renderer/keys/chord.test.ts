import { expect, test } from 'vitest';
import { chordsOf, isTyping, printChord, type KeyPress } from '../../../../renderer/keys/chord.ts';

const bare = { ctrlKey: false, altKey: false, shiftKey: false, metaKey: false };
const chordOf = (given: KeyPress) =>
  chordsOf(given, { isMac: false, isOtherScript: false })[0] ?? null;
const press = (key: string, code: string, more: Partial<KeyPress> = {}): KeyPress => ({
  key,
  code,
  ...bare,
  ...more,
});

test.each([
  [press('j', 'KeyJ'), 'j'],
  [press('S', 'KeyS', { shiftKey: true }), 'Shift+s'],
  [press('?', 'Slash', { shiftKey: true }), '?'],
  [press(' ', 'Space'), 'Space'],
  [press('Enter', 'Enter', { ctrlKey: true }), 'Ctrl+Enter'],
  [press('ArrowRight', 'ArrowRight', { shiftKey: true }), 'Shift+ArrowRight'],
  [press('4', 'Numpad4'), '4'],
  [press('1', 'Digit1', { altKey: true }), 'Alt+1'],
  // A French keyboard: the key that says & without Shift is the digit's place.
  [press('&', 'Digit1'), '1'],
  [press('1', 'Digit1', { shiftKey: true }), '1'],
])('a key press has one spelling: %o is %s', (given, chord) => {
  expect(chordOf(given)).toBe(chord);
});

test('modifiers alone and composing input are no chord', () => {
  expect(chordOf(press('Shift', 'ShiftLeft', { shiftKey: true }))).toBeNull();
  expect(chordOf(press('Process', 'KeyA'))).toBeNull();
});

test('chords are printed as on the key caps', () => {
  expect(['Ctrl+Enter', 'ArrowLeft', 'x', 'Shift+s', '+', 'Escape'].map(printChord)).toEqual([
    'Ctrl+Enter',
    '←',
    'X',
    'Shift+S',
    '+',
    'Esc',
  ]);
});

test('in a text field letters, arrows and copying are typing; Escape and Ctrl+Enter act', () => {
  expect(
    ['a', '1', 'Enter', 'ArrowLeft', 'Ctrl+c', 'Ctrl+ArrowLeft', 'Shift+a'].filter(
      (chord) => !isTyping(chord),
    ),
  ).toEqual([]);
  expect(['Escape', 'Ctrl+Enter', 'Alt+1', 'F5'].filter(isTyping)).toEqual([]);
});
