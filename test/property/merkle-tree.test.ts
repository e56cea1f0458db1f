import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  consistencyRanges,
  GrowingTree,
  inclusionRanges,
  isConsistent,
  isIncluded,
  leafHash,
  type Hash,
  type Sha256,
} from '../../shared/domain/merkle-tree.ts';

const sha256: Sha256 = (bytes) => createHash('sha256').update(bytes).digest();
const hex = (hash: Hash) => Buffer.from(hash).toString('hex');

/** The definition of RFC 9162, 2.1.1, written out over the data itself: nothing is shared with the code under test. */
function naiveRoot(data: readonly string[]): string {
  const hash = (...parts: readonly Buffer[]) =>
    createHash('sha256').update(Buffer.concat(parts)).digest();
  const tree = (part: readonly string[]): Buffer => {
    if (part.length === 0) return hash();
    if (part.length === 1) return hash(Buffer.of(0), Buffer.from(part[0] ?? ''));
    let k = 1;
    while (k * 2 < part.length) k *= 2;
    return hash(Buffer.of(1), tree(part.slice(0, k)), tree(part.slice(k)));
  };
  return tree(data).toString('hex');
}

const dataOf = (size: number) => Array.from({ length: size }, (_, at) => `leaf ${at}`);
const leafOf = (data: string) => leafHash(sha256, Buffer.from(data));
function treeOf(data: readonly string[]): GrowingTree {
  const tree = new GrowingTree(sha256);
  for (const item of data) tree.append(leafOf(item));
  return tree;
}
const size = fc.integer({ min: 1, max: 130 });

test('every root that a growing tree ever had is the one of the definition', () => {
  const data = dataOf(100);
  const tree = treeOf(data);
  for (let n = 0; n <= data.length; n += 1)
    expect(hex(tree.root(n))).toBe(naiveRoot(data.slice(0, n)));
});

test('the tree of the published test vectors has the published root', () => {
  // The eight leaves of the reference tests of Certificate Transparency.
  const leaves = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657'];
  const last = '606162636465666768696a6b6c6d6e6f';
  const tree = new GrowingTree(sha256);
  for (const leaf of [...leaves, last]) tree.append(leafHash(sha256, Buffer.from(leaf, 'hex')));
  expect(hex(tree.root())).toBe('5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328');
});

test('a leaf is proven at its place, and at no other place, in no other tree, by no other proof', () => {
  fc.assert(
    fc.property(size, fc.nat(), fc.nat(), fc.nat(), (n, at, other, cut) => {
      const tree = treeOf(dataOf(n));
      const index = at % n;
      const leaf = {
        index,
        hash: leafOf(`leaf ${index}`),
        proof: tree.hashesOf(inclusionRanges(index, n)),
      };
      const head = { size: n, root: tree.root() };
      const gone = cut % Math.max(1, leaf.proof.length);
      const wrongPlace = other % (n + 3);
      const lies: readonly (readonly [typeof leaf, typeof head])[] = [
        ...(wrongPlace === index ? [] : [[{ ...leaf, index: wrongPlace }, head] as const]),
        [{ ...leaf, hash: leafOf('a stranger') }, head],
        [leaf, { size: n, root: leafOf('another root') }],
        [{ ...leaf, proof: [...leaf.proof, head.root] }, head],
        ...leaf.proof.slice(0, 1).flatMap(() => [
          [{ ...leaf, proof: leaf.proof.filter((_, at) => at !== gone) }, head] as const,
          [
            {
              ...leaf,
              proof: leaf.proof.map((hash, at) => (at === gone ? leafOf('flipped') : hash)),
            },
            head,
          ] as const,
        ]),
      ];
      expect(isIncluded(sha256, leaf, head)).toBe(true);
      expect(lies.map((lie) => isIncluded(sha256, ...lie))).toEqual(lies.map(() => false));
    }),
  );
});

test('a tree that only grew is consistent with its past; one that changed or lost a leaf is not', () => {
  fc.assert(
    fc.property(size, size, fc.nat(), (a, b, at) => {
      const [first, second] = [Math.min(a, b), Math.max(a, b)];
      const data = dataOf(second);
      const tree = treeOf(data);
      const older = { size: first, root: tree.root(first) };
      const newer = { size: second, root: tree.root() };
      const proof = tree.hashesOf(consistencyRanges(first, second));
      expect(isConsistent(sha256, older, newer, proof)).toBe(true);
      const touched = data.map((item, n) => (n === at % first ? 'changed later' : item));
      const forged = treeOf(touched);
      const lie = forged.hashesOf(consistencyRanges(first, second));
      expect(isConsistent(sha256, older, { size: second, root: forged.root() }, lie)).toBe(false);
      expect(isConsistent(sha256, older, newer, [...proof, older.root])).toBe(false);
      expect(isConsistent(sha256, newer, older, proof)).toBe(first === second);
    }),
  );
});
