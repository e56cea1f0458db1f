import { expect, test } from 'vitest';
import { espeakPhones } from '../../../../backend/asked-words/espeak-phones.ts';
import { acousticByFrame, readSegmentation } from '../../../../backend/asked-words/segmentation.ts';
import {
  sentenceDictionary,
  sentenceGrammar,
} from '../../../../backend/asked-words/sentence-grammar.ts';
import { phones, phonesNamed } from '../../../../backend/asked-words/phones.ts';
import { soundLevels, unclearSound } from '../../../../backend/asked-words/sound-levels.ts';
import { pronunciationsIn } from '../../../../backend/asked-words/word-list.ts';

test('a line of the aligner is read piece by piece, each up to the next', () => {
  const line = 'sound S 0 T -70 A -60 L -10 0 -10 0 <sil> 10 -40 0 w0(2) 50 -10 0 xaa 60\n';
  expect(readSegmentation(line)).toEqual([
    { name: '<sil>', fromFrame: 0, toFrame: 10, acoustic: -10 },
    { name: 'w0', fromFrame: 10, toFrame: 50, acoustic: -40 },
    { name: 'xaa', fromFrame: 50, toFrame: 60, acoustic: -10 },
  ]);
});

test.each([
  ['nothing', 'sound S 0 T 0 A 0 L 0 0'],
  ['unreadable', ''],
  ['unreadable', '\n'],
  ['unreadable', 'sound S 0 T -70 A -60 L -10 0 -10 0'],
  ['unreadable', 'sound S 0 T -70 A -60 L -10 0 -10 0 <sil> nan'],
  ['unreadable', 'ERROR: no such file'],
])('what can not be read is told from what can not be aligned: %s', (expected, line) => {
  expect(readSegmentation(line)).toBe(expected);
});

test('a piece shares its score equally among its frames', () => {
  const pieces = [
    { name: 'a', fromFrame: 0, toFrame: 2, acoustic: -10 },
    { name: 'b', fromFrame: 2, toFrame: 3, acoustic: -7 },
  ];
  expect([...acousticByFrame(pieces)]).toEqual([-5, -5, -7]);
});

test('programs see places and phones, and nothing of the sentence', () => {
  const ways = [[phonesNamed('G UH D')], [phonesNamed('Z IY'), phonesNamed('Z EH D')]];
  const lines = sentenceDictionary(ways).trim().split('\n');
  expect(lines.slice(phones.length)).toEqual(['w0 G UH D', 'w1 Z IY', 'w1(2) Z EH D']);
  expect(sentenceGrammar(2)).toMatch(/public <a> = \[<g>\+\] w0 w1 \[<g>\+\] ;\n$/);
});

test.each([
  ["z_'E_d", 'Z EH D'],
  ["n_'aI_n_t_i:_n 'eI_t#_i f_'o@", 'N AY N T IY N EY T IY F AO R'],
  ["t_w_'E_n_t2_i p_3_s_'E_n_t", 'T W EH N T IY P ER S EH N T'],
  ['A@_r_@', 'AA R AH'],
  ['?_Y', null],
  ['', null],
])('what espeak-ng prints, %s, are phones of the model', (printed, expected) => {
  expect(espeakPhones(printed)?.join(' ') ?? null).toBe(expected);
});

test('a word has every pronunciation that a dictionary gives it, and none of its neighbours', () => {
  const dictionary = "a AH\na(2) EY\na's EY Z\nab AE B\nzed Z EH D\nodd Q Q\n";
  const found = (word: string) => pronunciationsIn(dictionary, word).map((way) => way.join(' '));
  expect(found('a')).toEqual(['AH', 'EY']);
  expect(found('zed')).toEqual(['Z EH D']);
  expect(found('ze')).toEqual([]);
  expect(found('odd')).toEqual([]);
});

const samples = (amplitude: (at: number) => number) =>
  Int16Array.from({ length: 32_000 }, (_, at) => Math.round(32_767 * amplitude(at)));
const hiss = (at: number) => (((at * 7919) % 199) / 99 - 1) * 0.1;

test.each([
  ['digital silence', samples(() => 0), 'silence'],
  ['less than a tenth of a second', new Int16Array(100), 'silence'],
  ['steady noise', samples(hiss), 'noise-as-loud'],
  ['bursts over quiet', samples((at) => hiss(at) * (at % 8000 < 3000 ? 1 : 0.02)), null],
])('%s: whether words can be looked for', (_name, sound, expected) => {
  expect(unclearSound(soundLevels(sound))).toBe(expected);
});
