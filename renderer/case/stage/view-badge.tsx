import { useTranslation } from 'react-i18next';
import type { ClipPlayer } from '../../player/clip-player-types.ts';
import type { PictureView } from '../../player/picture/picture-view.ts';
import { usePlayerState } from '../../player/view/use-player-state.ts';
import { falseColours } from '../../ui/false-colours.ts';
import { badgeParts } from './view-words.ts';

type ViewBadgeProps = { readonly player: ClipPlayer; readonly view: PictureView };

/** On the picture: what it shows instead of the plain frame, and the legend of the false colours. */
export function ViewBadge({ player, view }: ViewBadgeProps) {
  const { t } = useTranslation();
  const { shownFrame } = usePlayerState(player);
  const parts = badgeParts(view, shownFrame, t);
  return (
    <>
      {parts.length > 0 && (
        <p className="view-badge numbers" aria-hidden="true">
          {parts.join(' · ')}
        </p>
      )}
      {view.channel === 'false-colour' && (
        <ul className="view-legend numbers" aria-label={t('view.legend')}>
          {falseColours.map(({ from, to, colour }) => (
            <li key={from} title={t('view.band', { from, to })}>
              <i style={{ background: `rgb(${colour.join(' ')})` }} />
              {from}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
