import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useDeskPortState, useDeskClient } from './bridge/desk-client.ts';
import { deskQueries } from './bridge/desk-queries.ts';
import { faultOf } from './bridge/fault-error.ts';
import { FaultNotice } from './ui/fault-notice.tsx';
import { ForeignText } from './ui/foreign-text.tsx';
import { plainText } from '../shared/domain/hidden-signs.ts';

/** What concerns every room: the data service is away, the runtime is not the supported one. */
export function TroubleBars({ isInQueue }: { readonly isInQueue: boolean }) {
  const { t } = useTranslation();
  const lines = useDeskClient();
  const line = useDeskPortState();
  const info = useQuery(deskQueries(lines).appInfo());
  const desk = useQuery(deskQueries(lines).desk());
  const fault = faultOf(desk.error);
  const cautions = [
    ...(info.data?.isFallbackRuntime ? [t('trouble.fallback-runtime')] : []),
    // In the queue its whole place says so, with the form.
    ...(desk.data?.enrolment === null && info.data?.isEmbeddedBackend === false && !isInQueue
      ? [t('queue.not-connected')]
      : []),
    ...(desk.data?.warnings ?? []),
  ];
  return (
    <>
      {cautions.length > 0 && (
        <div className="bar is-caution" role="note">
          {cautions.map((caution) => (
            <span key={caution} dir="auto" title={plainText(caution)}>
              ▲ <ForeignText text={caution} />
            </span>
          ))}
        </div>
      )}
      {line === 'closed' && (
        <p className="bar" role="status">
          {t('trouble.reconnecting')}
        </p>
      )}
      {fault && fault.kind !== 'closed' && (
        <FaultNotice fault={fault} onRetry={() => void desk.refetch()} />
      )}
    </>
  );
}
