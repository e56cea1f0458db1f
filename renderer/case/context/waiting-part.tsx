import { useTranslation } from 'react-i18next';
import type { Generation } from '../../../shared/domain/generation.ts';
import { Panel } from '../../ui/panel.tsx';
import { ForeignText } from '../../ui/foreign-text.tsx';

/** Why this generation waits for a person. */
export function WaitingPart({ generation }: { readonly generation: Generation }) {
  const { t } = useTranslation();
  return (
    <Panel title={t('context.why')}>
      <p>
        <strong>{t(`reasons.${generation.reason}`)}</strong>
      </p>
      {generation.reasonDetail !== '' && (
        <p dir="auto">
          <ForeignText text={generation.reasonDetail} />
        </p>
      )}
    </Panel>
  );
}
