import { useTranslation } from 'react-i18next';
import type { DeskStatistics } from '../../shared/contract/desk-api.ts';
import { handleWords } from '../ui/time-words.ts';
import { CountBars } from './count-bars.tsx';
import { DayChart } from './day-chart.tsx';
import { KeyFigure } from './key-figure.tsx';

/** The statistics of one span; where there is nothing to count, that is said. */
export function StatisticsTables({ statistics }: { readonly statistics: DeskStatistics }) {
  const { t } = useTranslation();
  const { handleMs } = statistics;
  const time = (ms: number | null) => (ms === null ? t('stats.not-estimable') : handleWords(ms, t));
  if (statistics.verdicts === 0) return <p className="stats-empty">{t('stats.no-verdicts')}</p>;
  const of = handleMs.n === 0 ? '' : t('stats.of-reviews', { count: handleMs.n });
  return (
    <div className="stats-scroll" tabIndex={0} role="region" aria-label={t('stats.title')}>
      <div className="key-figures">
        <KeyFigure
          name={t('stats.verdicts')}
          value={String(statistics.verdicts)}
          note={t('stats.superseded', { count: statistics.superseded })}
        />
        <KeyFigure name={t('stats.median')} value={time(handleMs.median)} note={of} />
        <KeyFigure name={t('stats.p90')} value={time(handleMs.p90)} note={of} />
      </div>
      <DayChart days={statistics.byDay} />
      <div className="stats-tables">
        <CountBars
          title={t('stats.by-decision')}
          countWords={t('stats.verdicts')}
          emptyWords={t('stats.none')}
          rows={statistics.byDecision.map(({ decision, n }) => ({
            id: decision,
            words: t(`decisions.${decision}`),
            n,
          }))}
        />
        <CountBars
          title={t('stats.by-category')}
          countWords={t('stats.verdicts')}
          asideWords={t('stats.median')}
          emptyWords={t('stats.none')}
          rows={statistics.byCategory.map(({ category, n, medianHandleMs }) => ({
            id: category ?? 'none',
            words: t(`categories.${category ?? 'none'}`),
            n,
            aside: time(medianHandleMs),
          }))}
        />
        <CountBars
          title={t('stats.by-outcome')}
          countWords={t('stats.verdicts')}
          emptyWords={t('stats.none')}
          rows={statistics.byOutcome.map(({ outcome, n }) => ({
            id: outcome,
            words: t(`outcomes.${outcome}`),
            n,
          }))}
        />
        <CountBars
          title={t('stats.by-reason')}
          countWords={t('stats.verdicts')}
          emptyWords={t('stats.none')}
          rows={statistics.byReason.map(({ reason, n }) => ({
            id: reason,
            words: t(`reasons.${reason}`),
            n,
          }))}
        />
      </div>
    </div>
  );
}
