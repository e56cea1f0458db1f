import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useDeskClient } from '../bridge/desk-client.ts';
import { deskQueries } from '../bridge/desk-queries.ts';
import { faultOf } from '../bridge/fault-error.ts';
import { FaultNotice } from '../ui/fault-notice.tsx';
import { PackProgress } from './pack-progress.tsx';
import { PackWish } from './pack-wish.tsx';
import { useTravelActs } from './use-travel-acts.ts';
import './travel.css';

/** Before a journey: what to take along; then how far the pack is, and when it is safe to unplug. */
export function TravelScreen({ onSettings }: { readonly onSettings: () => void }) {
  const { t } = useTranslation();
  const travel = useQuery(deskQueries(useDeskClient()).travel());
  const acts = useTravelActs();
  const fault = faultOf(travel.error) ?? acts.fault;
  return (
    <main className="travel-screen" aria-label={t('travel.title')}>
      <header className="room-head">
        <h1>{t('travel.title')}</h1>
        <span className="travel-lead">{t('travel.lead')}</span>
      </header>
      <div className="travel-scroll">
        {fault && <FaultNotice fault={fault} role="alert" />}
        {travel.isPending && <p role="status">{t('travel.reading')}</p>}
        {travel.data?.phase === 'none' && (
          <PackWish isBusy={acts.isRunning} onPack={acts.pack} onSettings={onSettings} />
        )}
        {travel.data && travel.data.phase !== 'none' && (
          <PackProgress pack={travel.data} isBusy={acts.isRunning} onEnd={acts.end} />
        )}
      </div>
    </main>
  );
}
