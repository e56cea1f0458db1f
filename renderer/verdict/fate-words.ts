import type { TFunction } from 'i18next';
import type { JournalEntry } from '../../shared/contract/journal-api.ts';

/** What became of a verdict, in words, with the other side's own sentence where there is one. */
export function fateWords(
  entry: Pick<JournalEntry, 'state' | 'receipt' | 'lastFault' | 'attempts'>,
  t: TFunction,
): { readonly words: string; readonly detail: string } {
  if (entry.state === 'parked') {
    return { words: t('fate.parked'), detail: entry.lastFault?.message ?? '' };
  }
  if (entry.state === 'settled' && entry.receipt) {
    const words = t(`fate.outcome.${entry.receipt.outcome}`);
    return {
      words: entry.receipt.late ? `${words} ${t('fate.late')}` : words,
      detail: entry.receipt.detail,
    };
  }
  if (entry.state === 'sending') return { words: t('fate.sending'), detail: '' };
  const words =
    entry.attempts > 0 ? t('fate.waiting-again', { count: entry.attempts }) : t('fate.waiting');
  return { words, detail: entry.lastFault?.message ?? '' };
}
