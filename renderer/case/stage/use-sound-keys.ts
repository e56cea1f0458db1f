import { useCallback } from 'react';
import { spanOfFrame } from '../../../shared/media-time/frame-index.ts';
import { usePreferences } from '../../bridge/preferences.ts';
import { useCommands } from '../../keys/use-keys.ts';
import type { ClipPlayer } from '../../player/clip-player-types.ts';
import { nextListening } from '../../player/sound/listening.ts';

const millisecondUs = 1000;

/** The length of the frame under the playhead. */
function frameUs(clip: ClipPlayer): number {
  if (!clip.index) return 0;
  const { fromUs, toUs } = spanOfFrame(clip.index, clip.state().frame);
  return toUs - fromUs;
}

/** The keys of listening, while the picture is open. Answers the switch for the sound of steps. */
export function useSoundKeys(player: ClipPlayer | null, isOn: boolean): () => void {
  const { change } = usePreferences();
  const act = (run: (clip: ClipPlayer) => void) => player !== null && isOn && (() => run(player));
  const toggleSteps = useCallback(() => {
    if (!player) return;
    const grainOnStep = !player.state().soundsSteps;
    player.setSoundsSteps(grainOnStep);
    change((now) => ({ ...now, playback: { ...now.playback, grainOnStep } }));
  }, [change, player]);
  useCommands({
    'cycle-listening': act((clip) => clip.setListening(nextListening(clip.state().listening))),
    'keep-pitch': act((clip) => clip.setPitchKept(!clip.state().isPitchKept)),
    'sound-of-steps': isOn && player !== null && toggleSteps,
    'sound-earlier': act((clip) => clip.nudgeSound(-millisecondUs)),
    'sound-later': act((clip) => clip.nudgeSound(millisecondUs)),
    'sound-earlier-frame': act((clip) => clip.nudgeSound(-frameUs(clip))),
    'sound-later-frame': act((clip) => clip.nudgeSound(frameUs(clip))),
  });
  return toggleSteps;
}
