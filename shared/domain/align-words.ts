import { isNearly, type WordToken } from './spoken-words.ts';

/** Words asked for and words said that belong together, both half open; a compound may meet its two parts. */
export type WordMatch = {
  readonly asked: readonly [number, number];
  readonly said: readonly [number, number];
  /** Not the same letters: a small error of a recogniser, or another word that is spelt almost so. */
  readonly isNear: boolean;
};

/** More pairs of words than this are not compared: it would hold the page up for more than a blink. */
export const mostPairs = 6_000_000;

const opening = 0.75;
const nearShare = 0.75;
const weightOf = (token: WordToken | undefined) => (token?.isGrapheme ? 0.5 : 1);
type Tokens = readonly WordToken[];

/**
 * The longest agreement between what was asked and what was said, in order, as few stretches as will do. Stretches of
 * a word or two amid longer other speech are dropped: "the" is in every sentence.
 */
export function alignWords(asked: Tokens, said: Tokens): readonly WordMatch[] {
  if (asked.length * said.length > mostPairs) throw new RangeError('too many words to align');
  return withMisheardGraphemes(
    withoutChance(longestAgreement(asked, said), asked, said),
    asked,
    said,
  );
}

const moves = [
  [1, 1],
  [1, 2],
  [2, 1],
] as const;

function longestAgreement(asked: Tokens, said: Tokens): readonly WordMatch[] {
  const width = said.length + 1;
  const size = (asked.length + 1) * width;
  /** Best score that ends in a match here, and best score at all. */
  const matched = new Float32Array(size).fill(-Infinity);
  const best = new Float32Array(size);
  /** Of a match: its move, plus 4 when it continues the match before it, plus 8 when it is only near. */
  const how = new Uint8Array(size);
  const likeness = rememberedLikeness(asked, said);
  for (let i = 1; i <= asked.length; i += 1) {
    for (let j = 1; j <= said.length; j += 1) {
      const at = i * width + j;
      for (const [move, [a, s]] of moves.entries()) {
        if (i < a || j < s) continue;
        const alike = likeness(i, j, a, s);
        if (alike === 'other') continue;
        const from = (i - a) * width + j - s;
        const goesOn = (matched[from] ?? 0) >= (best[from] ?? 0) - opening;
        const before = goesOn ? (matched[from] ?? 0) : (best[from] ?? 0) - opening;
        const worth = 2 * Math.max(a, s) * weightOf(said[j - 1]);
        const score = before + worth * (alike === 'near' ? nearShare : 1);
        if (score <= (matched[at] ?? 0)) continue;
        matched[at] = score;
        how[at] = move + (goesOn ? 4 : 0) + (alike === 'near' ? 8 : 0);
      }
      best[at] = Math.max(matched[at] ?? 0, best[at - width] ?? 0, best[at - 1] ?? 0);
    }
  }
  return readBack(asked.length, said.length, matched, best, how);
}

function readBack(
  askedCount: number,
  saidCount: number,
  matched: Float32Array,
  best: Float32Array,
  how: Uint8Array,
): readonly WordMatch[] {
  const width = saidCount + 1;
  const found: WordMatch[] = [];
  let [i, j, mustMatch] = [askedCount, saidCount, false];
  while (i > 0 && j > 0) {
    const at = i * width + j;
    const score = best[at] ?? 0;
    if (!mustMatch && matched[at] !== score) {
      if (best[at - width] === score) i -= 1;
      else j -= 1;
      continue;
    }
    const code = how[at] ?? 0;
    const [a, s] = moves[code % 4] ?? moves[0];
    found.push({ asked: [i - a, i], said: [j - s, j], isNear: code >= 8 });
    mustMatch = (code & 4) !== 0;
    i -= a;
    j -= s;
  }
  return found.reverse();
}

type Likeness = 'same' | 'near' | 'other';

function rememberedLikeness(asked: Tokens, said: Tokens) {
  const known = new Map<string, Likeness>();
  const compare = (one: string, other: string): Likeness => {
    if (one === other) return 'same';
    if (one[0] !== other[0] || Math.abs(one.length - other.length) > 2) return 'other';
    const key = `${one} ${other}`;
    const found = known.get(key) ?? (isNearly(one, other) ? 'near' : 'other');
    known.set(key, found);
    return found;
  };
  const plain = (tokens: Tokens, end: number, count: number): string | null => {
    const last = tokens[end - 1];
    if (!last) return null;
    if (count === 1) return last.plain;
    const first = tokens[end - 2];
    return first && !first.isGrapheme && !last.isGrapheme ? first.plain + last.plain : null;
  };
  return (i: number, j: number, a: number, s: number): Likeness => {
    const one = plain(asked, i, a);
    const other = plain(said, j, s);
    if (one === null || other === null) return 'other';
    if (a === s) return compare(one, other);
    return one === other ? 'same' : 'other';
  };
}

type Stretch = { readonly matches: readonly WordMatch[]; readonly weight: number };

function stretchesOf(matches: readonly WordMatch[], said: Tokens): Stretch[] {
  const stretches: { matches: WordMatch[]; weight: number }[] = [];
  for (const match of matches) {
    const last = stretches.at(-1);
    const before = last?.matches.at(-1);
    const weight = weightBetween(said, match.said[0], match.said[1]);
    if (last && before && before.asked[1] === match.asked[0] && before.said[1] === match.said[0]) {
      last.matches.push(match);
      last.weight += weight;
    } else stretches.push({ matches: [match], weight });
  }
  return stretches;
}

function weightBetween(tokens: Tokens, from: number, to: number): number {
  return tokens.slice(from, to).reduce((sum, token) => sum + weightOf(token), 0);
}

/** Drops, lightest first, every stretch of up to two words that is amid more other speech on both sides of the comparison. */
function withoutChance(
  matches: readonly WordMatch[],
  asked: Tokens,
  said: Tokens,
): readonly WordMatch[] {
  const stretches = stretchesOf(matches, said);
  for (;;) {
    let lightest = -1;
    for (const [at, { weight }] of stretches.entries()) {
      if (weight > 2 || weight >= (stretches[lightest]?.weight ?? Infinity)) continue;
      const around = (side: 'asked' | 'said', tokens: Tokens) => {
        const from = stretches[at - 1]?.matches.at(-1)?.[side][1] ?? 0;
        const to = stretches[at + 1]?.matches[0]?.[side][0] ?? tokens.length;
        return weightBetween(tokens, from, to) - weight;
      };
      if (weight < around('asked', asked) && weight < around('said', said)) lightest = at;
    }
    if (lightest === -1) return stretches.flatMap((stretch) => stretch.matches);
    stretches.splice(lightest, 1);
  }
}

/** One sign for another between agreeing signs is a homophone in writing without spaces, not other speech. */
function withMisheardGraphemes(
  matches: readonly WordMatch[],
  asked: Tokens,
  said: Tokens,
): readonly WordMatch[] {
  const stretches = stretchesOf(matches, said);
  return stretches.flatMap((stretch, at) => {
    const last = stretch.matches.at(-1);
    const next = stretches[at + 1];
    const first = next?.matches[0];
    if (!last || !next || !first || stretch.weight < 1.5 || next.weight < 1.5)
      return stretch.matches;
    const [i, j] = [last.asked[1], last.said[1]];
    const isOne = first.asked[0] === i + 1 && first.said[0] === j + 1;
    if (!isOne || !asked[i]?.isGrapheme || !said[j]?.isGrapheme) return stretch.matches;
    return [...stretch.matches, { asked: [i, i + 1], said: [j, j + 1], isNear: true } as const];
  });
}
