import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useDeskClient } from '../bridge/desk-client.ts';
import { deskQueries } from '../bridge/desk-queries.ts';
import { EnrolForm } from '../enrolment/enrol-form.tsx';
import { ForeignText } from '../ui/foreign-text.tsx';

type NotConnectedProps = {
  /** The queue is on screen, with no row. */
  readonly onShown: (total: number) => void;
};

/** In the queue's place while this desk belongs to no backend: what to do about it, and nothing that looks like work. */
export function NotConnected({ onShown }: NotConnectedProps) {
  const { t } = useTranslation();
  const lines = useDeskClient();
  const { data: app } = useQuery(deskQueries(lines).appInfo());
  const { data: desk } = useQuery(deskQueries(lines).desk());
  useEffect(() => onShown(0), [onShown]);
  if (!app) return null;
  const note = desk?.connectionNote ?? '';
  return (
    <section className="not-connected" aria-label={t('queue.not-connected')}>
      <h1>{t(app.isEmbeddedBackend ? 'queue.connecting' : 'queue.not-connected')}</h1>
      {note !== '' && (
        <p dir="auto" role="status">
          <ForeignText text={note} />
        </p>
      )}
      {app.isEmbeddedBackend ? (
        <p role="status">{t('queue.connecting-what')}</p>
      ) : (
        <>
          <p>{t('queue.not-connected-what')}</p>
          <EnrolForm />
        </>
      )}
    </section>
  );
}
