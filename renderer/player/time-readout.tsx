import './player.css';
import type { TimeReadoutProps } from './clip-player-types.ts';
import { exactnessOf, noteWords, positionWords } from './player-words.ts';
import { usePlayerState } from './use-player-state.ts';

/** Timecode, frame and milliseconds of the playhead, and whether the picture is proven to be that frame. */
export function TimeReadout({ player }: TimeReadoutProps) {
  const state = usePlayerState(player);
  if (state.frame < 0) return null;
  const { time, frame } = positionWords(state);
  const exactness = exactnessOf(state);
  return (
    <div className="time-readout">
      {state.timecode !== null && <span className="time-timecode">{state.timecode}</span>}
      <span className="time-clock">{time}</span>
      <span className="time-frame">
        <span className="time-quiet">frame </span>
        {frame}
      </span>
      <span className={`time-badge is-${exactness.kind}`}>{exactness.word}</span>
      {state.notes.map((note) => (
        <span key={note} className="time-note">
          {noteWords[note]}
        </span>
      ))}
    </div>
  );
}
