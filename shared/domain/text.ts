import { z } from 'zod';

/** U+FFFD: Unicode's own sign for something that can't be shown. */
const replacement = '\ufffd';

/** Whether a database can hold a text: no U+0000, no half of a surrogate pair (PostgreSQL takes neither). */
export function isStorable(text: string): boolean {
  return !text.includes('\0') && text.isWellFormed();
}

/** The text with U+FFFD for everything that no database can hold; as long as before. */
export function storable(text: string): string {
  return isStorable(text) ? text : text.replaceAll('\0', replacement).toWellFormed();
}

/**
 * The one type of every text that a person, a model or a file wrote: at most `maxUnits` UTF-16 units, and after parsing
 * nothing in it that a database can't hold. A backend refuses such a text before it parses (`unstorableIn`); a desk shows
 * U+FFFD instead, so that one bad text never blocks a reply, a draft or the journal.
 */
export function freeText(maxUnits: number): z.ZodString {
  return z.string().max(maxUnits).overwrite(storable);
}

/** Free text without a bound of its own: what this machine made, or what is bounded elsewhere. */
export const anyText: z.ZodString = z.string().overwrite(storable);

/** Where in a value of JSON the first text (or name) is that no database can hold: a JSON pointer; null: nowhere. */
export function unstorableIn(value: unknown): string | null {
  // By a stack of its own: an untrusted value may nest deeper than the call stack allows.
  const open: (readonly [at: Place | null, value: unknown])[] = [[null, value]];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const [at, part] = next;
    if (typeof part === 'string' && !isStorable(part)) return pointerTo(at);
    if (typeof part !== 'object' || part === null) continue;
    // The first member on top, so that the first such text is the one that is named.
    for (const [name, member] of Object.entries(part).reverse()) {
      if (isStorable(name)) open.push([{ name, within: at }, member]);
      else return `${pointerTo(at)}/`;
    }
  }
  return null;
}

/** A member's place in a value; null at the top. */
type Place = { readonly name: string; readonly within: Place | null };

/** So many names of a place are shown, the innermost: more are not readable. */
const namesTold = 20;

function pointerTo(place: Place | null): string {
  const names: string[] = [];
  for (let at = place; at !== null && names.length < namesTold; at = at.within)
    names.unshift(`/${at.name.slice(0, 100)}`);
  return names.join('');
}

/** What is said of a text that can't be kept. `where` is a JSON pointer. */
export function unstorableSentence(where: string): string {
  return `The text at ${where || '/'} holds U+0000 or half of a surrogate pair, which can't be stored: take it out and send it again.`;
}

/**
 * At most `maxUnits` UTF-16 units of a text, with an ellipsis where something was cut off. It is cut between whole
 * characters as people see them (UAX #29); only one that is itself too long is cut between code points.
 */
export function cutText(text: string, maxUnits: number): string {
  if (text.length <= maxUnits) return text;
  const room = Math.max(0, maxUnits - 1);
  // A character that continues behind the cut must be seen whole to be left out.
  const head = text.slice(0, room + longestCharacter);
  let end = 0;
  for (const { index, segment } of graphemes.segment(head)) {
    if (index + segment.length > room) break;
    end = index + segment.length;
  }
  if (end === 0) end = isLead(text, room - 1) ? room - 1 : room;
  return `${text.slice(0, Math.max(0, end))}…`.slice(0, maxUnits);
}

const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' });
/** UTF-16 units that are looked at behind a cut; longer characters are piles of marks. */
const longestCharacter = 64;

function isLead(text: string, at: number): boolean {
  const unit = text.charCodeAt(at);
  return unit >= 0xd800 && unit <= 0xdbff;
}
