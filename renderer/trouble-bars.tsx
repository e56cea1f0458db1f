import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useDeskLineState, useLines } from './bridge/desk-lines.ts';
import { deskQueries } from './bridge/desk-queries.ts';
import { faultOf } from './bridge/fault-error.ts';
import { FaultNotice } from './ui/fault-notice.tsx';

/** What concerns every room: the data service is away, the runtime is not the supported one. */
export function TroubleBars() {
  const { t } = useTranslation();
  const lines = useLines();
  const line = useDeskLineState();
  const info = useQuery(deskQueries(lines).appInfo());
  const desk = useQuery(deskQueries(lines).desk());
  const fault = faultOf(desk.error);
  return (
    <>
      {info.data?.isFallbackRuntime && (
        <p className="bar is-caution" role="note">
          ▲ {t('trouble.fallback-runtime')}
        </p>
      )}
      {desk.data?.enrolment === null && (
        <p className="bar is-caution" role="note">
          ▲ {t('faults.not-enrolled.what')} {t('faults.not-enrolled.next')}
        </p>
      )}
      {line === 'gone' && (
        <p className="bar" role="status">
          {t('trouble.reconnecting')}
        </p>
      )}
      {desk.data?.warnings.map((warning) => (
        <p key={warning} className="bar is-caution" role="note" dir="auto">
          ▲ {warning}
        </p>
      ))}
      {fault && fault.kind !== 'closed' && (
        <FaultNotice fault={fault} onRetry={() => void desk.refetch()} />
      )}
    </>
  );
}
