import { expect, test } from 'vitest';
import { askedAndSaid } from '../../../shared/domain/asked-and-said.ts';
import { quotedSpeech } from '../../../shared/domain/quoted-speech.ts';
import { isNearly } from '../../../shared/domain/spoken-words.ts';
import type { Transcript, TranscriptSegment } from '../../../shared/domain/transcript.ts';

const heard = (...segments: readonly (string | TranscriptSegment)[]): Transcript => ({
  language: null,
  segments: segments.map((segment) =>
    typeof segment === 'string' ? { text: segment, fromUs: null, toUs: null } : segment,
  ),
});
const compared = (prompt: string, ...segments: readonly (string | TranscriptSegment)[]) => {
  const { state, asked, said } = askedAndSaid(prompt, heard(...segments));
  return {
    state,
    asked: asked.map(({ mark, text }) => [mark, text]),
    said: said.map(({ mark, text }) => [mark, text]),
  };
};

test.each([
  ['straight marks', 'He says: "Good evening." Calm.', ['Good evening.']],
  ['typographic marks', 'She says “Good evening” calmly', ['Good evening']],
  ['German marks', '„Guten Abend“, sagt er, »bis bald«', ['Guten Abend', 'bis bald']],
  ['French marks', 'Il dit « Bonsoir » doucement', [' Bonsoir ']],
  ['Swedish marks', 'Hon säger ”God kväll”', ['God kväll']],
  ['Japanese marks', '彼は「明日は雨です」と言う', ['明日は雨です']],
  ['single marks', "A man says 'don't go' and leaves the dogs' house", ["don't go"]],
  ['marks within marks', 'She says “He said “no” to me” twice', ['He said “no” to me']],
  ['inches and seconds', 'A 5" screen and a 7" disk', []],
  ['a mark that never closes', 'He says "Good evening', []],
  ['no marks after a colon', 'He says: Good evening', ['Good evening']],
  ['a Chinese colon', '女人说：你好，欢迎。', ['你好，欢迎。']],
  ['a colon that introduces no speech', 'Camera: slow dolly in. Light: soft', []],
  ['reported speech', 'He says that the bridge is open', []],
  ['nothing but marks', 'He says "…"', []],
])('speech is found in a prompt with %s', (_, prompt, texts) => {
  expect(quotedSpeech(prompt).map((quote) => quote.text)).toEqual(texts);
});

test('text to be seen and what follows an unquoted sentence may be said, and nobody misses it', () => {
  const kinds = (prompt: string) => quotedSpeech(prompt).map(({ sureness }) => sureness);
  expect(kinds('A shop with a sign "OPEN". He says "Come in"')).toEqual(['maybe', 'spoken']);
  expect(kinds('He says: Good evening. Natural voice.')).toEqual(['spoken', 'maybe']);
});

test('other words than those asked for: all of them are unasked, and all that was asked is absent', () => {
  const prompt =
    'The mayor says: "The bridge will open again on Monday, and the market stays where it has always been."';
  expect(compared(prompt, 'Tomorrow the vote is cancelled. Nobody needs to come.')).toEqual({
    state: 'compared',
    asked: [
      [
        'absent',
        'The bridge will open again on Monday, and the market stays where it has always been.',
      ],
    ],
    said: [['not-asked-for', 'Tomorrow the vote is cancelled. Nobody needs to come.']],
  });
});

test('one word put in, one left out and one changed are each found', () => {
  expect(
    compared(
      'She says “We will open the old bridge on Monday at nine”',
      'We will never open the bridge on Sunday at nine',
    ),
  ).toEqual({
    state: 'compared',
    asked: [
      ['said', 'We will open the'],
      ['absent', 'old'],
      ['said', 'bridge on'],
      ['absent', 'Monday'],
      ['said', 'at nine'],
    ],
    said: [
      ['as-asked', 'We will'],
      ['not-asked-for', 'never'],
      ['as-asked', 'open the bridge on'],
      ['not-asked-for', 'Sunday'],
      ['as-asked', 'at nine'],
    ],
  });
});

test.each([
  ['accents', 'café', 'cafe', true],
  ['a letter misheard in a long word', 'parliament', 'parlament', true],
  ['a negation', 'possible', 'impossible', false],
  ['a short negation', 'cant', 'can', false],
  ['two short words', 'now', 'not', false],
  ['two days', 'monday', 'sunday', false],
  ['two numbers', '15000', '150000', false],
])('tolerance for small errors: %s', (_, one, other, are) => {
  expect(isNearly(one.normalize('NFKD').replaceAll(/\p{M}/gu, ''), other)).toBe(are);
});

test('case, punctuation, apostrophes, accents and compounds make no difference', () => {
  const { said } = compared(
    'She says “DON’T sing in the café any more, not even lip-sync!”',
    "don't sing in the cafe anymore not even lipsync",
  );
  expect(said).toEqual([['as-asked', "don't sing in the cafe anymore not even lipsync"]]);
});

test('numbers are compared as they are written', () => {
  const { asked } = compared(
    'He says "It costs 1,500 crowns today"',
    'It costs 1,600 crowns today',
  );
  expect(asked).toContainEqual(['absent', '1,500']);
});

test('languages without spaces are compared sign by sign, a homophone between agreeing signs counts as nearly', () => {
  expect(
    compared(
      '彼は「明日は雨が降ります。傘を忘れないで」と言う',
      '明日は飴が降ります。傘を忘れないで。選挙は中止です',
    ).said,
  ).toEqual([
    ['as-asked', '明日は'],
    ['nearly', '飴'],
    ['as-asked', 'が降ります。傘を忘れないで。'],
    ['not-asked-for', '選挙は中止です'],
  ]);
});

test('without a transcript nothing is checked; without quoted speech everything said is only listed', () => {
  const none = askedAndSaid('He says "Good evening"', null);
  expect(none).toMatchObject({ state: 'no-transcript', said: [] });
  expect(none.asked.some(({ mark }) => mark === 'absent')).toBe(false);
  expect(compared('A man talks to the camera', 'Good evening')).toEqual({
    state: 'nothing-quoted',
    asked: [],
    said: [['said', 'Good evening']],
  });
});

test('an empty transcript is an answer: nothing is said, and what was asked is absent', () => {
  expect(compared('He says "Good evening"')).toEqual({
    state: 'compared',
    asked: [['absent', 'Good evening']],
    said: [],
  });
});

test('times are those of words, else of their sentence, else none', () => {
  const words = ['We', 'will', 'never', 'go'].map((text, at) => ({
    text,
    fromUs: at * 500_000,
    toUs: at * 500_000 + 400_000,
  }));
  const prompt = 'She says “We will go”';
  const unasked = (segment: TranscriptSegment) => {
    const { said, times } = askedAndSaid(prompt, heard(segment));
    const span = said.find(({ mark }) => mark === 'not-asked-for');
    return { text: span?.text, fromUs: span?.fromUs, toUs: span?.toUs, times };
  };
  const text = 'We will never go.';
  expect(unasked({ text, fromUs: 0, toUs: 2_000_000, words })).toEqual({
    text: 'never',
    fromUs: 1_000_000,
    toUs: 1_400_000,
    times: 'words',
  });
  expect(unasked({ text, fromUs: 0, toUs: 2_000_000 })).toMatchObject({
    fromUs: 0,
    toUs: 2_000_000,
    times: 'segments',
  });
  expect(unasked({ text, fromUs: null, toUs: null })).toMatchObject({
    fromUs: null,
    toUs: null,
    times: 'none',
  });
});

test('a long pause parts unasked speech in two, so that each can be jumped to', () => {
  const { said } = askedAndSaid(
    'He says "Hello"',
    heard(
      { text: 'One two.', fromUs: 0, toUs: 1_000_000 },
      { text: 'Three four.', fromUs: 4_000_000, toUs: 5_000_000 },
    ),
  );
  expect(said.map(({ fromUs, toUs }) => [fromUs, toUs])).toEqual([
    [0, 1_000_000],
    [4_000_000, 5_000_000],
  ]);
});

test('what is too long to be compared is said to be so', () => {
  const long = 'word '.repeat(3000);
  expect(askedAndSaid(`He says "${long}"`, heard(long)).state).toBe('too-long');
});
