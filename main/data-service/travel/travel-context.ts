import type { LeaseRef, StoredPack } from '../cache/travel-pack.ts';
import type { IntakeDeps } from '../intake/intake-context.ts';

/** Measurements made once per clip, beside its frame index: the evidence engine reports what is done. */
export type Measuring = {
  /** True when nothing is left to measure of this clip (also when it can't be measured). */
  isDone(sha256: string): boolean;
  /** These clips are wanted before the others, in this order. */
  prefer(sha256s: readonly string[]): void;
};

export type PackDeps = IntakeDeps & { readonly measuring: Measuring };

/** Changes the stored pack, in the caller's transaction if there is one; nothing without a pack. */
export function changePack(
  { tables }: Pick<PackDeps, 'tables'>,
  change: (pack: StoredPack) => StoredPack | null,
): void {
  const pack = tables.settings.read('travelPack');
  if (pack === null) return;
  const next = change(pack);
  if (next === null) tables.settings.forget('travelPack');
  else tables.settings.write('travelPack', next);
}

export const sameLease =
  (a: LeaseRef) =>
  (b: LeaseRef): boolean =>
    a.caseId === b.caseId && a.epoch === b.epoch;
