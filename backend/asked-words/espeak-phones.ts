import { phonesNamed, type Phone, type Pronunciation } from './phones.ts';

/** espeak-ng's names of the sounds of English (`en-us`, `en-gb`), each with the phones of the acoustic model. */
const table = `
a AE|aa AE|a# AH|A AA|A: AA|A# AA|A@ AA R
E EH|E2 EH|e EH|e: EY|e@ EH R|eI EY
I IH|I2 IH|I# IH|i IY|i: IY|i@ IY AH|i@3 IH R
0 AA|0# AA|O AO|O: AO|O2 AO|O@ AO R|o@ AO R|o: OW|OI OY|oU OW|oU# OW
U UH|U@ UH R|u UW|u: UW|V AH|V# AH|@ AH|@2 AH|@5 UH|@# AH|@L AH L|@- AH|@r ER|3 ER|3: ER
aI AY|aI3 AY ER|aI@ AY AH|aU AW|aU@ AW ER|n- AH N|m- AH M|l- AH L
p P|b B|t T|t# T|t2 T|d D|d# D|k K|g G|f F|v V|T TH|D DH|s S|z Z|z# Z|S SH|Z ZH|h HH
tS CH|dZ JH|m M|n N|N NG|l L|l# L|r R|r- R|w W|w# W|j Y|x K|C HH
`;
const phonesOf = new Map<string, Pronunciation>(
  table
    .trim()
    .split(/[|\n]/)
    .map((row) => {
      const gap = row.indexOf(' ');
      return [row.slice(0, gap), phonesNamed(row.slice(gap + 1))];
    }),
);
/** Stress, the length of a pause, a glottal stop: nothing that the model tells apart. */
const noSound = /['",%=:;?!-]+/g;

/**
 * What `espeak-ng -q -x --sep=_` prints of one word, as phones; null where it has a sound that English has not.
 * A doubled R (of `e@` before `r`) is one.
 */
export function espeakPhones(printed: string): Pronunciation | null {
  const found: Phone[] = [];
  for (const piece of printed.trim().split(/[_\s]+/)) {
    const bare = piece.replaceAll(/['",%=?;!]+/g, '');
    const sounds = phonesOf.get(bare) ?? phonesOf.get(bare.replaceAll(noSound, ''));
    if (sounds !== undefined) found.push(...sounds);
    else if (bare.replaceAll(noSound, '') !== '') return null;
  }
  const once = found.filter((phone, at) => phone !== 'R' || found[at - 1] !== 'R');
  return once.length === 0 ? null : once;
}
