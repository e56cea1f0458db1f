import type { TFunction } from 'i18next';
import type { JournalEntry } from '../../shared/contract/journal-api.ts';

type Proof = Pick<JournalEntry, 'isSigned' | 'logIndex'>;

/** How far a verdict is proven to others: by the device's signature, by its place in the backend's log. */
export function proofWords({ isSigned, logIndex }: Proof, t: TFunction): string {
  if (!isSigned) return t('journal.not-signed');
  return logIndex === null ? t('journal.signed') : t('journal.signed-logged', { n: logIndex });
}

/** The same in the width of a column. */
export function shortProofWords({ isSigned, logIndex }: Proof, t: TFunction): string {
  if (!isSigned) return t('journal.proof-none');
  return logIndex === null ? t('journal.proof-signed') : t('journal.proof-logged', { n: logIndex });
}
