import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { ProtectionState } from '../../shared/contract/protection-api.ts';
import type { Fault } from '../../shared/lifetime/fault.ts';
import { passphraseTrouble, shortestPassphrase } from '../../shared/domain/passphrase-strength.ts';
import { ActButton } from '../ui/act-button.tsx';
import { Notice } from '../ui/notice.tsx';
import { SubmitButton } from '../ui/submit-button.tsx';
import { TextInput } from '../ui/text-input.tsx';
import { useProtectionCall } from './use-protection.ts';
import { ForeignText } from '../ui/foreign-text.tsx';

const empty = { current: '', next: '', again: '' };

/** Sets, changes or removes the passphrase. What is typed stays in this form and in main. */
export function PassphraseForm({ state }: { readonly state: ProtectionState }) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState(empty);
  const [done, setDone] = useState<'set' | 'changed' | 'removed' | null>(null);
  const isSet = state.protection === 'passphrase';
  const type = (part: Partial<typeof empty>) => {
    setDone(null);
    setTyped({ ...typed, ...part });
  };
  const finish = (what: NonNullable<typeof done>) => () => {
    setTyped(empty);
    setDone(what);
  };
  const set = useProtectionCall(
    ({ app }, input: { current: string | null; next: string }) => app.call.setPassphrase(input),
    finish(isSet ? 'changed' : 'set'),
  );
  const remove = useProtectionCall(
    ({ app }, current: string) => app.call.removePassphrase({ current }),
    finish('removed'),
  );
  const isBusy = set.isPending || remove.isPending;
  const trouble = typed.next === '' ? 'too-short' : passphraseTrouble(typed.next);
  const isSame = typed.next === typed.again;
  const knows = !isSet || typed.current !== '';
  const fault = set.fault ?? remove.fault;
  const canSet = !isBusy && trouble === null && isSame && knows;
  function submit(event: FormEvent): void {
    event.preventDefault();
    if (canSet) set.run({ current: isSet ? typed.current : null, next: typed.next });
  }
  return (
    <form className="passphrase-form" onSubmit={submit}>
      {isSet && (
        <TextInput
          label={t('protection.current')}
          type="password"
          value={typed.current}
          maxLength={1000}
          onChange={(current) => type({ current })}
        />
      )}
      <div className="settings-fields">
        <TextInput
          label={t('protection.next')}
          type="password"
          value={typed.next}
          maxLength={1000}
          description={t(
            trouble === null || trouble === 'too-short'
              ? 'protection.next-rule'
              : `protection.next-${trouble}`,
            { count: shortestPassphrase },
          )}
          onChange={(next) => type({ next })}
        />
        <TextInput
          label={t('protection.again')}
          type="password"
          value={typed.again}
          maxLength={1000}
          description={isSame || typed.again === '' ? '' : t('protection.not-the-same')}
          onChange={(again) => type({ again })}
        />
      </div>
      <div className="settings-row">
        <SubmitButton isDisabled={!canSet}>
          {t(isSet ? 'protection.change' : 'protection.set')}
        </SubmitButton>
        {isSet && (
          <ActButton
            look="quiet"
            isDisabled={isBusy || !knows}
            onPress={() => remove.run(typed.current)}
          >
            {t('protection.remove')}
          </ActButton>
        )}
      </div>
      <FormEnd done={done} fault={isBusy || done ? null : fault} />
    </form>
  );
}

type FormEndProps = {
  readonly done: 'set' | 'changed' | 'removed' | null;
  readonly fault: Fault | null;
};

function FormEnd({ done, fault }: FormEndProps) {
  const { t } = useTranslation();
  return (
    <>
      {done && <p role="status">{t(`protection.done-${done}`)}</p>}
      {fault && (
        <Notice tone="trouble" role="alert">
          <ForeignText text={fault.message} />
        </Notice>
      )}
    </>
  );
}
