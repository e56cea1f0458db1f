import './player.css';
import { useTranslation } from 'react-i18next';
import type { TimeReadoutProps } from '../clip-player-types.ts';
import { exactnessOf, positionWords } from './player-words.ts';
import { usePlayerState } from './use-player-state.ts';

/** Timecode, seconds and frame of the playhead, and whether the picture is proven to be that frame: one line. */
export function TimeReadout({ player, isReviewCopy = false }: TimeReadoutProps) {
  const { t } = useTranslation();
  const state = usePlayerState(player);
  if (state.frame < 0) return null;
  const { time, frame } = positionWords(state, t);
  const exactness = exactnessOf(state, t, isReviewCopy);
  return (
    <div className="time-readout">
      {state.timecode !== null && <span className="time-timecode">{state.timecode}</span>}
      <span className="time-clock">{time}</span>
      {player.index ? (
        <span className="time-frame">
          <span className="time-quiet">{t('player.frame')} </span>
          {frame}
        </span>
      ) : (
        <span className="time-quiet">{t('player.sound-steps')}</span>
      )}
      <span className={`time-badge is-${exactness.kind}`} title={exactness.word}>
        {exactness.word}
      </span>
    </div>
  );
}
