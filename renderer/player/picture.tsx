import './player.css';
import { useEffect, useRef, type CSSProperties } from 'react';
import type { PictureFilter, PictureProps } from './clip-player-types.ts';
import { pictureName, playerWords } from './player-words.ts';
import { usePlayerState } from './use-player-state.ts';

/**
 * The picture. Its filter lies on the box around both layers, so that it holds while playing and stepping
 * alike; it is gone only while the lifting key is held.
 */
export function Picture({ player, filter, isFilterLifted, maxWidthPx }: PictureProps) {
  const state = usePlayerState(player);
  const host = useRef<HTMLDivElement>(null);
  useEffect(() => (host.current ? player.attach(host.current) : undefined), [player]);

  const isHidden = state.source === 'none' && state.phase === 'failed';
  const index = player.index;
  const box: CSSProperties = {
    aspectRatio: index ? `${index.displayWidth} / ${index.displayHeight}` : '16 / 9',
    ...(maxWidthPx === null ? {} : { maxWidth: maxWidthPx }),
  };
  return (
    <figure className="picture" style={box}>
      <div
        ref={host}
        className="picture-host"
        role="img"
        aria-label={pictureName(state)}
        hidden={isHidden}
        style={{ filter: isFilterLifted ? 'none' : filterCss(filter) }}
      />
      {state.phase === 'loading' && <p className="picture-words">{playerWords.loading}</p>}
      {state.fault && (
        <div className="picture-words" role="alert">
          {isHidden && <strong>{playerWords.noPicture}</strong>}
          <p>{state.fault.message}</p>
        </div>
      )}
    </figure>
  );
}

function filterCss({ blurPx, isGreyscale }: PictureFilter): string {
  const parts = [
    ...(blurPx > 0 ? [`blur(${blurPx}px)`] : []),
    ...(isGreyscale ? ['grayscale(1)'] : []),
  ];
  return parts.length === 0 ? 'none' : parts.join(' ');
}
