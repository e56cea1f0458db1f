/** The value of a character that is a decimal digit of any script (`7`, `٧`, `७`); undefined for all others. */
export function digitValue(text: string): string | undefined {
  if (!/^\p{Nd}$/u.test(text)) return undefined;
  // Unicode keeps each script's ten digits side by side, zero first.
  let before = 0;
  const code = text.codePointAt(0) ?? 0;
  while (before < code && /^\p{Nd}$/u.test(String.fromCodePoint(code - before - 1))) before += 1;
  return String(before % 10);
}
