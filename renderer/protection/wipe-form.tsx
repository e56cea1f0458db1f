import { useMutation } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { wipeWord } from '../../shared/contract/protection-api.ts';
import { useDeskClient } from '../bridge/desk-client.ts';
import { faultOf, valueOf } from '../bridge/fault-error.ts';
import { Notice } from '../ui/notice.tsx';
import { SubmitButton } from '../ui/submit-button.tsx';
import { TextInput } from '../ui/text-input.tsx';
import { Toggle } from '../ui/toggle.tsx';
import { ForeignText } from '../ui/foreign-text.tsx';

/** Destroys this desk, after a typed word; with unsent verdicts only when the reviewer says so as well. */
export function WipeForm({ isLocked = false }: { readonly isLocked?: boolean }) {
  const { t } = useTranslation();
  const lines = useDeskClient();
  const [typed, setTyped] = useState('');
  const [evenUnsent, setEvenUnsent] = useState(false);
  const wipe = useMutation({
    mutationFn: () => valueOf(lines.app.call.wipeDesk({ typed, evenUnsent })),
  });
  const fault = faultOf(wipe.error);
  const canWipe = typed === wipeWord && !wipe.isPending && (!isLocked || evenUnsent);
  function submit(event: FormEvent): void {
    event.preventDefault();
    if (canWipe) wipe.mutate();
  }
  const asksMore = isLocked || fault !== null;
  return (
    <form className="wipe-form" onSubmit={submit}>
      <h3>{t('protection.wipe.title')}</h3>
      <p>{t(isLocked ? 'protection.wipe.what-locked' : 'protection.wipe.what')}</p>
      <TextInput
        label={t('protection.wipe.type', { word: wipeWord })}
        value={typed}
        maxLength={20}
        onChange={setTyped}
      />
      {fault && fault.kind !== 'closed' && (
        <Notice tone="trouble" role="alert">
          <ForeignText text={fault.message} /> {t('protection.wipe.nothing-yet')}
        </Notice>
      )}
      {asksMore && (
        <Toggle isOn={evenUnsent} onChange={setEvenUnsent}>
          {t('protection.wipe.even-unsent')}
        </Toggle>
      )}
      <SubmitButton look="strong" isDisabled={!canWipe}>
        {t(wipe.isPending ? 'protection.wipe.wiping' : 'protection.wipe.act')}
      </SubmitButton>
    </form>
  );
}
