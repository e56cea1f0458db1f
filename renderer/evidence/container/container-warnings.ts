import type {
  ContainerSound,
  ContainerVideo,
  ContainerWarning,
} from '../../../shared/domain/evidence.ts';
import type { Edit } from '../../../shared/media-file/listed-track.ts';

type Known = {
  readonly video: ContainerVideo | null;
  readonly sound: ContainerSound | null;
  readonly editLists: readonly (readonly Edit[])[];
  /** Where the container says that the picture ends. */
  readonly listedEndUs: number | null;
  readonly hasSquarePixels: boolean;
  readonly hasPictureFault: boolean;
  readonly hasSoundFault: boolean;
  readonly isIndexed: boolean;
};

/** Starts further apart than this are said, in microseconds: half of what BT.1359 calls detectable. */
const startApartUs = 20_000;
/** Ends further apart than this are said: a packet of sound and a frame of picture never end together. */
const endApartUs = 120_000;
const cutShortUs = 100_000;

/** Plain warnings, the gravest first; times in milliseconds, positive = the sound is late. */
export function warningsOf(known: Known): ContainerWarning[] {
  const { video, sound } = known;
  return [
    ...streamWarnings(known),
    ...(video && sound ? timingWarnings(video, sound) : []),
    ...(sound?.primingUs
      ? [{ code: 'priming-not-trimmed', value: ms(sound.primingUs) } as const]
      : []),
    ...(known.editLists.some(isMoreThanTrimming)
      ? [{ code: 'edit-list', value: known.editLists.length } as const]
      : []),
    ...(video?.isVariableRate
      ? [{ code: 'variable-frame-rate', value: video.maxFps } as const]
      : []),
    ...(video && video.rotation !== 0 ? [{ code: 'rotated', value: video.rotation } as const] : []),
    ...(known.hasSquarePixels ? [] : [{ code: 'non-square-pixels', value: null } as const]),
  ];
}

function streamWarnings(known: Known): ContainerWarning[] {
  const { video, sound, listedEndUs } = known;
  const missingUs =
    video && listedEndUs !== null ? listedEndUs - video.firstUs - video.durationUs : 0;
  return [
    ...(video ? [] : [{ code: 'no-picture', value: null } as const]),
    ...(sound ? [] : [{ code: 'no-sound', value: null } as const]),
    ...(known.hasPictureFault || (video && !known.isIndexed)
      ? [{ code: 'picture-undecodable', value: null } as const]
      : []),
    ...(known.hasSoundFault ? [{ code: 'sound-undecodable', value: null } as const] : []),
    ...(missingUs > cutShortUs ? [{ code: 'truncated', value: ms(missingUs) } as const] : []),
  ];
}

function timingWarnings(video: ContainerVideo, sound: ContainerSound): ContainerWarning[] {
  // The encoder's delay comes on top: what was recorded first is heard that much later.
  const apartUs = sound.firstUs - video.firstUs + (sound.primingUs ?? 0);
  const endsApartUs = sound.firstUs + sound.durationUs - (video.firstUs + video.durationUs);
  const starts = apartUs > 0 ? 'sound-starts-late' : 'sound-starts-early';
  const ends = endsApartUs > 0 ? 'sound-ends-late' : 'sound-ends-early';
  // What is compared is what is said: the difference as it is heard.
  return [
    ...(Math.abs(apartUs) > startApartUs ? [{ code: starts, value: ms(apartUs) } as const] : []),
    ...(Math.abs(endsApartUs) > endApartUs
      ? [{ code: ends, value: ms(endsApartUs) } as const]
      : []),
  ];
}

/** An edit list that only cuts the encoder's delay away (one edit, at the usual speed) changes nothing that is seen. */
function isMoreThanTrimming(edits: readonly Edit[]): boolean {
  return edits.length > 1 || edits.some((edit) => edit.mediaTime < 0 || edit.rate !== 1);
}

function ms(us: number): number {
  return Math.round(us / 100) / 10;
}
