/** What a US keyboard prints on a key (W3C UI Events `code`): plain, and with Shift. Digits are not in it. */
const signPlaces: Readonly<Record<string, readonly [plain: string, shifted: string]>> = {
  Backquote: ['`', '~'],
  Minus: ['-', '_'],
  Equal: ['=', '+'],
  BracketLeft: ['[', '{'],
  BracketRight: [']', '}'],
  Backslash: ['\\', '|'],
  Semicolon: [';', ':'],
  Quote: ["'", '"'],
  Comma: [',', '<'],
  Period: ['.', '>'],
  Slash: ['/', '?'],
};

/** Whether a key is one of the 26 on which Latin keyboards have letters, whatever it writes. */
export function isLetterPlace(code: string): boolean {
  return /^Key[A-Z]$/.test(code);
}

/** The digit printed on a key of the digit row; undefined for every other key, the number pad's as well. */
export function digitPlace(code: string): string | undefined {
  return /^Digit(\d)$/.exec(code)?.[1];
}

/** What stands at a key's place on a US keyboard: `j`, `Shift+j`, `?`; undefined for a key that has no such place. */
export function chordAtPlace(code: string, isShifted: boolean): string | undefined {
  if (isLetterPlace(code)) return (isShifted ? 'Shift+' : '') + code.slice(3).toLowerCase();
  return Object.hasOwn(signPlaces, code) ? signPlaces[code]?.[isShifted ? 1 : 0] : undefined;
}

/** The value of a character that is a decimal digit of any script (`7`, `٧`, `७`); undefined for all others. */
export function digitValue(text: string): string | undefined {
  if (!/^\p{Nd}$/u.test(text)) return undefined;
  // Unicode keeps each script's ten digits side by side, zero first.
  let before = 0;
  const code = text.codePointAt(0) ?? 0;
  while (before < code && /^\p{Nd}$/u.test(String.fromCodePoint(code - before - 1))) before += 1;
  return String(before % 10);
}
