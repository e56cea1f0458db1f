import type { MediaUs } from '../media-time/units.ts';
import { alignWords, mostPairs } from './align-words.ts';
import { quotedSpeech } from './quoted-speech.ts';
import { wordsOf, type WordToken } from './spoken-words.ts';
import type { Transcript, TranscriptSegment } from './transcript.ts';

/** `nearly`: spelt almost so. `said`: heard, while nothing was asked for word by word. */
export type SaidMark = 'as-asked' | 'nearly' | 'not-asked-for' | 'said';
/** Times on the clip's clock; null where the transcript has none. */
type Timed = { readonly fromUs: MediaUs | null; readonly toUs: MediaUs | null };
export type SaidWord = Timed & { readonly text: string; readonly mark: SaidMark };
/** Speech of one mark in one go. `isWordTimed` false: its times are those of the sentences around it. */
export type SaidSpan = Timed & {
  readonly text: string;
  readonly mark: SaidMark;
  readonly isWordTimed: boolean;
  readonly words: readonly SaidWord[];
};

/** `maybe`: was perhaps not meant to be spoken, so it does not count as missing. */
export type AskedMark = 'said' | 'absent' | 'maybe';
export type AskedSpan = {
  readonly text: string;
  readonly mark: AskedMark;
  /** Which quotation of the prompt, from 0. */
  readonly quote: number;
};

/**
 * What a prompt wanted said against what is said. `no-transcript` and `too-long`: not checked.
 * `nothing-quoted`: the prompt wants nothing word by word, so everything said is only listed.
 */
export type AskedAndSaid = {
  readonly state: 'compared' | 'nothing-quoted' | 'no-transcript' | 'too-long';
  readonly asked: readonly AskedSpan[];
  readonly said: readonly SaidSpan[];
  /** What the times of `said` are of. */
  readonly times: 'words' | 'segments' | 'none';
};

/** Between words further apart than this a new span begins, so that each can be jumped to. */
const pauseUs = 1_500_000;

/** Compares the speech that a prompt quotes with a transcript. Pure; says what it could not compare. */
export function askedAndSaid(prompt: string, transcript: Transcript | null): AskedAndSaid {
  const quotes = quotedSpeech(prompt).map((quote) => ({ ...quote, words: wordsOf(quote.text) }));
  const asked = quotes.flatMap((quote, at) =>
    quote.words.map((token) => ({ token, quote: at, isMaybe: quote.sureness === 'maybe' })),
  );
  const askedSpans = (markOf: (at: number) => AskedMark) => spansOfQuotes(quotes, markOf);
  const unmet = (at: number): AskedMark => (asked[at]?.isMaybe ? 'maybe' : 'absent');
  if (transcript === null)
    return { state: 'no-transcript', asked: askedSpans(() => 'maybe'), said: [], times: 'none' };

  const said = transcript.segments.flatMap(wordsSaid);
  const times = timesOf(said);
  const list = (state: 'nothing-quoted' | 'too-long') =>
    ({
      state,
      asked: askedSpans(() => 'maybe'),
      said: spansOf(said, () => 'said'),
      times,
    }) as const;
  if (!asked.some(({ isMaybe }) => !isMaybe)) return list('nothing-quoted');
  if (asked.length * said.length > mostPairs) return list('too-long');

  const matches = alignWords(
    asked.map(({ token }) => token),
    said.map(({ token }) => token),
  );
  const met = new Set<number>();
  const marks = said.map((): SaidMark => 'not-asked-for');
  for (const match of matches) {
    for (let at = match.asked[0]; at < match.asked[1]; at += 1) met.add(at);
    marks.fill(match.isNear ? 'nearly' : 'as-asked', ...match.said);
  }
  return {
    state: 'compared',
    asked: askedSpans((at) => (met.has(at) ? 'said' : unmet(at))),
    said: spansOf(said, (at) => marks[at] ?? 'said'),
    times,
  };
}

type Heard = Timed & {
  readonly token: WordToken;
  /** As written, with the signs that follow it. */
  readonly text: string;
  readonly isWordTimed: boolean;
};

function wordsSaid(segment: TranscriptSegment): readonly Heard[] {
  const tokens = wordsOf(segment.text);
  const timed = (segment.words ?? []).flatMap((word) =>
    wordsOf(word.text).map((token) => ({ token, word })),
  );
  const write = (token: WordToken, at: number, all: readonly WordToken[], text: string) =>
    text.slice(at === 0 ? 0 : token.from, all[at + 1]?.from ?? text.length);
  // The sentence is written better than its words; where the two don't go together the words' times win.
  if (timed.length > 0 && timed.length !== tokens.length)
    return timed.map(({ token, word }) => ({
      token,
      text: token.isGrapheme ? word.text.slice(token.from, token.to) : `${word.text.trim()} `,
      ...timesOr(word, segment),
    }));
  return tokens.map((token, at) => ({
    token,
    text: write(token, at, tokens, segment.text) + (at === tokens.length - 1 ? ' ' : ''),
    ...timesOr(timed[at]?.word ?? null, segment),
  }));
}

function timesOr(word: Timed | null, segment: Timed): Timed & { readonly isWordTimed: boolean } {
  const isWordTimed = word !== null && word.fromUs !== null && word.toUs !== null;
  const { fromUs, toUs } = isWordTimed ? word : segment;
  if (fromUs === null || toUs === null) return { fromUs: null, toUs: null, isWordTimed: false };
  return { fromUs, toUs: Math.max(fromUs, toUs), isWordTimed };
}

function timesOf(said: readonly Heard[]): AskedAndSaid['times'] {
  if (!said.some((word) => word.fromUs !== null)) return 'none';
  return said.every((word) => word.isWordTimed) ? 'words' : 'segments';
}

function spansOf(said: readonly Heard[], markOf: (at: number) => SaidMark): readonly SaidSpan[] {
  const groups: { mark: SaidMark; members: Heard[] }[] = [];
  for (const [at, word] of said.entries()) {
    const last = groups.at(-1);
    const before = last?.members.at(-1);
    const mark = markOf(at);
    if (last && before && last.mark === mark && !isPause(before, word)) last.members.push(word);
    else groups.push({ mark, members: [word] });
  }
  return groups.map(({ mark, members }) => {
    const from = members.map((word) => word.fromUs);
    const to = members.map((word) => word.toUs);
    return {
      mark,
      text: members
        .map((word) => word.text)
        .join('')
        .trim(),
      fromUs: least(from),
      toUs: most(to),
      isWordTimed: members.every((word) => word.isWordTimed),
      words: members.map(({ text, fromUs, toUs }) => ({ text: text.trim(), mark, fromUs, toUs })),
    };
  });
}

function isPause(before: Heard, after: Heard): boolean {
  return before.toUs !== null && after.fromUs !== null && after.fromUs - before.toUs > pauseUs;
}

/** Null when any is: a span half of which has no time has none. */
function least(times: readonly (MediaUs | null)[]): MediaUs | null {
  return times.reduce((sum, us) => (sum === null || us === null ? null : Math.min(sum, us)));
}
function most(times: readonly (MediaUs | null)[]): MediaUs | null {
  return times.reduce((sum, us) => (sum === null || us === null ? null : Math.max(sum, us)));
}

type Quote = { readonly text: string; readonly words: readonly WordToken[] };

function spansOfQuotes(
  quotes: readonly Quote[],
  markOf: (at: number) => AskedMark,
): readonly AskedSpan[] {
  const spans: { text: string; mark: AskedMark; quote: number }[] = [];
  let count = 0;
  for (const [quote, { text, words }] of quotes.entries()) {
    for (const [at, word] of words.entries()) {
      const mark = markOf(count);
      count += 1;
      const piece = text.slice(at === 0 ? 0 : word.from, words[at + 1]?.from ?? text.length);
      const last = spans.at(-1);
      if (last && last.quote === quote && last.mark === mark) last.text += piece;
      else spans.push({ text: piece, mark, quote });
    }
  }
  return spans.map((span) => ({ ...span, text: span.text.trim() }));
}
