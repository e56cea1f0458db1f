import { clockTime } from '../../shared/media-time/timecode.ts';
import type { ClipPlayerState, PlayerNote } from './clip-player-types.ts';

/** Every sentence the player shows; one place, so that it can be translated. */
export const noteWords: Readonly<Record<PlayerNote, string>> = {
  'element-seek': 'Element seek: slower steps, each checked against the file’s timestamps.',
  'slow-motion-cannot-judge-sync':
    'In slow motion sound and picture drift apart by up to 50 ms. Judge sync on frames and waveform.',
  'loop-has-a-gap':
    'This clip can’t be decoded frame by frame here: sound pauses at the loop’s seam.',
  'loop-picture-waits':
    'This loop is longer than the frames in memory: its picture may wait at the seam, its sound does not.',
  'mixed-sound-is-later':
    'Mixed sound reaches the ear a little later than plain stereo. Judge sync in stereo.',
  'loop-changes-pitch': 'In a loop the pitch follows the speed.',
  'reverse-is-silent': 'Reverse plays without sound.',
  'time-not-in-index': 'The player reports a time that the file’s index does not list.',
  'smaller-while-stepping':
    'This picture is too large to keep many frames: while you step it is shown at reduced size, at rest at full size.',
  'key-frame-steps': 'Steps go from key frame to key frame.',
  'key-frame-steps-too-slow':
    'Single frames of this clip are too heavy for this machine: steps go from key frame to key frame.',
  'element-offset': 'The player’s clock starts at another time than the file’s; corrected.',
};

export const playerWords = {
  decoding: 'decoding',
  small: 'small copy',
  exact: 'exact',
  playing: 'playing',
  unchecked: 'not checked',
  noPicture: 'No picture',
  loading: 'Opening the clip',
  play: 'Play',
  pause: 'Pause',
  stepBack: 'One frame back',
  stepForward: 'One frame forward',
  slower: 'Slower',
  faster: 'Faster',
  keyFrameStepsOff: 'Step single frames again',
  loop: 'Loop',
  loopOff: 'Loop off',
  mute: 'Mute',
  unmute: 'Sound on',
  volume: 'Volume',
  noSound: 'No soundtrack',
  transport: 'Playing and stepping',
  rate: 'Speed',
} as const;

/** What a screen reader hears for the picture: "frame 57 of 122, 2.375 s". Frames are counted from 0, as the timecode does, everywhere in the desk. */
export function pictureName(state: ClipPlayerState): string {
  if (state.frame < 0) return playerWords.noPicture;
  return `frame ${state.frame} of ${state.frameCount}, ${(state.us / 1e6).toFixed(3)} s`;
}

export function positionWords(state: ClipPlayerState): {
  readonly time: string;
  readonly frame: string;
} {
  return { time: clockTime(state.us), frame: `${state.frame} of ${state.frameCount}` };
}

/** How far the picture on screen is proven to be the frame it is called. */
export function exactnessOf(state: ClipPlayerState): {
  readonly kind: 'exact' | 'wait' | 'warn';
  readonly word: string;
} {
  if (state.isSmall) return { kind: 'wait', word: playerWords.small };
  if (state.isDecoding) return { kind: 'wait', word: playerWords.decoding };
  if (state.isExact)
    return { kind: 'exact', word: state.isPlaying ? playerWords.playing : playerWords.exact };
  return { kind: 'warn', word: playerWords.unchecked };
}

export function rateWords(state: Pick<ClipPlayerState, 'rate' | 'shuttle'>): string {
  const speed = state.shuttle || state.rate;
  return `${speed < 0 ? '−' : ''}${Math.abs(speed)}×`;
}
