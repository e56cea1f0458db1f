import { useTranslation } from 'react-i18next';
import type { Generation } from '../../../shared/domain/generation.ts';
import { Panel } from '../../ui/panel.tsx';
import { QuotaBar } from '../../ui/quota-bar.tsx';
import { ForeignText, HiddenNote } from '../../ui/foreign-text.tsx';

/** Who asked for the clip, how much they made today, and what they uploaded for it. */
export function OriginPart({ generation }: { readonly generation: Generation }) {
  const { t } = useTranslation();
  const { account, uploadReference } = generation;
  return (
    <Panel title={t('context.account')}>
      <p dir="auto" className="account-name">
        <ForeignText text={account.displayName} />
      </p>
      <HiddenNote texts={[account.displayName, uploadReference?.description ?? '']} />
      <QuotaBar
        label={t('context.generations-today')}
        used={account.generationsToday}
        of={account.quotaPerDay}
        words={t('context.quota', { used: account.generationsToday, of: account.quotaPerDay })}
      />
      <dl className="facts">
        <dt>{t('context.upload')}</dt>
        <dd dir="auto">
          {uploadReference ? (
            <>
              {t(`upload-kinds.${uploadReference.kind}`)}:{' '}
              <ForeignText text={uploadReference.description} />
            </>
          ) : (
            t('context.no-upload')
          )}
        </dd>
        {uploadReference && (
          <>
            <dt>{t('context.consent')}</dt>
            <dd className={uploadReference.consent === 'missing' ? 'is-pressing' : ''}>
              {t(`consents.${uploadReference.consent}`)}
            </dd>
          </>
        )}
      </dl>
    </Panel>
  );
}
