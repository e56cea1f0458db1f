import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDeskClient } from '../bridge/desk-client.ts';
import { deskQueries } from '../bridge/desk-queries.ts';
import { ActButton } from '../ui/act-button.tsx';
import { Notice } from '../ui/notice.tsx';
import { NumberInput } from '../ui/number-input.tsx';
import { Panel } from '../ui/panel.tsx';
import { PassphraseForm } from './passphrase-form.tsx';
import { useProtection, useProtectionCall } from './use-protection.ts';
import { WipeForm } from './wipe-form.tsx';
import './protection.css';
import { FaultNotice } from '../ui/fault-notice.tsx';

/** What protects this desk while it is unattended: key, passphrase, lock, wipe. */
export function ProtectionPart() {
  const { t } = useTranslation();
  const { data: state } = useProtection();
  const { data: info } = useQuery(deskQueries(useDeskClient()).appInfo());
  const saveLockAfter = useProtectionCall(({ app }, minutes: number) =>
    app.call.saveLockAfter({ minutes }),
  );
  const lock = useProtectionCall(({ app }, _: null) => app.call.lockDesk({}));
  // Set by a press, not by each step of the arrows: a longer time is asked about in a window of its own.
  const [wished, setWished] = useState<number | null>(null);
  if (!state) return null;
  const minutes = wished ?? state.lockAfterMinutes;
  const isSet = state.protection === 'passphrase';
  return (
    <Panel title={t('protection.title')}>
      <Notice tone={state.protection === 'key-file' ? 'caution' : 'quiet'}>
        {t(`key-protection.${state.protection}`)}{' '}
        {isSet && state.hasKeychain && t('protection.both')}
      </Notice>
      {info?.isEmbeddedBackend && (
        <Notice tone="caution">{t('protection.embedded-in-clear')}</Notice>
      )}
      <PassphraseForm state={state} />
      {isSet && (
        <>
          <NumberInput
            label={t('protection.lock-after')}
            value={minutes}
            min={1}
            max={240}
            onChange={setWished}
          />
          {minutes !== state.lockAfterMinutes && (
            <ActButton onPress={() => saveLockAfter.run(minutes)}>
              {t('protection.lock-after-set', { minutes })}
            </ActButton>
          )}
          {saveLockAfter.fault && <FaultNotice fault={saveLockAfter.fault} role="alert" />}
          <p className="settings-evidence">{t('protection.lock-what')}</p>
          <ActButton command="lock-desk" onPress={() => lock.run(null)}>
            {t('protection.lock-now')}
          </ActButton>
        </>
      )}
      <WipeForm />
    </Panel>
  );
}
