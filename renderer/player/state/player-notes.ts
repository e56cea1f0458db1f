import type { ClipPlayerState, ElementAgreement, PlayerNote } from './player-state.ts';

type Circumstances = {
  /** The loop can be played from the ring with gapless sound. */
  readonly ringLoops: boolean;
  /** Its pictures fit into memory all at once. */
  readonly fitsRing: boolean;
  readonly offsetUs: number;
  /** The element closes holes of the soundtrack; everything else keeps them. */
  readonly hasSoundHoles: boolean;
  /** The element may sound otherwise than loops, steps and lanes. */
  readonly soundsOtherwise: boolean;
};

/** Why a playing frame is not called exact, where that will not change. */
const notesOfAgreement: ReadonlyMap<ElementAgreement, PlayerNote> = new Map([
  ['irregular', 'plays-irregular'],
  ['time-differs', 'plays-other-times'],
  ['picture-differs', 'plays-other-picture'],
]);

/** What a reviewer should know about the way this clip is being shown and heard just now. */
export function notesFor(
  state: ClipPlayerState,
  { ringLoops, fitsRing, offsetUs, hasSoundHoles, soundsOtherwise }: Circumstances,
): readonly PlayerNote[] {
  const notes: PlayerNote[] = [];
  if (state.source === 'element') notes.push('element-seek');
  if (state.source === 'ring' && state.heldDivisor > 1) notes.push('smaller-while-stepping');
  if (state.keyFrameSteps === 'chosen') notes.push('key-frame-steps');
  if (state.keyFrameSteps === 'too-slow') notes.push('key-frame-steps-too-slow');
  if (offsetUs !== 0) notes.push('element-offset');
  const differing = notesOfAgreement.get(state.agreement);
  if (state.isNotFollowed) notes.push('not-as-asked');
  else if (state.source === 'ring' && differing) notes.push(differing);
  if (hasSoundHoles && state.hasSound === true) notes.push('sound-holes-close');
  if (soundsOtherwise && state.hasSound === true) notes.push('sounds-otherwise');
  if (state.shuttle < 0) notes.push('reverse-is-silent');
  // At half speed the element's picture and sound are 40 to 51 ms apart (measured 2026-11).
  const speed = state.shuttle || state.rate;
  if (speed > 0 && speed < 1 && state.hasSound === true)
    notes.push('slow-motion-cannot-judge-sync');
  if (state.loop && !ringLoops) notes.push('loop-has-a-gap');
  if (state.loop && ringLoops && !fitsRing) notes.push('loop-picture-waits');
  if (state.listening !== 'stereo' && state.hasSound === true) notes.push('mixed-sound-is-later');
  if (state.loop && ringLoops && state.isPitchKept && state.rate !== 1 && state.hasSound === true)
    notes.push('loop-changes-pitch');
  // Kept as the same array while nothing changes, so that the state does not count as changed.
  const isSame =
    notes.length === state.notes.length && notes.every((note, i) => note === state.notes[i]);
  return isSame ? state.notes : notes;
}
