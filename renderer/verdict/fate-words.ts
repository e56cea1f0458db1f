import type { TFunction } from 'i18next';
import type { JournalEntry } from '../../shared/contract/journal-api.ts';
import { fateOf } from '../../shared/domain/verdict-fate.ts';

type Facts = Pick<JournalEntry, 'state' | 'receipt' | 'outcomeNow' | 'lastFault' | 'attempts'>;

/** What became of a verdict, in words, with the other side's own sentence where there is one. */
export function fateWords(
  entry: Facts,
  t: TFunction,
): { readonly words: string; readonly detail: string } {
  const fate = fateOf(entry);
  if (fate === 'quarantined')
    return { words: t('fate.quarantined'), detail: entry.lastFault?.message ?? '' };
  if (fate === 'stuck')
    return {
      words: t('fate.stuck', { count: entry.attempts }),
      detail: entry.lastFault?.message ?? '',
    };
  if (fate !== 'waiting')
    return {
      words: t(`fate.outcome.${fate}`),
      // The receipt's sentence is about what the verdict was worth then.
      detail: isAsReceived(entry) ? (entry.receipt?.detail ?? '') : '',
    };
  if (entry.state === 'sending') return { words: t('fate.sending'), detail: '' };
  const words =
    entry.attempts > 0 ? t('fate.waiting-again', { count: entry.attempts }) : t('fate.waiting');
  return { words, detail: entry.lastFault?.message ?? '' };
}

function isAsReceived({ outcomeNow, receipt }: Facts): boolean {
  return outcomeNow === null || outcomeNow === receipt?.outcome;
}
