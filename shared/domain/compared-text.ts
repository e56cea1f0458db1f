/** A text without what is no word and without hidden characters, with the way back to the places of the original. */
export type ComparedText = {
  readonly text: string;
  /** Place in the original, in UTF-16 units, of where the unit at `at` begins. */
  readonly from: (at: number) => number;
  /** Likewise, of where the unit before `at` ends. */
  readonly to: (at: number) => number;
};

/** An emoji is a picture amid the words, also the ones that are letters or digits by themselves (`ℹ️`, `1️⃣`). */
const pictures =
  /[0-9#*]\ufe0f?\u20e3|(?=\p{Emoji})[^\p{ASCII}]\ufe0f|\p{Extended_Pictographic}(?:\p{Emoji_Modifier}|\ufe0f?\u200d\p{Extended_Pictographic})*|\p{Regional_Indicator}/gu;
/** Without width, without a letter's meaning: joiners, marks of direction, tags, a stretched line in Arabic. */
const unseen = /[\p{Default_Ignorable_Code_Point}\p{Cf}\p{Co}\p{Cs}\ufeff\u0640\u2800]/u;
const control = /^\p{Cc}$/u;
const plainAscii = /^[\x20-\x7e\n]*$/;

/** Reads a text as its words are compared: emoji become spaces, what is unseen goes, so that it parts no word. */
export function comparedText(original: string): ComparedText {
  if (plainAscii.test(original)) return { text: original, from: (at) => at, to: (at) => at };
  const isPicture = new Set<number>();
  for (const { index, 0: found } of original.matchAll(pictures))
    for (let at = index; at < index + found.length; at += 1) isPicture.add(at);
  const units: string[] = [];
  const begins: number[] = [];
  const ends: number[] = [];
  let at = 0;
  for (const sign of original) {
    const end = at + sign.length;
    const shown = isPicture.has(at) ? ' ' : control.test(sign) && sign !== '\n' ? ' ' : sign;
    if (shown === ' ' || !unseen.test(sign)) {
      for (let unit = 0; unit < shown.length; unit += 1) {
        units.push(shown.charAt(unit));
        begins.push(shown.length === sign.length ? at + unit : at);
        ends.push(shown.length === sign.length ? at + unit + 1 : end);
      }
    }
    at = end;
  }
  return {
    text: units.join(''),
    from: (unit) => begins[unit] ?? original.length,
    to: (unit) => ends[unit - 1] ?? 0,
  };
}
