import { expect, test } from 'vitest';
import { mostWords, sentencesOf } from '../../../../backend/asked-words/asked-sentences.ts';
import { isEnglish } from '../../../../backend/asked-words/is-english.ts';
import { spokenForms } from '../../../../backend/asked-words/pronounce.ts';

test.each([
  ['two sentences', 'Good evening. Light rain comes!', [2, 3]],
  ['nothing but signs', '… !? —', []],
  ['no text', '', []],
  ['no full stop at the end', 'we are on air', [4]],
  ['a number with a point', 'It is 3.5 miles away. Go now.', [5, 2]],
])('the sentences of %s are cut where they end', (_name, text, lengths) => {
  expect(sentencesOf(text).map(({ words }) => words.length)).toEqual(lengths);
});

test.each([mostWords, mostWords + 1, 2 * mostWords + 1, 4000])(
  'a sentence of %i words is looked for in stretches, none of them too long, no word left out',
  (count) => {
    const text = `${Array.from({ length: count }, (_, n) => `word${n}`).join(', ')}.`;
    const found = sentencesOf(text);
    expect(found.every(({ words }) => words.length <= mostWords && words.length > 0)).toBe(true);
    expect(found.flatMap(({ words }) => words.map((word) => word.text))).toEqual(
      Array.from({ length: count }, (_, n) => `word${n}`),
    );
    expect(found.map((stretch) => stretch.text).join(' ')).toBe(text);
  },
);

test.each([
  ['Café', 'cafe', true],
  ['JOSÉ', 'jose', true],
  ['don’t', "don't", true],
  ['Ｂ２', 'b2', true],
  ['20:30', '20:30', true],
  ['мост', 'мост', false],
  ['橋', '橋', false],
  ['a'.repeat(41), 'a'.repeat(41), false],
])('%s is spelt as dictionaries spell it', (text, spelling, english) => {
  const [word] = sentencesOf(text)[0]?.words ?? [];
  expect(word).toMatchObject({ spelling, isEnglish: english });
});

test.each([
  ['20% off', '20 percent'],
  ['$20 off', '20 dollars'],
  ['£7.50 off', '7.50 pounds'],
  ['20 off', '20'],
  ['at% off', 'at'],
])('a sign that is spoken is part of its number: %s', (text, spelling) => {
  expect(sentencesOf(text)[0]?.words[0]?.spelling).toBe(spelling);
});

test.each([
  ['1984', ['1984', '19 84']],
  ['1906', ['1906', '19 oh 6']],
  ['1900', ['1900']],
  ['2026', ['2026', '20 26']],
  ['3000', ['3000']],
  ['0', ['0', 'oh']],
  ['zee', ['zee']],
])('%s may be read aloud in every usual way', (spelling, forms) => {
  expect(spokenForms(spelling)).toEqual(forms);
});

/** Worst case: the dictionary has every word as somebody's name. */
const everyWord = () => true;
const isAsked = (text: string, isKnown = everyWord) =>
  isEnglish(sentencesOf(text)[0] ?? { words: [] }, isKnown);

test.each([
  'Ich war den ganzen Abend dort.',
  'Le pont rouvrira lundi et le marché reste où il est.',
  'Por favor, mueva sus ahorros, que el banco lo pide.',
  'La pioggia non arriva di notte.',
  'Nie wiem, co jest w tym domu.',
  'De brug gaat weer open en het is van ons.',
])('“%s” is no English, though a dictionary of names has all its words', (text) => {
  expect(isAsked(text)).toBe(false);
});

test.each([
  'Bin blue at F two now.',
  'Please move your savings before noon.',
  'The bridge over the Rio de la Plata will open on Monday.',
  'He met Maria da Silva and Juan de la Cruz in the city of Los Angeles.',
])('“%s” is English', (text) => {
  expect(isAsked(text)).toBe(true);
});

test('words that no dictionary has are no English sentence', () => {
  expect(isAsked('Brillig slithy toves gyre', () => false)).toBe(false);
});
