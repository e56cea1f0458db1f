/** Ends the checks of a bundle at the first thing that is wrong; its message is the sentence for the reader. */
export class BundleTrouble extends Error {}

/** @throws BundleTrouble when the condition does not hold. */
export function must(holds: boolean, because: string): asserts holds {
  if (!holds) throw new BundleTrouble(because);
}
