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
};

const modifierKeys = new Set(['Control', 'Shift', 'Alt', 'Meta', 'AltGraph', 'CapsLock']);
const isLetter = (key: string) => key.toLowerCase() !== key.toUpperCase();

/** Digits go by their place on the keyboard, so that they work where they need Shift (AZERTY). */
function nameOf(press: KeyPress): { readonly name: string; readonly showsShift: boolean } {
  const digit = /^(?:Digit|Numpad)(\d)$/.exec(press.code)?.[1];
  if (digit !== undefined && (!press.shiftKey || /^\d$/.test(press.key))) {
    return { name: digit, showsShift: false };
  }
  if (press.key === ' ') return { name: 'Space', showsShift: true };
  if (press.key.length !== 1) return { name: press.key, showsShift: true };
  // A symbol such as `?` already says that Shift was held.
  return isLetter(press.key)
    ? { name: press.key.toLowerCase(), showsShift: true }
    : { name: press.key, showsShift: false };
}

/** The chord of a key press, or null while only modifiers (or a composing input method) are down. */
export function chordOf(press: KeyPress): Chord | null {
  if (modifierKeys.has(press.key) || press.key === 'Process' || press.key === 'Dead') return null;
  const { name, showsShift } = nameOf(press);
  const parts = [
    press.ctrlKey ? 'Ctrl' : '',
    press.altKey ? 'Alt' : '',
    press.metaKey ? 'Meta' : '',
    press.shiftKey && showsShift ? 'Shift' : '',
    name,
  ];
  return parts.filter((part) => part !== '').join('+');
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
