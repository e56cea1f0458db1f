import type { ClipFacts, PictureFacts, SoundFacts } from './clip-facts.ts';
import { drawsDifferently, isHighDynamicRange, namesMatrix } from './colour-code-points.ts';
import { irregularityCode, type IrregularityCode } from '../media-time/irregularities.ts';
import type { ListedTrack } from './listed-track.ts';

/** Frames later than this on the file's clock are called late, in seconds. */
const latestPlainStart = 0.1;
/** Beginnings later than this make an axis that is mostly empty. */
const farthestStart = 10;
/** Encoders round the end of a soundtrack off by a packet or two; a longer rest was cut away. */
const soundPadding = 0.1;

/** What is irregular about a file, in the order of the closed list, each once. Pure: facts in, codes out. */
export function irregularitiesOf(facts: ClipFacts): readonly IrregularityCode[] {
  const { listed, picture, sound } = facts;
  const listedPicture = trackOf(facts, picture?.trackId);
  const listedSound = trackOf(facts, sound?.trackId);
  const count = (kind: ListedTrack['kind']) =>
    listed.tracks.filter((track) => track.kind === kind).length;
  const pictures = Math.max(count('picture'), facts.openedPictures);
  const sounds = Math.max(count('sound'), facts.openedSounds);
  const says: Partial<Record<IrregularityCode, boolean>> = {
    ...(picture ? timing(picture) : {}),
    ...(picture ? drawing(picture, listedPicture) : {}),
    ...(sound ? hearing(sound, listedSound) : {}),
    'other-pictures': pictures > (picture ? 1 : 0),
    'other-sounds': sounds > (sound ? 1 : 0),
    'disabled-track': listedPicture?.isEnabled === false || listedSound?.isEnabled === false,
    'first-track-unplayable':
      (picture?.isPlayable === false && pictures > 1) ||
      (sound?.isPlayable === false && sounds > 1),
    subtitles: count('subtitles') > 0,
    attachments: listed.attachments > 0,
    chapters: listed.chapters > 0,
    'data-tracks': count('data') > 0,
    encrypted: listed.tracks.some((track) => track.isEncrypted),
    'compressed-track': listed.tracks.some((track) => track.isCompressed),
  };
  return irregularityCode.options.filter((code) => says[code] === true);
}

function trackOf({ listed }: ClipFacts, id: number | undefined): ListedTrack | undefined {
  return listed.tracks.find((track) => track.id === id);
}

function timing({
  timeline,
  edits,
  startsWithKey,
}: PictureFacts): Partial<Record<IrregularityCode, boolean>> {
  const first = timeline.shown[0]?.start ?? 0;
  return {
    'trimmed-start': timeline.beforeStart > 0,
    'trimmed-end': timeline.afterEnd > 0,
    'delayed-start': edits.delay > 0,
    'several-edits': edits.hasSeveral,
    'held-picture': edits.holds,
    'edit-at-other-speed': edits.hasOtherSpeed,
    'edit-between-frames': timeline.beginsBetween,
    'edit-without-length': edits.isWithoutLength,
    'starts-late': first - edits.delay > latestPlainStart && first <= farthestStart,
    'starts-far-off': first > farthestStart,
    'leading-pictures': timeline.leading > 0,
    'starts-without-key-frame': !startsWithKey,
    'equal-times': timeline.hasEqualTimes,
    'times-out-of-order': timeline.isOutOfOrder,
  };
}

function drawing(
  picture: PictureFacts,
  listed: ListedTrack | undefined,
): Partial<Record<IrregularityCode, boolean>> {
  const container = listed?.colour ?? null;
  const [inBits] = picture.colours;
  const all = container ? [container, ...picture.colours] : picture.colours;
  return {
    mirrored: picture.isMirrored,
    turned: picture.rotation !== 0,
    skewed: !picture.isUpright,
    'size-changes':
      picture.sizes.length > 1 || picture.changesShape || (listed?.sizes.length ?? 0) > 1,
    'pixels-not-square': !picture.hasSquarePixels,
    'cropped-by-container': listed?.isCropped ?? false,
    interlaced: picture.isInterlaced || (listed?.isInterlaced ?? false),
    'colour-untagged': !all.some(namesMatrix),
    'colour-tags-differ':
      container !== null && inBits !== undefined && drawsDifferently(container, inBits),
    'colour-changes':
      picture.changesForm || picture.colours.some((one) => inBits && drawsDifferently(inBits, one)),
    'high-dynamic-range': all.some(isHighDynamicRange),
    transparent: picture.isTransparent || (listed?.isTransparent ?? false),
  };
}

function hearing(
  { edits, end, holes, hidesRate }: SoundFacts,
  listed: ListedTrack | undefined,
): Partial<Record<IrregularityCode, boolean>> {
  const isCutShort = end - edits.to > soundPadding;
  return {
    'sound-rate-hidden': hidesRate,
    'sound-changes': (listed?.soundCodings ?? 1) > 1,
    'sound-has-holes': holes > 0,
    'sound-edited': edits.hasSeveral || edits.holds || edits.hasOtherSpeed || isCutShort,
  };
}
