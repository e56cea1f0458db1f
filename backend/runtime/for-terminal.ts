/**
 * Others' words as a terminal may print them: a file or a backend can write control characters, which erase lines, and
 * direction marks, which reorder them. Each becomes its code; line feeds stay.
 */
export function forTerminal(text: string): string {
  return text.replaceAll(
    /[^\P{C}\n]/gu,
    (sign) => `\\u{${(sign.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}}`,
  );
}
