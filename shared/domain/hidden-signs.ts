/** Why a character of a text is not seen, or changes how others are seen. */
export type HiddenKind =
  | 'tags' // Unicode tag characters: words that no font draws
  | 'selectors' // variation selectors where they select nothing: bytes in hiding
  | 'direction' // controls that turn the order of what is shown
  | 'zero-width' // spaces, joiners and fillers without width
  | 'control' // C0 and C1 controls, noncharacters
  | 'private'; // private use: every font shows something else

/** A piece of a text: plain words, or a run of signs of one kind that is to be shown as a mark. */
export type TextPiece =
  | { readonly kind: 'plain'; readonly text: string }
  | {
      readonly kind: HiddenKind;
      readonly text: string;
      readonly count: number;
      /** The words that tags or selectors spell, where they do. */
      readonly decoded: string;
    };

/** Everything that may be hidden: most texts hold none of it and are done after one look. */
const suspicious =
  /[\p{Default_Ignorable_Code_Point}\p{Cc}\p{Cf}\p{Co}\p{Noncharacter_Code_Point}\p{Cs}\u2028\u2029\u2800]/u;
const everySuspicious = new RegExp(suspicious, 'gu');
const tag = /^[\u{e0000}-\u{e007f}]$/u;
const selector = /^(?:[\u180b-\u180d]|\u180f|[\ufe00-\ufe0f]|[\u{e0100}-\u{e01ef}])$/u;
const mark = /^[\u200e\u200f\u061c]$/u;
const embedding = /^[\u202a-\u202c\u2066-\u2069]$/u;
const override = /^[\u202d\u202e\u206a-\u206f]$/u;
const rightToLeft =
  /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\p{Script=Adlam}\p{Script=Samaritan}\p{Script=Mandaic}\p{Script=Hanifi_Rohingya}]/u;
/** Scripts in which a joiner or non-joiner changes letters, as their orthographies ask for. */
const joining =
  /^[\p{Script=Arabic}\p{Script=Syriac}\p{Script=Nko}\p{Script=Mongolian}\p{Script=Devanagari}\p{Script=Bengali}\p{Script=Gurmukhi}\p{Script=Gujarati}\p{Script=Oriya}\p{Script=Tamil}\p{Script=Telugu}\p{Script=Kannada}\p{Script=Malayalam}\p{Script=Sinhala}\p{Script=Khmer}\p{Script=Myanmar}\p{Script=Tibetan}]$/u;
/** Scripts without spaces, in which a space without width says where a line may break. */
const unspaced =
  /^[\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}\p{Script=Tibetan}\p{Script=Javanese}\p{Script=Balinese}]$/u;
const emojiPart = /^(?:[\p{Extended_Pictographic}\p{Emoji_Modifier}]|\ufe0f)$/u;
const pictographic = /^\p{Extended_Pictographic}$/u;
const emoji = /^\p{Emoji}$/u;
/** The three flags that are spelt with tags (Unicode emoji sequences, RGI): England, Scotland, Wales. */
const flag =
  /\u{1f3f4}\u{e0067}\u{e0062}(?:\u{e0065}\u{e006e}\u{e0067}|\u{e0073}\u{e0063}\u{e0074}|\u{e0077}\u{e006c}\u{e0073})\u{e007f}/gu;

/** Splits a text into what is seen and what is not. Joined, the pieces are the text. Pure; lengths in UTF-16 units. */
export function piecesOf(text: string): readonly TextPiece[] {
  if (!suspicious.test(text)) return text === '' ? [] : [{ kind: 'plain', text }];
  const isFlag = flagPlaces(text);
  const turns = { isRightToLeft: rightToLeft.test(text), isBalanced: areBalanced(text) };
  const pieces: { kind: TextPiece['kind']; text: string; count: number }[] = [];
  const add = (kind: TextPiece['kind'], part: string) => {
    const last = pieces.at(-1);
    if (part === '') return;
    if (last?.kind === kind) {
      last.text += part;
      last.count += 1;
    } else pieces.push({ kind, text: part, count: 1 });
  };
  let done = 0;
  for (const { index, 0: sign } of text.matchAll(everySuspicious)) {
    const kind = isFlag(index) ? 'plain' : kindOf(text, index, sign, turns);
    if (kind === 'plain') continue;
    add('plain', text.slice(done, index));
    add(kind, sign);
    done = index + sign.length;
  }
  add('plain', text.slice(done));
  return pieces.map(({ kind, text: part, count }) =>
    kind === 'plain'
      ? { kind, text: part }
      : { kind, text: part, count, decoded: decoded(kind, part) },
  );
}

/** How many signs of a text are shown as marks. */
export function countHidden(text: string): number {
  return piecesOf(text).reduce((sum, piece) => sum + (piece.kind === 'plain' ? 0 : piece.count), 0);
}

/** A text in one line of plain signs, for names, tooltips and window titles: what is hidden is in brackets. */
export function plainText(text: string): string {
  return piecesOf(text)
    .map((piece) => {
      if (piece.kind === 'plain') return piece.text;
      if (piece.decoded !== '') return `[${piece.decoded}]`;
      return [...new Set(piece.text)].map((sign) => `[${codeName(sign)}]`).join('');
    })
    .join('');
}

/** A text as it is searched: without hidden characters. */
export function seenText(text: string): string {
  return piecesOf(text)
    .flatMap((piece) => (piece.kind === 'plain' ? [piece.text] : []))
    .join('');
}

/**
 * A text whose every line closes what it opens of embeddings, overrides and isolates (UAX #9), for files in which other
 * words stand behind it on the same line. Nothing else is changed; what closes nothing stays.
 */
export function closedDirections(text: string): string {
  if (!/[\u202a-\u202e\u2066-\u2068]/u.test(text)) return text;
  // The paragraph separators of UAX #9 end every level by themselves.
  return text.replaceAll(/[^\n\r\u0085\u2029]+/gu, (line) => {
    let open: readonly string[] = [];
    for (const [sign] of line.matchAll(/[\u202a-\u202e\u2066-\u2069]/gu)) {
      if (/^[\u2066-\u2068]$/u.test(sign)) open = [...open, '\u2069'];
      else if (sign === '\u2069') open = open.slice(0, Math.max(0, open.lastIndexOf(sign)));
      else if (sign !== '\u202c') open = [...open, '\u202c'];
      // An isolate keeps what closes an embedding outside of it from being closed within.
      else if (open.at(-1) === sign) open = open.slice(0, -1);
    }
    return line + open.toReversed().join('');
  });
}

/** `U+202E`. */
export function codeName(sign: string): string {
  return `U+${(sign.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}

type Turns = { readonly isRightToLeft: boolean; readonly isBalanced: boolean };

function kindOf(
  text: string,
  at: number,
  sign: string,
  { isRightToLeft, isBalanced }: Turns,
): TextPiece['kind'] {
  if (sign === '\n' || sign === '\r' || sign === '\t') return 'plain';
  const before = signBefore(text, at);
  const after = signAt(text, at + sign.length);
  if (tag.test(sign)) return 'tags';
  if (selector.test(sign)) {
    const isRun = selector.test(before) || selector.test(after);
    return !isRun && selects(sign, before) ? 'plain' : 'selectors';
  }
  if (override.test(sign)) return 'direction';
  if (mark.test(sign)) return isRightToLeft ? 'plain' : 'direction';
  if (embedding.test(sign)) return isRightToLeft && isBalanced ? 'plain' : 'direction';
  if (/^\p{Co}$/u.test(sign)) return 'private';
  if (/^[\p{Cc}\p{Cs}\p{Noncharacter_Code_Point}\u2028\u2029\ufff9-\ufffb]$/u.test(sign))
    return 'control';
  return isOrthography(sign, before, after, at) ? 'plain' : 'zero-width';
}

function signAt(text: string, at: number): string {
  const point = text.codePointAt(at);
  return point === undefined ? '' : String.fromCodePoint(point);
}

/** The whole character that ends at a place. */
function signBefore(text: string, at: number): string {
  const pair = at >= 2 ? signAt(text, at - 2) : '';
  return pair.length === 2 ? pair : text.charAt(at - 1);
}

/** Whether a character without width belongs where it is by the rules of a script or of emoji. */
function isOrthography(sign: string, before: string, after: string, at: number): boolean {
  switch (sign) {
    case '\u200d':
      return (
        (emojiPart.test(before) && pictographic.test(after)) ||
        joining.test(before) ||
        joining.test(after)
      );
    case '\u200c':
      return joining.test(before) || joining.test(after);
    case '\u200b':
    case '\u2060':
      return unspaced.test(before) || unspaced.test(after);
    case '\ufeff':
      // The mark at the beginning of a file.
      return at === 0;
    case '\u034f':
      return /^\p{M}$/u.test(before) || /^\p{M}$/u.test(after);
    case '\u115f':
    case '\u1160':
      return (
        /^[\u1100-\u11ff\ua960-\ua97f\ud7b0-\ud7ff]$/u.test(before + after.slice(0, 0)) ||
        /^[\u1100-\u11ff\ua960-\ua97f\ud7b0-\ud7ff]$/u.test(after)
      );
    case '\u180e':
      return /^\p{Script=Mongolian}$/u.test(before);
    case '\u17b4':
    case '\u17b5':
      return /^\p{Script=Khmer}$/u.test(before);
    default:
      // Signs of a script that has a format character of its own, such as Arabic's number sign, are seen.
      return /^\p{Cf}$/u.test(sign) && !/^\p{Default_Ignorable_Code_Point}$/u.test(sign);
  }
}

/** Whether a variation selector may follow this character (UTS #51, UTS #37, the standardized variants). */
function selects(sign: string, before: string): boolean {
  if (/^[\u180b-\u180d\u180f]$/u.test(sign)) return /^\p{Script=Mongolian}$/u.test(before);
  if (/^[\u{e0100}-\u{e01ef}]$/u.test(sign)) return /^\p{Ideographic}$/u.test(before);
  if (sign === '\ufe0e' || sign === '\ufe0f') return emoji.test(before);
  if (/^[\ufe00-\ufe02]$/u.test(sign))
    return /^[\p{Ideographic}\p{Sm}\p{Script=Myanmar}\p{Script=Phags_Pa}\u3001\u3002\uff01\uff0c\uff0e\uff1a\uff1b\uff1f0]$/u.test(
      before,
    );
  return false;
}

/** Whether every embedding and isolate is closed in its paragraph, none before it was opened. */
function areBalanced(text: string): boolean {
  const open: string[] = [];
  for (const [sign] of text.matchAll(/[\n\u202a-\u202c\u2066-\u2069]/gu)) {
    if (sign === '\n' && open.length > 0) return false;
    if (/^[\u202a\u202b]$/u.test(sign)) open.push('\u202c');
    else if (/^[\u2066-\u2068]$/u.test(sign)) open.push('\u2069');
    else if (sign !== '\n' && open.pop() !== sign) return false;
  }
  return open.length === 0;
}

function flagPlaces(text: string): (unit: number) => boolean {
  const spans = [...text.matchAll(flag)].map(
    ({ index, 0: found }) => [index, index + found.length] as const,
  );
  return (unit) => spans.some(([from, to]) => unit >= from && unit < to);
}

/** What a run spells: tags are ASCII moved up; selectors are bytes, 16 in the first block and 240 in the second. */
function decoded(kind: HiddenKind, run: string): string {
  const points = Array.from(run).map((sign) => sign.codePointAt(0) ?? 0);
  if (kind === 'tags')
    return points
      .map((point) => point - 0xe0000)
      .filter((point) => point >= 0x20 && point < 0x7f)
      .map((point) => String.fromCharCode(point))
      .join('')
      .trim();
  if (kind !== 'selectors' || points.length < 2) return '';
  const bytes = points.map((point) => (point < 0xe0100 ? point - 0xfe00 : point - 0xe0100 + 16));
  const words = new TextDecoder().decode(Uint8Array.from(bytes, (byte) => Math.max(0, byte) & 255));
  return /^[\p{L}\p{M}\p{N}\p{P}\p{S}\p{Zs}\n]+$/u.test(words) && !words.includes('\ufffd')
    ? words
    : '';
}
