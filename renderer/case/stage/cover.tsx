import { useTranslation } from 'react-i18next';
import { ActButton } from '../../ui/act-button.tsx';
import type { DistressingHarm } from '../../../shared/domain/exposure.ts';
import type { PictureCover } from '../state/case-machine.ts';

type CoverProps = {
  readonly cover: Exclude<PictureCover, 'open'>;
  readonly categories: readonly DistressingHarm[];
  readonly filterWords: string;
  readonly onOpen: () => void;
};

/** What is shown before the picture: text first, then a warning in words where a score asks for one. */
export function Cover({ cover, categories, filterWords, onOpen }: CoverProps) {
  const { t, i18n } = useTranslation();
  const list = new Intl.ListFormat(i18n.language, { type: 'disjunction' });
  const isWarning = cover === 'warning';
  return (
    <div className={`cover is-${cover}`}>
      <h2>
        {isWarning
          ? t('cover.warning', {
              what: list.format(categories.map((name) => t(`cover.distress.${name}`))),
            })
          : t('cover.text-first-title')}
      </h2>
      {!isWarning && <p>{t('cover.text-first')}</p>}
      <p className="cover-filter">{filterWords}</p>
      <ActButton look="strong" command="open-picture" onPress={onOpen}>
        {isWarning ? t('cover.show-anyway') : t('cover.show')}
      </ActButton>
    </div>
  );
}
