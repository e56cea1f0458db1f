import type { TFunction } from 'i18next';
import type { CaseRow } from '../../shared/domain/case.ts';

type StateOf = Pick<
  CaseRow,
  'state' | 'mediaState' | 'fetched' | 'offlineEligible' | 'verdictOutcome' | 'outboxState'
>;

/** A case's state in a few words, the reviewer's own verdict and its status first. */
export function caseStateWords(row: StateOf, t: TFunction): string {
  if (row.outboxState === 'rejected') return t('row-state.rejected');
  if (row.state === 'saved') {
    return row.outboxState === 'sending' ? t('row-state.sending') : t('row-state.saved');
  }
  if (row.state === 'settled') {
    return row.verdictOutcome ? t(`outcomes.${row.verdictOutcome}`) : t('row-state.settled');
  }
  if (row.state === 'fetching') {
    if (!row.offlineEligible && row.fetched === 0) return t('row-state.when-opened');
    return t('row-state.fetching', { percent: Math.floor(row.fetched * 100) });
  }
  if (row.state === 'blocked') {
    if (row.mediaState === 'needs-transcoding') return t('row-state.needs-transcoding');
    return row.mediaState === 'broken' ? t('row-state.broken') : t('row-state.blocked');
  }
  return t(`row-state.${row.state}`);
}
