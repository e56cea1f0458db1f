import { useTranslation } from 'react-i18next';
import type { Generation } from '../../../shared/domain/generation.ts';
import { Panel } from '../../ui/panel.tsx';
import { ForeignText } from '../../ui/foreign-text.tsx';

type WaitingPartProps = {
  readonly generation: Generation;
  /** Before the first lean: the details quote what classifiers scored. */
  readonly isHidden: boolean;
};

/** Why this generation waits for a person; what machines have to do with it only after the person's own lean. */
export function WaitingPart({ generation, isHidden }: WaitingPartProps) {
  const { t } = useTranslation();
  return (
    <Panel title={t('context.why')}>
      <p>
        <strong>{t(`reasons.${generation.reason}`)}</strong>
      </p>
      {generation.reasonDetail !== '' &&
        (isHidden ? (
          <p className="panel-empty">{t('context.why-later')}</p>
        ) : (
          <p dir="auto">
            <ForeignText text={generation.reasonDetail} />
          </p>
        ))}
    </Panel>
  );
}
