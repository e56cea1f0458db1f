import type { TFunction } from 'i18next';
import { clockTime } from '../../../shared/media-time/timecode.ts';
import type { ClipPlayerState } from '../state/player-state.ts';

/**
 * What a screen reader says for the picture: "frame 57 of 122, 2.375 s". Frames are counted from 0, as the timecode does,
 * everywhere in the desk.
 */
export function pictureName(state: ClipPlayerState, t: TFunction): string {
  if (state.frame < 0 || state.source === 'sound') return t('player.no-picture');
  const seconds = (state.us / 1e6).toFixed(3);
  return t('player.picture-name', { frame: state.frame, frames: state.frameCount, seconds });
}

export function positionWords(
  state: ClipPlayerState,
  t: TFunction,
): { readonly time: string; readonly frame: string } {
  return {
    time: clockTime(state.us),
    frame: t('player.position', { frame: state.frame, frames: state.frameCount }),
  };
}

/** How far the picture on screen is proven to be the frame it is called. */
export function exactnessOf(
  state: ClipPlayerState,
  t: TFunction,
  isReviewCopy = false,
): { readonly kind: 'exact' | 'wait' | 'warn'; readonly word: string } {
  if (state.source === 'sound') return { kind: 'warn', word: t('player.sound-alone') };
  if (state.isSmall) return { kind: 'wait', word: t('player.small') };
  if (state.isDecoding) return { kind: 'wait', word: t('player.decoding') };
  // The right frame by its number, but the file wants it tilted, reduced, held or timed in another way.
  if (state.isExact && state.isNotFollowed)
    return { kind: 'warn', word: t('player.not-exact', { reason: t('player.not-as-asked') }) };
  if (state.isExact) return { kind: 'exact', word: exactWords(state.isPlaying, isReviewCopy, t) };
  return { kind: 'warn', word: t('player.not-exact', { reason: reasonWords(state, t) }) };
}

/** A copy's frame is exact as a frame of the copy: the badge says which file that is. */
function exactWords(isPlaying: boolean, isReviewCopy: boolean, t: TFunction): string {
  if (isPlaying) return isReviewCopy ? t('player.playing-copy') : t('player.playing');
  return isReviewCopy ? t('player.exact-copy') : t('player.exact');
}

/** Why a frame that the element shows is not proven. */
function reasonWords({ agreement, isOnTime }: ClipPlayerState, t: TFunction): string {
  if (agreement === 'agrees')
    return isOnTime ? t('player.not-exact-for.unchecked') : t('player.not-exact-for.this-time');
  return t(`player.not-exact-for.${agreement}`);
}

export function rateWords(state: Pick<ClipPlayerState, 'rate' | 'shuttle'>): string {
  const speed = state.shuttle || state.rate;
  return `${speed < 0 ? '−' : ''}${Math.abs(speed)}×`;
}
