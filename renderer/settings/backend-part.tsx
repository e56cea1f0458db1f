import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDeskClient } from '../bridge/desk-client.ts';
import { deskQueries } from '../bridge/desk-queries.ts';
import { faultOf, valueOf } from '../bridge/fault-error.ts';
import { ActButton } from '../ui/act-button.tsx';
import { FaultNotice } from '../ui/fault-notice.tsx';
import { Panel } from '../ui/panel.tsx';
import { TextInput } from '../ui/text-input.tsx';
import { plainText } from '../../shared/domain/hidden-signs.ts';
import { ForeignText } from '../ui/foreign-text.tsx';

/** Which backend this desk works for, and its enrolment by invitation. */
export function BackendPart() {
  const { t } = useTranslation();
  const lines = useDeskClient();
  const client = useQueryClient();
  const query = useQuery(deskQueries(lines).desk());
  const enrolment = query.data?.enrolment ?? null;
  const [typedUrl, setTypedUrl] = useState<string | null>(null);
  const [invitation, setInvitation] = useState('');
  const backendUrl = typedUrl ?? enrolment?.backendUrl ?? '';
  const enrol = useMutation({
    mutationFn: () => valueOf(lines.app.call.enrol({ backendUrl, invitation })),
    onSuccess: async () => {
      setInvitation('');
      await client.invalidateQueries();
    },
  });
  const fault = faultOf(enrol.error);
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
      <TextInput
        label={t('settings.backend.url')}
        type="url"
        value={backendUrl}
        placeholder={t('settings.backend.url-start')}
        onChange={setTypedUrl}
      />
      <TextInput
        label={t('settings.backend.invitation')}
        value={invitation}
        maxLength={200}
        onChange={setInvitation}
      />
      <ActButton
        isDisabled={enrol.isPending || backendUrl.trim() === '' || invitation.trim() === ''}
        onPress={() => enrol.mutate()}
      >
        {t(enrol.isPending ? 'settings.backend.enrolling' : 'settings.backend.enrol')}
      </ActButton>
      {fault && <FaultNotice fault={fault} role="alert" />}
    </Panel>
  );
}
