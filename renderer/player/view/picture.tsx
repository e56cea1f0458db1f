import './player.css';
import './view.css';
import { useEffect, useRef, type CSSProperties } from 'react';
import { useTranslation } from 'react-i18next';
import { pictureFilterCss } from '../../ui/picture-filter.ts';
import { PictureFilterDefs } from '../../ui/picture-filter-defs.tsx';
import type { PictureProps } from '../clip-player-types.ts';
import { plainView } from '../picture/picture-view.ts';
import { pictureName } from './player-words.ts';
import { usePictureGestures } from './use-picture-gestures.ts';
import { usePlayerState } from './use-player-state.ts';
import { hasHardEdges, zoomTransform } from '../picture/zoom-pan.ts';
import { ForeignText } from '../../ui/foreign-text.tsx';

/**
 * The picture. Its filter and its zoom are on the box around all layers, so that both hold while playing,
 * stepping and comparing alike; the filter is gone only while the lifting key is held. The filter comes
 * before the zoom: enlarging a blurred picture enlarges its blur.
 */
export function Picture(props: PictureProps) {
  const {
    player,
    filter,
    isFilterLifted,
    maxWidthPx,
    view = plainView,
    viewName,
    gestures,
  } = props;
  const { t } = useTranslation();
  const state = usePlayerState(player);
  const frame = useRef<HTMLElement>(null);
  const host = useRef<HTMLDivElement>(null);
  useEffect(() => (host.current ? player.attach(host.current) : undefined), [player]);
  const isZoomed = view.place.zoom > 1;
  usePictureGestures(frame, isZoomed, gestures);

  const isHidden =
    (state.source === 'none' || state.source === 'sound') && state.phase === 'failed';
  const index = player.index;
  const [wide, high] = index ? [index.displayWidth, index.displayHeight] : [16, 9];
  const box: CSSProperties & { readonly '--picture-ratio': number } = {
    aspectRatio: `${wide} / ${high}`,
    '--picture-ratio': wide / high,
    ...(maxWidthPx === null ? {} : { maxWidth: maxWidthPx }),
  };
  const looks = [
    'picture',
    ...(isZoomed ? ['is-zoomed'] : []),
    ...(hasHardEdges(view.place) ? ['has-hard-edges'] : []),
  ];
  return (
    <figure ref={frame} className={looks.join(' ')} style={box}>
      <PictureFilterDefs />
      <div
        ref={host}
        className="picture-host"
        role="img"
        aria-label={[pictureName(state, t), ...(viewName ? [viewName] : [])].join(', ')}
        hidden={isHidden}
        style={{
          filter: pictureFilterCss(filter, view.channel, isFilterLifted),
          transform: zoomTransform(view.place),
        }}
      />
      {state.source === 'ring' && state.phase === 'ready' && state.isDecoding && (
        <p className="picture-decoding">
          {state.isSmall ? t('player.small') : t('player.decoding')}
        </p>
      )}
      {!isHidden && props.children}
      {state.phase === 'loading' && <p className="picture-words">{t('player.loading')}</p>}
      {state.fault && (
        <div className="picture-words" role="alert">
          {isHidden && <strong>{t('player.no-picture')}</strong>}
          <p dir="auto">
            <ForeignText text={state.fault.message} />
          </p>
        </div>
      )}
    </figure>
  );
}
