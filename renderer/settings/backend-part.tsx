import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useDeskClient } from '../bridge/desk-client.ts';
import { deskQueries } from '../bridge/desk-queries.ts';
import { EnrolForm } from '../enrolment/enrol-form.tsx';
import { Panel } from '../ui/panel.tsx';
import { plainText } from '../../shared/domain/hidden-signs.ts';
import { ForeignText } from '../ui/foreign-text.tsx';

/** Which backend this desk works for, and its enrolment by invitation. */
export function BackendPart() {
  const { t } = useTranslation();
  const lines = useDeskClient();
  const query = useQuery(deskQueries(lines).desk());
  const enrolment = query.data?.enrolment ?? null;
  return (
    <Panel title={t('settings.backend.title')}>
      <p role="status">
        {enrolment
          ? t('settings.backend.enrolled', {
              name: plainText(enrolment.reviewerName),
              role: t(`roles.${enrolment.role}`),
              device: enrolment.deviceId,
            })
          : t('settings.backend.not-enrolled')}
      </p>
      {query.data && (
        <p>
          {t(`connection.${query.data.connection}`)}{' '}
          <ForeignText text={query.data.connectionNote} />
        </p>
      )}
      <EnrolForm />
    </Panel>
  );
}
