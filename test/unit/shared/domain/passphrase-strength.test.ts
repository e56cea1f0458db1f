import { expect, test } from 'vitest';
import { passphraseTrouble } from '../../../../shared/domain/passphrase-strength.ts';

test.each([
  ['', 'too-short'],
  ['eleven char', 'too-short'],
  [' '.repeat(40), 'too-short'],
  ['\u200b'.repeat(30), 'too-short'],
  ['a b c d e f g h i j', 'too-short'],
  ['aaaaaaaaaaaa', 'repeats'],
  ['abababababababab', 'repeats'],
  ['passwordpassword', 'repeats'],
  ['password password', 'repeats'],
  ['Passw0rd!Passw0rd!', 'repeats'],
  ['xyzzyqxyzzyqxy', 'repeats'],
  ['1212 3434 1212 3434', 'repeats'],
  ['password1234', 'guessable'],
  ['P@ssw0rd2026!!!', 'guessable'],
  ['qwertyuiop123', 'guessable'],
  ['QWERTZUIOPasdf', 'guessable'],
  ['abcdefghijklmnop', 'guessable'],
  ['123456789012345', 'guessable'],
  ['098765432109', 'guessable'],
  ['summer2026summer2025', 'guessable'],
  ['iloveyou12345', 'guessable'],
  ['welcome admin 1234', 'guessable'],
])('%j may not be set: %s', (text, why) => {
  expect(passphraseTrouble(text)).toBe(why);
});

test.each([
  'seven quiet otters at dawn',
  'the first long one',
  'kT9#vmQ2!xLw',
  'mjwqkvnzrtbx',
  'fünf stille Otter im Nebel',
  'семь тихих выдр на заре',
  '七匹の静かなカワウソが夜明けに',
  'password of seven quiet otters',
])('%j may be set', (text) => {
  expect(passphraseTrouble(text)).toBeNull();
});
