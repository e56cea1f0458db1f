import { useTranslation } from 'react-i18next';
import type { ClipPlayer } from '../../player/clip-player-types.ts';
import { nudgeWords } from '../../player/view/sound-words.ts';
import { useRestingState } from '../../player/view/use-player-state.ts';
import type { StageControls } from './stage-controls.ts';

type StageNotesProps = {
  readonly player: ClipPlayer;
  readonly controls: Pick<StageControls, 'looking' | 'full'>;
};

/**
 * What is other than usual, in the room that is left on the bar: how the sound is listened to, how the picture is looked
 * at, what the player notes. Cut where it is too long; "More" says all of it.
 */
export function StageNotes({ player, controls }: StageNotesProps) {
  const words = useUnusual(player, controls).join(' · ');
  return (
    <span className="stage-notes" role="status" title={words}>
      {words === '' ? null : `▲ ${words}`}
    </span>
  );
}

/** In the order in which they mislead: first what the player notes by itself. */
function useUnusual(
  player: ClipPlayer,
  { looking, full }: StageNotesProps['controls'],
): readonly string[] {
  const { t } = useTranslation();
  const state = useRestingState(player);
  const { place, markedFrame } = looking.view;
  return [
    ...(full.isRefused ? [t('view.full-screen-refused')] : []),
    ...state.notes.map((note) => t(`player.notes.${note}`)),
    ...(state.nudgeUs === 0 ? [] : [nudgeWords(state.nudgeUs, t)]),
    ...(state.listening === 'stereo' ? [] : [t(`player.listening.${state.listening}`)]),
    ...(place.zoom > 1 ? [t('view.zoom', { percent: place.zoom * 100 })] : []),
    ...(markedFrame === null ? [] : [t('view.marked', { frame: markedFrame })]),
  ];
}
