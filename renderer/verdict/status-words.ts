import type { TFunction } from 'i18next';
import type { JournalEntry } from '../../shared/contract/journal-api.ts';
import { verdictStatusOf } from '../../shared/domain/verdict-status.ts';

type Facts = Pick<JournalEntry, 'state' | 'receipt' | 'currentOutcome' | 'lastFault' | 'attempts'>;

/** What became of a verdict, in words, with the other side's own sentence where there is one. */
export function statusWords(
  entry: Facts,
  t: TFunction,
): { readonly words: string; readonly detail: string } {
  const status = verdictStatusOf(entry);
  if (status === 'rejected')
    return { words: t('verdict-status.rejected'), detail: entry.lastFault?.message ?? '' };
  if (status === 'stuck')
    return {
      words: t('verdict-status.stuck', { count: entry.attempts }),
      detail: entry.lastFault?.message ?? '',
    };
  if (status !== 'waiting')
    return {
      words: t(`verdict-status.outcome.${status}`),
      // The receipt's sentence is about the outcome at that time.
      detail: isAsReceived(entry) ? (entry.receipt?.detail ?? '') : '',
    };
  if (entry.state === 'sending') return { words: t('verdict-status.sending'), detail: '' };
  const words =
    entry.attempts > 0
      ? t('verdict-status.waiting-again', { count: entry.attempts })
      : t('verdict-status.waiting');
  return { words, detail: entry.lastFault?.message ?? '' };
}

function isAsReceived({ currentOutcome, receipt }: Facts): boolean {
  return currentOutcome === null || currentOutcome === receipt?.outcome;
}
