import { useTranslation } from 'react-i18next';
import type { TravelPack } from '../../shared/contract/travel-api.ts';
import { Notice } from '../ui/notice.tsx';
import { sizeWords } from '../ui/time-words.ts';

/** Says in words whether it is safe to unplug, until when, and what happens to the pack in the end. */
export function UnplugNotice({ pack }: { readonly pack: TravelPack }) {
  const { t, i18n } = useTranslation();
  const { phase, cases, safeUntilMs, wipeAtMs } = pack;
  const day = (atMs: number) =>
    new Intl.DateTimeFormat(i18n.language, {
      weekday: 'long',
      day: 'numeric',
      month: 'long',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    }).format(atMs);
  if (phase === 'packed' && cases.total === 0) {
    const budget = sizeWords(pack.wish?.budgetBytes ?? 0, i18n.language);
    return (
      <Notice tone="caution" title={t('travel.nothing-title')} role="status">
        {t('travel.nothing', { budget })}
      </Notice>
    );
  }
  if (phase !== 'packed' && phase !== 'measuring') {
    const { here: ready, total } = cases;
    return (
      <Notice tone="caution" title={t('travel.not-safe-title')} role="status">
        {ready > 0 ? t('travel.not-safe', { ready, total }) : t('travel.not-safe-none')}
      </Notice>
    );
  }
  return (
    <Notice tone="quiet" title={t('travel.safe-title')} role="status">
      {safeUntilMs === null ? (
        <p>{t('travel.safe-decided')}</p>
      ) : (
        <>
          <p>
            {t(phase === 'packed' ? 'travel.safe' : 'travel.here', { count: cases.here })}{' '}
            <strong>{t('travel.until', { until: day(safeUntilMs) })}</strong>
          </p>
          {phase === 'measuring' && (
            <p>{t('travel.measuring-on', { ready: cases.ready, total: cases.here })}</p>
          )}
          <p>{t('travel.after-until')}</p>
        </>
      )}
      {wipeAtMs !== null && <p>{t('travel.wipe', { at: day(wipeAtMs) })}</p>}
    </Notice>
  );
}
