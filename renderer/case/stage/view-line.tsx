import { useTranslation } from 'react-i18next';
import { differenceGain } from '../../player/picture-view.ts';
import type { PictureLooking } from '../../player/use-picture-view.ts';
import { ActButton } from '../../ui/act-button.tsx';
import { KeyCap } from '../../ui/key-cap.tsx';
import { pixelSizeWords } from './view-words.ts';

type ViewLineProps = {
  readonly looking: PictureLooking;
  /** Screen pixels that one picture pixel takes at this zoom. */
  readonly pixelPx: number;
};

/** One line under the picture: how it is looked at, in words, each part with its key. */
export function ViewLine({ looking, pixelPx }: ViewLineProps) {
  const { t, i18n } = useTranslation();
  const { view } = looking;
  const { place, markedFrame } = view;
  const isZoomed = place.zoom > 1;
  const size = isZoomed ? pixelSizeWords(pixelPx, i18n.language) : '';
  const how = t(`view.compare.${view.comparing}`, { gain: differenceGain });
  const channel = t(`view.channels.${view.channel}`);
  const frame = (markedFrame ?? 0) + 1;
  return (
    <div className="view-line numbers" role="group" aria-label={t('view.line')}>
      <output className="view-zoom">
        {isZoomed ? t('view.zoom', { percent: place.zoom * 100 }) : t('view.zoom-whole')}
        {size !== '' && <span>, {t('view.pixel-size', { size })}</span>}
      </output>
      <ActButton
        look="quiet"
        command="zoom-in"
        label={t('view.zoom-in')}
        onPress={() => looking.zoom(1)}
      >
        +
      </ActButton>
      {isZoomed && (
        <ActButton
          look="quiet"
          command="zoom-out"
          label={t('view.zoom-out')}
          onPress={() => looking.zoom(-1)}
        >
          −
        </ActButton>
      )}
      <ActButton
        look="quiet"
        command="mark-compared"
        onPress={looking.mark}
        {...(markedFrame === null ? {} : { label: t('view.mark-again', { frame }) })}
      >
        {markedFrame === null ? t('view.mark') : t('view.marked', { frame })}
      </ActButton>
      {markedFrame !== null && (
        <>
          <span className="view-hold">
            {t('view.hold')} <KeyCap command="hold-compared" />
          </span>
          <ActButton
            look="quiet"
            command="cycle-comparing"
            isPressed={view.comparing !== 'off'}
            label={t('view.compare-title', { how })}
            onPress={looking.cycleComparing}
          >
            {how}
          </ActButton>
        </>
      )}
      <ActButton
        look="quiet"
        command="cycle-channel"
        isPressed={view.channel !== 'colour'}
        label={t('view.channel-title', { channel })}
        onPress={looking.cycleChannel}
      >
        {channel}
      </ActButton>
    </div>
  );
}
