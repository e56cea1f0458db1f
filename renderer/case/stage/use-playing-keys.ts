import { useState } from 'react';
import type { ClipPlayer } from '../../player/clip-player-types.ts';
import { useStillUnderCover } from '../../cover/use-page-cover.ts';
import { useCommands, useHeldCommand } from '../../keys/use-keys.ts';
import { creepSpeed } from '../../player/transport/transport-rules.ts';
import { useHeldSteps } from './use-held-steps.ts';

const slowest = 0.1;
const fastest = 2;
const rates = [slowest, 0.25, 0.5, 0.75, 1, 1.25, 1.5, fastest] as const;

function nextRate(rate: number, by: 1 | -1): number {
  const faster = rates.find((step) => step > rate + 0.001);
  const slower = rates.findLast((step) => step < rate - 0.001);
  return by === 1 ? (faster ?? fastest) : (slower ?? slowest);
}

/** The keys that move the playhead, while the picture is open; under a cover it rests. */
export function usePlayingKeys(player: ClipPlayer | null, isOn: boolean): void {
  const act = (run: (clip: ClipPlayer) => void) => player !== null && isOn && (() => run(player));
  const [isSlow, setIsSlow] = useState(false);
  useStillUnderCover(player);
  useHeldSteps(player, isOn);
  useHeldCommand('shuttle-rest', player !== null && isOn && holdRest);
  function holdRest(isHeld: boolean): void {
    const isCreeping = Math.abs(player?.state().shuttle ?? 0) === creepSpeed;
    setIsSlow(isHeld);
    if (isHeld || isCreeping) player?.shuttle('k');
  }
  useCommands({
    'play-pause': act((clip) => clip.toggle()),
    'next-key-frame': act((clip) => clip.stepKeyFrame(1)),
    'previous-key-frame': act((clip) => clip.stepKeyFrame(-1)),
    'key-frame-steps': act((clip) => clip.toggleKeyFrameSteps()),
    'first-frame': act((clip) => clip.seekToFrame(0)),
    'last-frame': act((clip) => clip.seekToFrame(clip.state().frameCount - 1)),
    'shuttle-back': act((clip) => (isSlow ? clip.creep(-1) : clip.shuttle('j'))),
    'shuttle-forward': act((clip) => (isSlow ? clip.creep(1) : clip.shuttle('l'))),
    slower: act((clip) => clip.setRate(nextRate(clip.state().rate, -1))),
    faster: act((clip) => clip.setRate(nextRate(clip.state().rate, 1))),
    mute: act((clip) => clip.setMuted(!clip.state().isMuted)),
  });
}
