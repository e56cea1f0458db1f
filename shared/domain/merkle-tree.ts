/** The Merkle tree of RFC 9162, section 2.1: hashes of ranges, proofs and their checks. SHA-256 is passed in. */
export type Sha256 = (bytes: Uint8Array) => Uint8Array;
export type Hash = Uint8Array;

/** Leaves `[from, to)`. */
export type LeafRange = readonly [from: number, to: number];
/** A subtree that is full: leaves `[index * 2^level, (index + 1) * 2^level)`. Its hash never changes again. */
export type FullSubtree = { readonly level: number; readonly index: number };
/** Hash of a full subtree of this tree. */
export type SubtreeHash = (subtree: FullSubtree) => Hash;

export function leafHash(sha256: Sha256, data: Uint8Array): Hash {
  return sha256(joined(Uint8Array.of(0), data));
}

export function nodeHash(sha256: Sha256, left: Hash, right: Hash): Hash {
  return sha256(joined(Uint8Array.of(1), left, right));
}

/** The full subtrees that a range of the tree is made of, from the left; the range begins where one may begin. */
export function subtreesOf([from, to]: LeafRange): readonly FullSubtree[] {
  const found: FullSubtree[] = [];
  for (let at = from; at < to;) {
    const level = Math.floor(Math.log2(to - at));
    found.push({ level, index: at / 2 ** level });
    at += 2 ** level;
  }
  return found;
}

/** MTH of a range: the root for `[0, size)`. */
export function rangeHash(sha256: Sha256, range: LeafRange, subtreeHash: SubtreeHash): Hash {
  const parts = subtreesOf(range).map(subtreeHash);
  const last = parts.pop();
  if (last === undefined) return sha256(new Uint8Array());
  return parts.reduceRight((right, left) => nodeHash(sha256, left, right), last);
}

/** Ranges whose hashes prove that a leaf is in a tree of `size` leaves (2.1.3.1). */
export function inclusionRanges(leafIndex: number, size: number): readonly LeafRange[] {
  const path = (from: number, to: number): LeafRange[] => {
    if (to - from <= 1) return [];
    const middle = from + splitOf(to - from);
    return leafIndex < middle
      ? [...path(from, middle), [middle, to]]
      : [...path(middle, to), [from, middle]];
  };
  return path(0, size);
}

/** Ranges whose hashes prove that the tree of `first` leaves is the beginning of the one of `second` (2.1.4.1). */
export function consistencyRanges(first: number, second: number): readonly LeafRange[] {
  const path = (from: number, to: number, isWhole: boolean): LeafRange[] => {
    if (to === first) return isWhole ? [] : [[from, to]];
    const middle = from + splitOf(to - from);
    return first <= middle
      ? [...path(from, middle, isWhole), [middle, to]]
      : [...path(middle, to, false), [from, middle]];
  };
  return first === 0 || first === second ? [] : path(0, second, true);
}

/** Whether a leaf is at its place in the tree with this root (2.1.3.2). */
export function isIncluded(
  sha256: Sha256,
  leaf: { readonly hash: Hash; readonly index: number; readonly proof: readonly Hash[] },
  tree: { readonly size: number; readonly root: Hash },
): boolean {
  if (leaf.index >= tree.size) return false;
  let [at, last, hash] = [leaf.index, tree.size - 1, leaf.hash];
  for (const beside of leaf.proof) {
    if (last === 0) return false;
    if (isOdd(at) || at === last) {
      hash = nodeHash(sha256, beside, hash);
      while (!isOdd(at) && at !== 0) [at, last] = [half(at), half(last)];
    } else {
      hash = nodeHash(sha256, hash, beside);
    }
    [at, last] = [half(at), half(last)];
  }
  return last === 0 && isSame(hash, tree.root);
}

type Head = { readonly size: number; readonly root: Hash };

/** Whether the first tree is the beginning of the second (2.1.4.2). */
export function isConsistent(
  sha256: Sha256,
  first: Head,
  second: Head,
  proof: readonly Hash[],
): boolean {
  if (first.size > second.size) return false;
  if (first.size === second.size) return proof.length === 0 && isSame(first.root, second.root);
  if (first.size === 0) return proof.length === 0;
  const path = Number.isInteger(Math.log2(first.size)) ? [first.root, ...proof] : [...proof];
  const start = path.shift();
  if (start === undefined) return false;
  let [at, last] = [first.size - 1, second.size - 1];
  while (isOdd(at)) [at, last] = [half(at), half(last)];
  let [older, newer] = [start, start];
  for (const beside of path) {
    if (last === 0) return false;
    if (isOdd(at) || at === last) {
      older = nodeHash(sha256, beside, older);
      newer = nodeHash(sha256, beside, newer);
      while (!isOdd(at) && at !== 0) [at, last] = [half(at), half(last)];
    } else {
      newer = nodeHash(sha256, newer, beside);
    }
    [at, last] = [half(at), half(last)];
  }
  return last === 0 && isSame(older, first.root) && isSame(newer, second.root);
}

/** A tree that grows: keeps the hash of every full subtree. `known` gives those that are stored elsewhere. */
export class GrowingTree {
  readonly #sha256: Sha256;
  readonly #hashes = new Map<string, Hash>();
  readonly #fresh: (FullSubtree & { readonly hash: Hash })[] = [];
  #size: number;

  constructor(
    sha256: Sha256,
    size = 0,
    known: readonly (FullSubtree & { readonly hash: Hash })[] = [],
  ) {
    this.#sha256 = sha256;
    this.#size = size;
    for (const { level, index, hash } of known) this.#hashes.set(`${level}/${index}`, hash);
  }

  get size(): number {
    return this.#size;
  }

  /** Every subtree that became full since the tree was made. */
  get fresh(): readonly (FullSubtree & { readonly hash: Hash })[] {
    return this.#fresh;
  }

  readonly subtreeHash: SubtreeHash = ({ level, index }) => {
    const hash = this.#hashes.get(`${level}/${index}`);
    if (!hash) throw new Error(`subtree ${level}/${index} is not here`);
    return hash;
  };

  append(leaf: Hash): void {
    let [level, index, hash] = [0, this.#size++, leaf];
    this.#keep({ level, index, hash });
    while (isOdd(index)) {
      hash = nodeHash(this.#sha256, this.subtreeHash({ level, index: index - 1 }), hash);
      [level, index] = [level + 1, half(index)];
      this.#keep({ level, index, hash });
    }
  }

  /** Root of the first `size` leaves. */
  root(size = this.#size): Hash {
    return rangeHash(this.#sha256, [0, size], this.subtreeHash);
  }

  hashesOf(ranges: readonly LeafRange[]): readonly Hash[] {
    return ranges.map((range) => rangeHash(this.#sha256, range, this.subtreeHash));
  }

  #keep(node: FullSubtree & { readonly hash: Hash }): void {
    this.#hashes.set(`${node.level}/${node.index}`, node.hash);
    this.#fresh.push(node);
  }
}

/** Largest power of two below `n`. */
function splitOf(n: number): number {
  return 2 ** Math.floor(Math.log2(n - 1));
}

const isOdd = (n: number) => n % 2 === 1;
const half = (n: number) => Math.floor(n / 2);

function isSame(a: Hash, b: Hash): boolean {
  return a.length === b.length && a.every((byte, at) => byte === b[at]);
}

function joined(...parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
