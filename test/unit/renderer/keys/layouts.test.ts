import { expect, test } from 'vitest';
import { chordsOf, scriptAfter, type KeyPress } from '../../../../renderer/keys/chord.ts';
import { commandIds, commandSpec } from '../../../../renderer/keys/command-list.ts';
import { digitValue } from '../../../../shared/domain/digit-value.ts';
import {
  allCodes,
  allPresses,
  layouts,
  padPress,
  pressOf,
  systems,
  type Held,
  type LayoutName,
  type System,
} from '../../../helpers/keyboard-layouts.ts';

const names = Object.keys(layouts) as LayoutName[];
const ofOtherScript = new Set<LayoutName>([
  'russian',
  'greek',
  'hebrew',
  'arabic',
  'persian',
  'thai',
]);
const keyboard = (name: LayoutName, system: System) => ({
  isMac: system === 'macos',
  isOtherScript: ofOtherScript.has(name),
});
const everywhere = names.flatMap((name) => systems.map((system) => [name, system] as const));
const read = (name: LayoutName, system: System, code: string, held: readonly Held[] = []) => {
  const press = pressOf(name, system, code, held);
  return press ? (chordsOf(press, keyboard(name, system))[0] ?? null) : null;
};

const onlyDigit = (chords: readonly string[]) => chords.find((chord) => /^\d$/.test(chord));

test('with Num Lock off the number pad moves and decides nothing; with it on it writes digits', () => {
  const latin = { isMac: false, isOtherScript: false };
  const moves = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9].map((n) => chordsOf(padPress(n, false), latin)[0]);
  const moving = 'Insert End ArrowDown PageDown ArrowLeft Clear ArrowRight Home ArrowUp PageUp';
  expect(moves).toEqual(moving.split(' '));
  for (const isShift of [false, true])
    for (let digit = 0; digit <= 9; digit++) {
      expect(chordsOf(padPress(digit, true, isShift), latin)).toEqual([String(digit)]);
      // With Shift Windows and X11 send the moving key, with or without the modifier.
      expect(onlyDigit(chordsOf(padPress(digit, false, isShift), latin))).toBeUndefined();
    }
});

test('an empty, unnamed or written key of the number pad is never its digit', () => {
  for (const key of ['Unidentified', 'Begin', 'Clear', '+', '-', '*', '/', '=', '.', ','])
    for (const isOtherScript of [false, true])
      for (let digit = 0; digit <= 9; digit++) {
        const press = { ...padPress(digit, false), key };
        expect(chordsOf(press, { isMac: false, isOtherScript }).join()).not.toMatch(/\d/);
      }
});

const digits = Array.from({ length: 10 }, (_, digit) => String(digit));

test.each(everywhere)('%s on %s: the digit row gives its own digits', (name, system) => {
  expect(digits.map((digit) => read(name, system, `Digit${digit}`))).toEqual(digits);
  const shifted = digits.flatMap((digit) => {
    const press = pressOf(name, system, `Digit${digit}`, ['shift']);
    return press ? [press] : [];
  });
  expect(shifted.map((press) => onlyDigit(chordsOf(press, keyboard(name, system))))).toEqual(
    shifted.map((press) => digitValue(press.key)),
  );
});

test.each(everywhere)('%s on %s: only a digit or its own row decides', (name, system) => {
  const others = allPresses(name, system).filter(
    (press) => digitValue(press.key) === undefined && !press.code.startsWith('Digit'),
  );
  expect(others.length).toBeGreaterThan(60);
  expect(
    others.filter((press) => onlyDigit(chordsOf(press, keyboard(name, system))) !== undefined),
  ).toEqual([]);
});

test.each(everywhere)('%s on %s: every command of the desk can be given', (name, system) => {
  const given = new Set(
    allPresses(name, system).flatMap((press) => chordsOf(press, keyboard(name, system))),
  );
  const bare = commandIds
    .map((id) => ({ id, chords: [commandSpec(id).chord, ...(commandSpec(id).also ?? [])] }))
    .filter(({ chords }) => chords.every((chord) => /^(Shift\+)?.$/u.test(chord)));
  expect(bare.length).toBeGreaterThan(50);
  const missing = bare.filter(({ chords }) => !chords.some((chord) => given.has(chord)));
  expect(missing.map(({ id }) => id)).toEqual([]);
});

const letters = allCodes.filter((code) => /^Key[A-Z]$/.test(code));
const isWritten = (name: LayoutName, system: System, held: readonly Held[]) => (code: string) =>
  (pressOf(name, system, code, held)?.key ?? 'Dead') !== 'Dead';

test.each(everywhere.filter(([name]) => ofOtherScript.has(name)))(
  '%s on %s: letters go by their place, with and without modifiers',
  (name, system) => {
    for (const [held, prefix] of [
      [[], ''],
      [['ctrl'], 'Ctrl+'],
      [['shift'], 'Shift+'],
    ] as const) {
      const written = letters.filter(isWritten(name, system, held));
      expect(written.length).toBeGreaterThan(24);
      expect(written.map((code) => read(name, system, code, held))).toEqual(
        written.map((code) => prefix + code.slice(3).toLowerCase()),
      );
    }
  },
);

test.each(everywhere.filter(([name]) => !ofOtherScript.has(name)))(
  '%s on %s: Latin letters go by what is printed on them',
  (name, system) => {
    const plain = letters.flatMap((code) => {
      const key = pressOf(name, system, code)?.key ?? '';
      return /^[a-z]$/.test(key) ? [{ code, key }] : [];
    });
    expect(plain.length).toBeGreaterThan(14);
    expect(plain.map(({ code }) => read(name, system, code))).toEqual(plain.map(({ key }) => key));
    expect(plain.map(({ code }) => read(name, system, code, ['shift']))).toEqual(
      plain.map(({ key }) => `Shift+${key}`),
    );
  },
);

test.each([
  ['german', 'Digit8', '['],
  ['german', 'KeyQ', '@'],
  ['german', 'KeyE', '€'],
  ['french', 'Digit5', '['],
  ['french', 'Minus', ']'],
  ['french', 'Digit0', '@'],
  ['czech', 'KeyF', '['],
  ['bepo', 'Digit4', '['],
] as const)('%s: AltGr or Option with %s is the sign %s on every system', (name, code, sign) => {
  for (const system of systems) expect(read(name, system, code, ['third'])).toBe(sign);
});

test('AltGr that is told as Ctrl and Alt writes its sign too, and only Ctrl and Alt stay a command', () => {
  const latin = { isMac: false, isOtherScript: false };
  const press = (key: string, code: string): KeyPress => ({
    key,
    code,
    ctrlKey: true,
    altKey: true,
    shiftKey: false,
    metaKey: false,
  });
  expect(chordsOf(press('[', 'Digit8'), latin)[0]).toBe('[');
  expect(chordsOf(press('@', 'KeyQ'), latin)[0]).toBe('@');
  expect(chordsOf(press('ą', 'KeyA'), latin)[0]).toBe('ą');
  expect(chordsOf(press('e', 'KeyE'), latin)).toEqual(['Ctrl+Alt+e']);
  expect(chordsOf(press('[', 'BracketLeft'), latin)).toEqual(['Ctrl+Alt+[']);
  expect(chordsOf(press('у', 'KeyE'), latin)[0]).toBe('Ctrl+Alt+e');
  // German Windows: Ctrl+Alt+E writes the euro sign, and is the export where no command is on the sign.
  const told = { ...press('€', 'KeyE'), getModifierState: (name: string) => name === 'AltGraph' };
  expect(chordsOf(told, latin)).toEqual(['€', 'Ctrl+Alt+e']);
});

test('AltGr with a key that has no third sign neither decides nor acts as the key alone', () => {
  for (const [key, code] of [
    ['1', 'Digit1'],
    ['e', 'KeyE'],
  ] as const) {
    const base = { key, code, shiftKey: false, metaKey: false };
    const getModifierState = (name: string) => name === 'AltGraph';
    for (const isHeld of [false, true]) {
      const press = { ...base, ctrlKey: isHeld, altKey: isHeld, getModifierState };
      for (const chord of chordsOf(press, { isMac: false, isOtherScript: false }))
        expect(chord).toMatch(/^(AltGr|Ctrl\+Alt)\+/);
    }
  }
});

test('Alt with a digit goes to a screen on every layout that has digits in that row', () => {
  for (const name of names)
    for (const system of ['linux', 'windows'] as const)
      expect(read(name, system, 'Digit2', ['alt'])).toBe('Alt+2');
  const option = (key: string) =>
    chordsOf(
      {
        key,
        code: 'Digit2',
        ctrlKey: false,
        altKey: true,
        shiftKey: false,
        metaKey: false,
      },
      { isMac: true, isOtherScript: false },
    );
  expect(option('™')).toEqual(['™', 'Alt+2']);
  expect(option('“')).toEqual(['“', 'Alt+2']);
});

test('what an input method or a dead key composes never acts', () => {
  const base = { ctrlKey: false, altKey: false, shiftKey: false, metaKey: false };
  const composing = [
    { ...base, key: 'Process', code: 'Digit1' },
    { ...base, key: 'Dead', code: 'Digit1' },
    { ...base, key: '1', code: 'Digit1', isComposing: true },
    // macOS tells the first key of a composition by its old code alone.
    { ...base, key: '1', code: 'Digit1', keyCode: 229 },
    { ...base, key: 'Unidentified', code: '' },
    { ...base, key: 'HiraganaKatakana', code: 'Lang1' },
    { ...base, key: 'NumLock', code: 'NumLock' },
  ];
  for (const press of composing)
    for (const isOtherScript of [false, true])
      expect(chordsOf(press, { isMac: false, isOtherScript })).toEqual([]);
});

test('the script of a keyboard is told by its plain letters, not by what Shift or signs write', () => {
  const after = (name: LayoutName, code: string, held: readonly Held[], before: boolean) => {
    const press = pressOf(name, 'linux', code, held);
    return press ? scriptAfter(before, press) : null;
  };
  expect(after('greek', 'KeyJ', [], false)).toBe(true);
  expect(after('arabic', 'KeyB', [], false)).toBe(true);
  expect(after('greek', 'KeyQ', [], true)).toBe(true);
  expect(after('hebrew', 'KeyJ', ['shift'], true)).toBe(true);
  expect(after('dvorak', 'KeyQ', [], false)).toBe(false);
  expect(after('german', 'KeyJ', [], true)).toBe(false);
});

test('digits of every script have their value', () => {
  expect(['0', '٧', '۷', '७', '๙', '𝟗', '９'].map(digitValue)).toEqual([
    '0',
    '7',
    '7',
    '7',
    '9',
    '9',
    '9',
  ]);
  expect(['²', '①', 'x', '', '12', '五'].map(digitValue)).toEqual(Array(6).fill(undefined));
});
