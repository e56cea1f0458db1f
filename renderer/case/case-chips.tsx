import { useTranslation } from 'react-i18next';
import type { CaseRow } from '../../shared/domain/case.ts';
import type { Generation } from '../../shared/domain/generation.ts';
import { caseStateWords } from '../ui/case-state-words.ts';
import { ForeignText } from '../ui/foreign-text.tsx';
import { plainText } from '../../shared/domain/hidden-signs.ts';

type CaseChipsProps = { readonly row: CaseRow; readonly generation: Generation };

/**
 * What a reviewer weighs first, beside the case's name: why it waits, whose it is, whether a consent is missing. The
 * reason is the platform's kind of reason, never a classifier's score. What does not fit stands in the context, too.
 */
export function CaseChips({ row, generation }: CaseChipsProps) {
  const { t } = useTranslation();
  const { account, reason, uploadReference } = generation;
  const quota = t('context.quota', { used: account.generationsToday, of: account.quotaPerDay });
  const isOver = account.generationsToday >= account.quotaPerDay;
  return (
    <ul className="case-chips" aria-label={t('case.chips')}>
      <li className="chip">{t(`reasons.${reason}`)}</li>
      {uploadReference && (
        <li className={`chip${uploadReference.consent === 'missing' ? ' is-warn' : ''}`}>
          {t('case.consent', { consent: t(`consents.${uploadReference.consent}`) })}
        </li>
      )}
      {row.state !== 'ready' && <li className="chip">{stateWords()}</li>}
      <li className={`chip is-account${isOver ? ' is-warn' : ''}`}>
        <span dir="auto" title={plainText(account.displayName)}>
          <ForeignText text={account.displayName} />
        </span>
        <span className="numbers">{t('case.today', { quota })}</span>
      </li>
    </ul>
  );

  function stateWords(): string {
    return row.state !== 'fetching' || row.offlineEligible
      ? caseStateWords(row, t)
      : t('row-state.fetching', { percent: Math.floor(row.fetched * 100) });
  }
}
