import { useTranslation } from 'react-i18next';
import { differenceGain } from '../../player/picture/picture-view.ts';
import type { PictureLooking } from '../../player/view/use-picture-view.ts';
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
  return (
    <div className="view-line numbers" role="group" aria-label={t('view.line')}>
      <output className="view-zoom">
        {t('view.zoom', { percent: place.zoom * 100 })}
        {size !== '' && <span className="view-pixel">, {t('view.pixel-size', { size })}</span>}
      </output>
      <ActButton look="quiet" command="zoom-in" onPress={() => looking.zoom(1)}>
        <span aria-hidden="true">+</span>
        <Spoken>{t('view.zoom-in')}</Spoken>
      </ActButton>
      {isZoomed && (
        <ActButton look="quiet" command="zoom-out" onPress={() => looking.zoom(-1)}>
          <span aria-hidden="true">−</span>
          <Spoken>{t('view.zoom-out')}</Spoken>
        </ActButton>
      )}
      <ActButton look="quiet" command="mark-compared" onPress={looking.mark}>
        {markedFrame === null ? t('view.mark') : t('view.marked', { frame: markedFrame })}
        {markedFrame !== null && <Spoken>{t('view.mark-again')}</Spoken>}
      </ActButton>
      {markedFrame !== null && (
        <>
          <span className="view-hold">
            <span>{t('view.hold')}</span> <KeyCap command="hold-compared" />
          </span>
          <ActButton
            look="quiet"
            command="cycle-comparing"
            isPressed={view.comparing !== 'off'}
            onPress={looking.cycleComparing}
          >
            <Spoken>{t('view.compare-title')}</Spoken>
            {t(`view.compare.${view.comparing}`, { gain: differenceGain })}
          </ActButton>
        </>
      )}
      <ActButton
        look="quiet"
        command="cycle-channel"
        isPressed={view.channel !== 'colour'}
        onPress={looking.cycleChannel}
      >
        <Spoken>{t('view.channel-title')}</Spoken>
        {t(`view.channels.${view.channel}`)}
      </ActButton>
    </div>
  );
}

/** What the signs and short words of the line mean, for screen readers. */
function Spoken({ children }: { readonly children: string }) {
  return <span className="view-spoken"> {children} </span>;
}
