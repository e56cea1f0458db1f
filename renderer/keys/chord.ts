import { digitValue } from '../../shared/domain/digit-value.ts';
import { chordAtPlace, digitPlace, isLetterPlace } from './key-places.ts';

/** A key with its modifiers, in one spelling: `Ctrl+Shift+s`, `ArrowLeft`, `Space`, `?`. */
export type Chord = string;

/** What a chord is made of; a KeyboardEvent fits. */
export type KeyPress = {
  readonly key: string;
  readonly code: string;
  readonly ctrlKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
  readonly metaKey: boolean;
  readonly isComposing?: boolean;
  /** 229 while an input method has the key, on every platform (UI Events, legacy key attributes). */
  readonly keyCode?: number;
  getModifierState?(name: string): boolean;
};

/** What no single press shows of the keyboard. */
export type Keyboard = {
  /** macOS: Option writes signs, and there is no AltGr. */
  readonly isMac: boolean;
  /** Its letters are of a script other than Latin, as far as seen. */
  readonly isOtherScript: boolean;
};

/** Keys that change other keys or belong to an input method: never a chord by themselves. */
const silentKeys =
  /^(Control|Shift|Alt|Meta|AltGraph|CapsLock|NumLock|ScrollLock|Fn|FnLock|Hyper|Super|Symbol|SymbolLock|OS|Process|Dead|Compose|Unidentified|AllCandidates|Alphanumeric|CodeInput|Convert|NonConvert|ModeChange|FinalMode|GroupNext|GroupPrevious|GroupFirst|GroupLast|NextCandidate|PreviousCandidate|SingleCandidate|HangulMode|HanjaMode|JunjaMode|Eisu|Hankaku|Hiragana|HiraganaKatakana|KanaMode|KanjiMode|Katakana|Romaji|Zenkaku|ZenkakuHankaku)$/;
/** `ArrowLeft`, `F5`: a key that writes nothing. Written text is never spelt so. */
const isNamed = (key: string) => /^[A-Z][A-Za-z0-9]+$/.test(key);
const isLatinLetter = (text: string) => /^\p{Script=Latin}+$/u.test(text);
/** Letters and the marks on them, of any script but Latin: `ж`, `لا`, a fatha. */
const isOtherLetter = (text: string) => /[\p{L}\p{M}]/u.test(text) && !isLatinLetter(text);
const isAscii = (text: string) => /^[\x20-\x7e]+$/.test(text);

function withModifiers(press: KeyPress, name: string, showsShift: boolean): Chord {
  const parts = [
    press.ctrlKey ? 'Ctrl' : '',
    press.altKey ? 'Alt' : '',
    press.metaKey ? 'Meta' : '',
    press.shiftKey && showsShift ? 'Shift' : '',
    name,
  ];
  return parts.filter((part) => part !== '').join('+');
}

function atPlace(press: KeyPress): Chord | undefined {
  const place = chordAtPlace(press.code, press.shiftKey);
  return place === undefined ? undefined : withModifiers(press, place, false);
}

/** Small, as key caps are compared: a dotted capital I is the key of `i`. */
const small = (letter: string) => letter.toLowerCase().replace('i\u0307', 'i');

/**
 * The chords that a key press may mean, likeliest first; empty while only modifiers are down or an input method
 * composes. The rule is docs/decisions/0100-keys-by-sign-then-by-place.md.
 */
export function chordsOf(press: KeyPress, keyboard: Keyboard): readonly Chord[] {
  const { key, code } = press;
  if (press.isComposing || press.keyCode === 229 || key === '' || silentKeys.test(key)) return [];
  if (/^\s$/u.test(key)) return [withModifiers(press, 'Space', true)];
  if (isNamed(key)) return [withModifiers(press, key, true)];
  if (isWrittenByThirdLevel(press, keyboard)) return thirdLevelChords(press);
  // Thai has a digit of its own on the key of Q: that key is a letter's.
  const digit = isLetterPlace(code) && !isAscii(key) ? undefined : digitValue(key);
  if (digit !== undefined) return [withModifiers(press, digit, false)];
  const sign = withModifiers(press, isLatinLetter(key) ? small(key) : key, isLatinLetter(key));
  const rowDigit = press.shiftKey ? undefined : digitPlace(code);
  if (rowDigit !== undefined) return [withModifiers(press, rowDigit, false), sign];
  if (isLatinLetter(key)) return [sign];
  const place = atPlace(press);
  if (place === undefined) return [sign];
  const isByPlace =
    isOtherLetter(key) ||
    digitValue(key) !== undefined ||
    (keyboard.isOtherScript && (isLetterPlace(code) || !isAscii(key)));
  return isByPlace ? [place, sign] : [sign];
}

/**
 * AltGr (Windows says Ctrl and Alt with it, or neither; X11 and Wayland say neither) and Option on macOS write a
 * third sign on a key: holding them is part of writing it, not a modifier of a command.
 */
function isWrittenByThirdLevel(press: KeyPress, { isMac }: Keyboard): boolean {
  const { key, code, ctrlKey, altKey, metaKey } = press;
  if (press.getModifierState?.('AltGraph')) return true;
  if (!altKey || metaKey || digitValue(key) !== undefined) return false;
  if (!ctrlKey) return isMac;
  // Older shapes of AltGr say Ctrl and Alt only: what a US keyboard does not print there was written by it.
  if (isLatinLetter(key)) return !isAscii(key);
  return !isOtherLetter(key) && ![false, true].some((shift) => chordAtPlace(code, shift) === key);
}

function thirdLevelChords(press: KeyPress): readonly Chord[] {
  const isPlain = /^[A-Za-z]$/.test(press.key) || digitValue(press.key) !== undefined;
  const asCommand =
    press.ctrlKey || press.altKey ? [withModifiers(press, nameAtPlace(press), true)] : [];
  // AltGr on a key without a third sign: it must not decide as the key alone would.
  if (isPlain) return asCommand.length > 0 ? asCommand : [`AltGr+${small(press.key)}`];
  return [small(press.key), ...asCommand];
}

function nameAtPlace({ code, key }: KeyPress): string {
  const digit = digitValue(key) ?? digitPlace(code);
  if (digit !== undefined) return digit;
  return chordAtPlace(code, false) ?? small(key);
}

/** What is known of the keyboard's script after a press: only a letter that was written without Shift shows it. */
export function scriptAfter(isOtherScript: boolean, press: KeyPress): boolean {
  const isBare = !press.shiftKey && !press.getModifierState?.('CapsLock');
  if (!isBare || press.altKey || press.ctrlKey || press.isComposing) return isOtherScript;
  if (!isLetterPlace(press.code) || press.getModifierState?.('AltGraph')) return isOtherScript;
  if (isOtherLetter(press.key)) return true;
  return isLatinLetter(press.key) && !isNamed(press.key) ? false : isOtherScript;
}

const printed: Readonly<Record<string, string>> = {
  ArrowLeft: '←',
  ArrowRight: '→',
  ArrowUp: '↑',
  ArrowDown: '↓',
  Escape: 'Esc',
  PageUp: 'PgUp',
  PageDown: 'PgDn',
  Delete: 'Del',
  Backspace: '⌫',
};

/** A chord as printed on a key cap: `Ctrl+Enter`, `←`, `X`. */
export function printChord(chord: Chord): string {
  const parts = chord === '+' ? ['+'] : chord.split(/\+(?=.)/);
  return parts
    .map((part) => printed[part] ?? (part.length === 1 ? part.toUpperCase() : part))
    .join('+');
}

/** Whether pressing this chord writes into a text field instead of acting. */
export function isTyping(chord: Chord): boolean {
  if (chord === 'Escape') return false;
  if (/^F\d+$/.test(chord)) return false;
  const hasModifier = /^(Ctrl|Meta|Alt)\+/.test(chord);
  const editsText = /^(Ctrl|Meta)\+(Shift\+)?[acvxyz]$/.test(chord);
  return !hasModifier || editsText || /\+(Arrow|Home|End|Backspace|Delete)/.test(chord);
}
