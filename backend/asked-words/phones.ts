const names =
  'AA AE AH AO AW AY B CH D DH EH ER EY F G HH IH IY JH K L M N NG OW OY P R S SH T TH UH UW V W Y Z ZH';

/** One of the phones of American English that the acoustic model knows, by its name in cmudict (ARPAbet). */
export type Phone = string & { readonly isPhone: true };
/** How a word sounds: its phones in their order. */
export type Pronunciation = readonly Phone[];

/** All 39 of them; silence is none. */
export const phones = names.split(' ') as readonly string[] as readonly Phone[];
const known = new Set<string>(phones);

export function isPhone(name: string): name is Phone {
  return known.has(name);
}

/** @throws when a name is no phone. */
export function phonesNamed(text: string): Pronunciation {
  const found = text.split(' ').filter(isPhone);
  if (found.join(' ') !== text) throw new Error(`“${text}” are no phones.`);
  return found;
}
