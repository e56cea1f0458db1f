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

/** What is at a key's place on a US keyboard: `j`, `Shift+j`, `?`; undefined for a key that has no such place. */
export function chordAtPlace(code: string, isShifted: boolean): string | undefined {
  if (isLetterPlace(code)) return (isShifted ? 'Shift+' : '') + code.slice(3).toLowerCase();
  return Object.hasOwn(signPlaces, code) ? signPlaces[code]?.[isShifted ? 1 : 0] : undefined;
}
