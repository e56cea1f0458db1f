import { useTranslation } from 'react-i18next';
import { ActButton } from '../../ui/act-button.tsx';
import { KeyCap } from '../../ui/key-cap.tsx';
import type { FilterName } from './picture-filter.ts';

type PictureToolsProps = {
  readonly filter: FilterName;
  readonly isLifted: boolean;
  readonly isEnlarged: boolean;
  readonly onFilter: () => void;
  readonly onEnlarge: () => void;
  readonly isFull: boolean;
  readonly onFull: () => void;
};

/** The picture's filter and size, with their keys. */
export function PictureTools({
  filter,
  isLifted,
  isEnlarged,
  onFilter,
  onEnlarge,
  isFull,
  onFull,
}: PictureToolsProps) {
  const { t } = useTranslation();
  return (
    <div className="picture-tools">
      <ActButton look="quiet" command="cycle-filter" onPress={onFilter}>
        {isLifted ? t('filters.lifted') : t(`filters.${filter}`)}
      </ActButton>
      {filter !== 'plain' && (
        <span className="picture-tools-hint">
          {t('filters.lift-hint')} <KeyCap command="lift-filter" />
        </span>
      )}
      {!isFull && (
        <ActButton
          look="quiet"
          command="enlarge-picture"
          isPressed={isEnlarged}
          onPress={onEnlarge}
        >
          {isEnlarged ? t('filters.shrink') : t('filters.enlarge')}
        </ActButton>
      )}
      <ActButton look="quiet" command="full-screen" isPressed={isFull} onPress={onFull}>
        {isFull ? t('view.leave-full-screen') : t('view.full-screen')}
      </ActButton>
    </div>
  );
}
