import type { Result } from '../../shared/lifetime/result.ts';
import { needsCopyFor, type IrregularityCode } from '../../shared/media-time/irregularities.ts';
import { irregularityWords } from '../../shared/media-file/irregularity-words.ts';

/** One track as a prober sees it; names are FFmpeg's. */
export type TrackFacts = {
  readonly kind: 'video' | 'audio';
  readonly codec: string;
  /** Null where the prober does not say. */
  readonly pixelFormat: string | null;
  /** Packets that the container promises; null where unknown. */
  readonly packetsPromised: number | null;
};

/** What is in a file, or why that is not known. */
export type MediaFacts =
  | {
      readonly kind: 'media';
      readonly container: string;
      readonly tracks: readonly TrackFacts[];
      readonly decodes: boolean;
    }
  | { readonly kind: 'unknown'; readonly sizeBytes: number };

/** What to do about a file before people can review it. */
export type ReviewPlan =
  | { readonly kind: 'playable'; readonly mimeType: string; readonly note: string }
  | {
      readonly kind: 'proxy';
      readonly mimeType: string;
      readonly why: string;
      /** What else the original holds that the copy does not, in sentences; empty for nothing. */
      readonly besides: string;
      readonly copyVideo: boolean;
      /** The desk can show the original too, where no copy can be made. */
      readonly isPlayable: boolean;
    }
  | { readonly kind: 'broken'; readonly mimeType: string; readonly note: string };

/** What Chromium's own decoders play everywhere (no HEVC, no MPEG-1/2/4 part 2, no ProRes). */
const playableVideo = new Set(['h264', 'vp8', 'vp9', 'av1']);
const playableAudio = new Set([
  'aac',
  'mp3',
  'opus',
  'vorbis',
  'flac',
  'pcm_s16le',
  'pcm_s24le',
  'pcm_f32le',
  'pcm_u8',
]);
/** Chromium's H.264 decoder is sure of 8-bit 4:2:0 only. */
const playableH264Pixels = new Set(['yuv420p', 'yuvj420p']);

/** First word of FFmpeg's container name to media type. QuickTime has no type of its own here: it is played as MP4. */
const containers: Readonly<
  Record<string, { readonly mimeType: string; readonly isPlayable: boolean }>
> = {
  mov: { mimeType: 'video/mp4', isPlayable: true },
  mp4: { mimeType: 'video/mp4', isPlayable: true },
  webm: { mimeType: 'video/webm', isPlayable: true },
  matroska: { mimeType: 'video/x-matroska', isPlayable: true },
  ogg: { mimeType: 'video/ogg', isPlayable: true },
  mp3: { mimeType: 'audio/mpeg', isPlayable: true },
  wav: { mimeType: 'audio/wav', isPlayable: true },
  flac: { mimeType: 'audio/flac', isPlayable: true },
  aac: { mimeType: 'audio/aac', isPlayable: true },
  avi: { mimeType: 'video/x-msvideo', isPlayable: false },
  mpeg: { mimeType: 'video/mpeg', isPlayable: false },
  mpegvideo: { mimeType: 'video/mpeg', isPlayable: false },
  mpegts: { mimeType: 'video/mp2t', isPlayable: false },
  asf: { mimeType: 'video/x-ms-asf', isPlayable: false },
  flv: { mimeType: 'video/x-flv', isPlayable: false },
};
const unknownType = 'application/octet-stream';

/** What the desk's reader found; the irregularities and frame counts of a review are taken from nothing else. */
export type DeskOutcome = Result<{
  readonly irregularities: readonly IrregularityCode[];
  readonly isCutShort: boolean;
  readonly framesFound: number;
}>;

/** Irregularities that only concern the sound: the picture may be taken over as it is. */
const ofTheSound: ReadonlySet<IrregularityCode> = new Set([
  'sound-rate-hidden',
  'sound-changes',
  'sound-edited',
]);
/** Decides from the facts alone: play as it is, make a review copy, or say that it is broken. */
export function planReview(facts: MediaFacts, desk: DeskOutcome): ReviewPlan {
  if (facts.kind === 'unknown') {
    const note =
      facts.sizeBytes === 0
        ? 'The file is empty (0 bytes).'
        : 'No program here can read this file: it is damaged or not a media file.';
    return { kind: 'broken', mimeType: unknownType, note };
  }
  const container = containers[facts.container];
  const mimeType = container?.mimeType ?? unknownType;
  const isRefused = !desk.ok && desk.fault.kind === 'unsupported-media';
  if (facts.tracks.length === 0 && !isRefused)
    return { kind: 'broken', mimeType, note: 'The file holds neither picture nor sound.' };
  if (facts.tracks.length > 0 && !facts.decodes)
    return {
      kind: 'broken',
      mimeType,
      note: 'The file opens, but not one frame of it can be decoded.',
    };
  const video = facts.tracks.find((track) => track.kind === 'video');
  const videoTrouble = video ? troubleWithVideo(video) : null;
  const soundTrouble = facts.tracks.find(
    (track) => track.kind === 'audio' && !playableAudio.has(track.codec),
  );
  const reasons = [
    ...(videoTrouble === null ? [] : [videoTrouble]),
    ...(soundTrouble ? [`its sound is ${soundTrouble.codec}`] : []),
    ...(container?.isPlayable ? [] : [`its container is ${facts.container}`]),
  ];
  const codes = desk.ok ? desk.value.irregularities : [];
  const worthy = needsCopyFor(codes);
  const hasPicture = video !== undefined || facts.tracks.length === 0;
  const refusal = !desk.ok && hasPicture && reasons.length === 0 ? desk.fault.message : null;
  const why = whyNotAsItIs(reasons, refusal, worthy);
  if (why === null)
    return {
      kind: 'playable',
      mimeType: video ? mimeType : mimeType.replace(/^video\/(mp4|webm|ogg)$/, 'audio/$1'),
      note: shortfall(video, desk),
    };
  const isPictureFine = videoTrouble === null && worthy.every((code) => ofTheSound.has(code));
  return {
    kind: 'proxy',
    mimeType,
    why,
    // Untagged colours are tagged in the copy.
    besides: inWords(codes.filter((code) => !worthy.includes(code) && code !== 'colour-untagged')),
    copyVideo: isPictureFine && refusal === null && video?.codec === 'h264',
    isPlayable: reasons.length === 0 && refusal === null,
  };
}

/** Why a file needs a review copy; null where it needs none. */
function whyNotAsItIs(
  reasons: readonly string[],
  refusal: string | null,
  worthy: readonly IrregularityCode[],
): string | null {
  if (reasons.length > 0)
    return [`The desk can not play this file: ${reasons.join(', ')}.`, inWords(worthy)]
      .join(' ')
      .trim();
  if (refusal !== null) return `The desk can not read this file as it is. ${refusal}`;
  return worthy.length > 0 ? `Players differ on this file. ${inWords(worthy)}` : null;
}

function inWords(codes: readonly IrregularityCode[]): string {
  return codes.map((code) => irregularityWords[code]).join(' ');
}

function troubleWithVideo(video: TrackFacts): string | null {
  if (!playableVideo.has(video.codec)) return `its picture is ${video.codec}`;
  const pixels = video.pixelFormat;
  if (video.codec === 'h264' && pixels !== null && !playableH264Pixels.has(pixels))
    return `its picture is h264 in ${pixels}`;
  return null;
}

/**
 * A file that ends early is reviewable, but the reviewer must know. Only the desk's reader says whether it does: probers
 * count what an edit list shows, which is less than the file holds.
 */
function shortfall(video: TrackFacts | undefined, desk: DeskOutcome): string {
  const promised = video?.packetsPromised ?? null;
  if (!desk.ok || !desk.value.isCutShort || promised === null) return '';
  const found = desk.value.framesFound;
  return found < promised ? `The file ends early: ${found} of ${promised} frames are in it.` : '';
}
