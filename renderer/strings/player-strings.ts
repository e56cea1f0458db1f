/** The words of the player: picture, transport, listening, and what it notes by itself. */
export const playerStrings = {
  decoding: 'decoding',
  small: 'small copy',
  exact: 'exact',
  'exact-copy': 'exact, review copy',
  playing: 'playing',
  'playing-copy': 'playing, review copy',
  'not-exact': 'not exact: {{reason}}',
  /** Why the frame that the media element shows is not called exact. */
  'not-exact-for': {
    unchecked: 'not yet compared',
    irregular: 'irregular file',
    'time-differs': 'other times',
    'picture-differs': 'other picture or colours',
    'nothing-to-compare': 'played only',
    'this-time': 'unlisted time',
  },
  /** Why a frame is not called exact although it is the one that its number says. */
  'not-as-asked': 'shown otherwise than the file asks',
  'no-picture': 'No picture',
  'sound-alone': 'sound only: no picture is shown',
  'sound-steps': 'steps of 10 ms',
  'sound-back': '10 ms back',
  'sound-forward': '10 ms forward',
  loading: 'Opening the clip',
  play: 'Play',
  pause: 'Pause',
  'step-back': 'One frame back',
  'step-forward': 'One frame forward',
  slower: 'Slower',
  faster: 'Faster',
  'key-frame-steps-off': 'Step single frames again',
  'loop-off': 'Loop off',
  mute: 'Mute',
  unmute: 'Sound on',
  volume: 'Volume',
  'no-sound': 'No soundtrack',
  transport: 'Playing and stepping',
  rate: 'Speed',
  frame: 'frame',
  position: '{{frame}} of {{frames}}',
  /** What a screen reader hears for the picture. */
  'picture-name': 'frame {{frame}} of {{frames}}, {{seconds}} s',
  notes: {
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
    'plays-irregular':
      'Players may show this file differently: see what is said of the file. Step to see its exact frames.',
    'not-as-asked':
      'This file asks to be shown in a way that the desk does not do: see what is said of the file. Frame numbers are right.',
    'plays-other-times':
      'The player shows other times than the file lists. Step to see its exact frames.',
    'plays-other-picture':
      'The player shows another picture, or other colours, than the file holds. Step to see its exact frames.',
    'sounds-otherwise':
      'While it plays, the sound of this file may differ from its loops, steps and waveform: see what is said of the file.',
    'sound-holes-close':
      'This soundtrack has holes. While playing, what follows one is heard too early; loops, steps and waveform keep it in its place.',
    'smaller-while-stepping':
      'This picture is too large to keep many frames: while you step it is shown at reduced size, at rest at full size.',
    'key-frame-steps': 'Steps go from key frame to key frame.',
    'key-frame-steps-too-slow':
      'Single frames of this clip are too heavy for this machine: steps go from key frame to key frame.',
    'element-offset': 'The player’s clock starts at another time than the file’s; corrected.',
  },
  sound: {
    line: 'Listening',
    listening: 'Change what is listened to',
    pitch: 'Keep the pitch at other speeds, or let it follow',
    'pitch-kept': 'pitch kept',
    'pitch-follows': 'pitch follows speed',
    steps: 'Sound of one frame on each step',
    'steps-sound': 'steps sound',
    'steps-silent': 'steps silent',
    earlier: 'Loop’s sound one millisecond earlier',
    later: 'Loop’s sound one millisecond later',
    'ms-earlier': '−1 ms',
    'ms-later': '+1 ms',
    nudged: 'sound nudged {{ms}} ms: listening only, never written',
    latency: 'device latency {{ms}} ms',
    'latency-unknown': 'device latency not known',
  },
  listening: {
    stereo: 'stereo',
    mono: 'mono: both channels together',
    left: 'left channel on both ears',
    right: 'right channel on both ears',
    difference: 'difference of left and right',
  },
} as const;
