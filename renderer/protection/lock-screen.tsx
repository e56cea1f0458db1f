import { useEffect, useRef, useState, type FormEvent } from 'react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { ProtectionState } from '../../shared/contract/protection-api.ts';
import { useDeskClient } from '../bridge/desk-client.ts';
import { ActButton } from '../ui/act-button.tsx';
import { Notice } from '../ui/notice.tsx';
import { TextInput } from '../ui/text-input.tsx';
import { usePreferences } from '../bridge/preferences.ts';
import { useTheme } from '../ui/use-theme.ts';
import { useCountdown } from './use-countdown.ts';
import { protectionQuery, useProtectionCall } from './use-protection.ts';
import { WipeForm } from './wipe-form.tsx';
import './protection.css';
import { ForeignText } from '../ui/foreign-text.tsx';

/** All that a locked desk shows: no case, no name, no number. */
export function LockScreen({ state }: { readonly state: ProtectionState }) {
  const { t } = useTranslation();
  useTheme(usePreferences().preferences.theme);
  const lines = useDeskClient();
  const { dataUpdatedAt } = useQuery(protectionQuery(lines));
  const [passphrase, setPassphrase] = useState('');
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  const [isForgotten, setIsForgotten] = useState(false);
  const leftS = useCountdown(state.waitMs, dataUpdatedAt);
  const unlock = useProtectionCall(({ app }, typed: string) =>
    app.call.unlockDesk({ passphrase: typed }),
  );
  function submit(event: FormEvent): void {
    event.preventDefault();
    if (passphrase === '' || leftS > 0 || unlock.isPending) return;
    unlock.run(passphrase);
    setPassphrase('');
  }
  return (
    <main className="lock-screen" aria-label={t('protection.locked')}>
      <form className="lock-card" onSubmit={submit}>
        <h1>{t('protection.locked')}</h1>
        <p>{t('protection.locked-what')}</p>
        <TextInput
          label={t('protection.passphrase')}
          type="password"
          value={passphrase}
          maxLength={1000}
          inputRef={field}
          onChange={setPassphrase}
        />
        <button
          type="submit"
          className="act-button is-strong"
          disabled={passphrase === '' || leftS > 0 || unlock.isPending}
        >
          {t(unlock.isPending ? 'protection.unlocking' : 'protection.unlock')}
        </button>
        {unlock.fault && !unlock.isPending && (
          <Notice tone="trouble" role="alert">
            <ForeignText text={unlock.fault.message} />
          </Notice>
        )}
        {leftS > 0 && <p role="status">{t('protection.wait', { count: leftS })}</p>}
        <ActButton look="quiet" onPress={() => setIsForgotten(!isForgotten)}>
          {t('protection.forgotten')}
        </ActButton>
        {isForgotten && <p>{t('protection.forgotten-what')}</p>}
      </form>
      {isForgotten && (
        <div className="lock-card">
          <WipeForm isLocked />
        </div>
      )}
    </main>
  );
}
