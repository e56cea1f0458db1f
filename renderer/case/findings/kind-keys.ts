import { findingKinds, type FindingKind } from '../../../shared/domain/finding.ts';

const keys = [
  '1',
  '2',
  '3',
  '4',
  '5',
  '6',
  '7',
  '8',
  '9',
  '0',
  'q',
  'w',
  'e',
  'r',
  't',
  'y',
] as const;

/** The kinds of finding with the key that picks each while the picker is open. */
export const kindKeys: readonly { readonly kind: FindingKind; readonly key: string }[] =
  findingKinds.map((kind, at) => ({ kind, key: keys[at] ?? '' }));

export function kindForKey(key: string): FindingKind | undefined {
  return kindKeys.find((entry) => entry.key !== '' && entry.key === key)?.kind;
}
