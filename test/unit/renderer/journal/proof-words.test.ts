import { expect, test } from 'vitest';
import { proofWords, shortProofWords } from '../../../../renderer/journal/proof-words.ts';
import { makeCatalogue } from '../../../../renderer/strings/catalogue.ts';

const { t } = makeCatalogue();

test('a line of the journal says whether the verdict is signed, and its number in the log', () => {
  const proofs = [
    { isSigned: false, logIndex: null },
    { isSigned: true, logIndex: null },
    { isSigned: true, logIndex: 0 },
    { isSigned: true, logIndex: 123 },
  ];
  expect(proofs.map((proof) => shortProofWords(proof, t))).toEqual([
    'Not signed',
    'Signed',
    'Signed, logged #0',
    'Signed, logged #123',
  ]);
  expect(proofWords({ isSigned: true, logIndex: 123 }, t)).toContain('number 123');
});
