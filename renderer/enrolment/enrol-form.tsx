import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { Fault } from '../../shared/lifetime/fault.ts';
import { useDeskClient } from '../bridge/desk-client.ts';
import { deskQueries } from '../bridge/desk-queries.ts';
import { faultOf, valueOf } from '../bridge/fault-error.ts';
import { FaultNotice } from '../ui/fault-notice.tsx';
import { Notice } from '../ui/notice.tsx';
import { SubmitButton } from '../ui/submit-button.tsx';
import { TextInput } from '../ui/text-input.tsx';
import { useTypedAddress } from './use-typed-address.ts';

/** Connects this desk to a backend; Enter in either field does it, and says what is missing where something is. */
export function EnrolForm() {
  const { t } = useTranslation();
  const lines = useDeskClient();
  const client = useQueryClient();
  const { data } = useQuery(deskQueries(lines).desk());
  const [typedUrl, setTypedUrl] = useTypedAddress();
  const [invitation, setInvitation] = useState('');
  const [isMissing, setIsMissing] = useState(false);
  const backendUrl = typedUrl ?? data?.enrolment?.backendUrl ?? '';
  const enrol = useMutation({
    mutationFn: () => valueOf(lines.app.call.enrol({ backendUrl, invitation })),
    onSuccess: async () => {
      setInvitation('');
      await client.invalidateQueries();
    },
  });
  const fault = faultOf(enrol.error);
  const isReady = backendUrl.trim() !== '' && invitation.trim() !== '';
  function submit(event: FormEvent): void {
    event.preventDefault();
    setIsMissing(!isReady);
    if (isReady && !enrol.isPending) enrol.mutate();
  }
  return (
    <form className="enrol-form" onSubmit={submit}>
      <TextInput
        label={t('settings.backend.url')}
        // Not `url`: the browser's own complaint would stand in place of the desk's.
        type="text"
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
      <SubmitButton isDisabled={enrol.isPending}>
        {t(enrol.isPending ? 'settings.backend.enrolling' : 'settings.backend.enrol')}
      </SubmitButton>
      {isMissing && !isReady && <p role="alert">{t('settings.backend.both-needed')}</p>}
      {fault && !enrol.isPending && <EnrolTrouble fault={fault} />}
    </form>
  );
}

/** A backend that answers no to an invitation means its code, not this desk, which it has never seen. */
function EnrolTrouble({ fault }: { readonly fault: Fault }) {
  const { t } = useTranslation();
  if (fault.kind !== 'unauthorized') return <FaultNotice fault={fault} role="alert" />;
  return (
    <Notice tone="trouble" role="alert">
      {t('settings.backend.wrong-code')}
    </Notice>
  );
}
