import type { HeardStretch } from '../../../shared/domain/verdict.ts';
import type { ClipPlayerState } from '../../player/state/player-state.ts';

/** A jump longer than this between two readings was a seek, not playing (real seconds at the playing speed). */
const longestStepUs = 500_000;

type Reading = Pick<
  ClipPlayerState,
  'us' | 'isPlaying' | 'isMuted' | 'volume' | 'hasSound' | 'rate' | 'shuttle'
>;

/** Turns the player's readings into stretches that were heard: played forward, with sound on. */
export function followHearing(): (now: Reading) => HeardStretch | null {
  let lastUs: number | null = null;
  return (now) => {
    const rate = now.shuttle === 0 ? now.rate : now.shuttle;
    const isHeard =
      now.isPlaying && !now.isMuted && now.volume > 0 && now.hasSound === true && rate > 0;
    const fromUs = lastUs;
    lastUs = isHeard ? now.us : null;
    if (!isHeard || fromUs === null) return null;
    const stepUs = now.us - fromUs;
    if (stepUs <= 0 || stepUs > longestStepUs * Math.max(1, rate)) return null;
    return { fromUs, toUs: now.us, rate };
  };
}
