import { useTranslation } from 'react-i18next';
import type { GenerationLabels } from '../../../shared/domain/generation.ts';
import { ForeignText } from '../../ui/foreign-text.tsx';

/** What the backend says of marks for viewers; what it does not say was not checked. */
export function LabelFacts({ labels }: { readonly labels: GenerationLabels | null }) {
  const { t } = useTranslation();
  const { visibleWatermark, aiLabel } = labels ?? {
    visibleWatermark: 'not-checked',
    aiLabel: 'not-checked',
  };
  return (
    <>
      <dl className="facts">
        <dt>{t('labels.watermark')}</dt>
        <dd className={visibleWatermark === 'absent' ? 'is-named' : ''}>
          {t(`labels.states.${visibleWatermark}`)}
        </dd>
        <dt>{t('labels.ai-label')}</dt>
        <dd className={aiLabel === 'absent' ? 'is-named' : ''}>{t(`labels.states.${aiLabel}`)}</dd>
      </dl>
      {labels && labels.note !== '' && (
        <p dir="auto">
          <ForeignText text={labels.note} />
        </p>
      )}
      <p className="quiet author">{t(labels ? 'labels.by-backend' : 'labels.by-nobody')}</p>
    </>
  );
}
