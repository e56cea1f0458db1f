import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { AssistSettings } from '../../shared/contract/desk-api.ts';
import { useDeskClient } from '../bridge/desk-client.ts';
import { deskQueries } from '../bridge/desk-queries.ts';
import { faultOf, valueOf } from '../bridge/fault-error.ts';
import { ActButton } from '../ui/act-button.tsx';
import { FaultNotice } from '../ui/fault-notice.tsx';
import { Panel } from '../ui/panel.tsx';
import { SubmitButton } from '../ui/submit-button.tsx';
import { TextInput } from '../ui/text-input.tsx';
import { Toggle } from '../ui/toggle.tsx';

const off: AssistSettings = {
  enabled: false,
  baseUrl: '',
  moderationModel: '',
  transcriptionModel: '',
};

/** Machine help by an outside service of the reviewer's choice; off unless switched on here. */
export function AssistPart() {
  const { t } = useTranslation();
  const lines = useDeskClient();
  const client = useQueryClient();
  const query = useQuery(deskQueries(lines).assist());
  const role = useQuery(deskQueries(lines).desk()).data?.enrolment?.role;
  const [typed, setTyped] = useState<AssistSettings | null>(null);
  const [key, setKey] = useState('');
  const settings = typed ?? query.data?.settings ?? off;
  const set = (part: Partial<AssistSettings>) => setTyped({ ...settings, ...part });
  const save = useMutation({
    mutationFn: (apiKey: string | null) => valueOf(lines.app.call.saveAssist({ settings, apiKey })),
    onSuccess: async () => {
      setTyped(null);
      setKey('');
      await client.invalidateQueries({ queryKey: ['readAssist'] });
    },
  });
  const fault = faultOf(save.error);
  const canSave = !save.isPending && (typed !== null || key !== '');
  function submit(event: FormEvent): void {
    event.preventDefault();
    if (canSave) save.mutate(key === '' ? null : key);
  }
  if (role !== 'lead') return <AssistAsItIs settings={query.data?.settings ?? off} />;
  return (
    <Panel title={t('settings.assist.title')}>
      <p className="settings-evidence">{t('settings.assist.what')}</p>
      <Toggle isOn={settings.enabled} onChange={(enabled) => set({ enabled })}>
        {t('settings.assist.enabled')}
      </Toggle>
      <form className="settings-form" onSubmit={submit}>
        <TextInput
          label={t('settings.assist.base-url')}
          type="text"
          value={settings.baseUrl}
          onChange={(baseUrl) => set({ baseUrl })}
        />
        <div className="settings-fields">
          <TextInput
            label={t('settings.assist.moderation-model')}
            value={settings.moderationModel}
            onChange={(moderationModel) => set({ moderationModel })}
          />
          <TextInput
            label={t('settings.assist.transcription-model')}
            value={settings.transcriptionModel}
            onChange={(transcriptionModel) => set({ transcriptionModel })}
          />
        </div>
        <TextInput
          label={t('settings.assist.key')}
          type="password"
          value={key}
          description={t(
            query.data?.hasKey ? 'settings.assist.key-kept' : 'settings.assist.key-missing',
          )}
          onChange={setKey}
        />
        <div className="settings-row">
          <SubmitButton isDisabled={!canSave}>{t('acts.save')}</SubmitButton>
          {query.data?.hasKey && (
            <ActButton look="quiet" onPress={() => save.mutate('')}>
              {t('settings.assist.forget-key')}
            </ActButton>
          )}
        </div>
      </form>
      {fault && <FaultNotice fault={fault} role="alert" />}
    </Panel>
  );
}

/** What a lead decided, for everybody else: whether cases may leave, and where to. */
function AssistAsItIs({ settings }: { readonly settings: AssistSettings }) {
  const { t } = useTranslation();
  const host = URL.canParse(settings.baseUrl) ? new URL(settings.baseUrl).host : '';
  return (
    <Panel title={t('settings.assist.title')}>
      <p className="settings-evidence">{t('settings.assist.what')}</p>
      <p role="status">
        {settings.enabled ? t('settings.assist.is-on', { host }) : t('settings.assist.is-off')}{' '}
        {t('settings.assist.leads-only')}
      </p>
    </Panel>
  );
}
