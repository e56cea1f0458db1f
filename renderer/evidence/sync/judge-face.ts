import type { Certainty, FaceTrack, SyncLag } from '../../../shared/domain/evidence.ts';
import { furthestLagSteps } from './lag-curve.ts';
import { mouthSignals, stepsOf } from './mouth-signals.ts';
import type { SoundMap } from './sound-map.ts';
import { stepsPerSecond } from './sound-features.ts';
import { syncOfMouth, type ForetoldMouth, type MouthSync } from './sync-of-mouth.ts';

export type SyncOfFace = SyncLag['faces'][number];

/** Why nothing can be said of a face or a clip, or only weakly: codes that the page has sentences for. */
export type SyncReason =
  | 'no-sound'
  | 'sound-undecodable'
  | 'no-picture'
  | 'picture-undecodable'
  | 'no-face'
  | 'faces-not-measured'
  | 'frames-missing'
  | 'no-speech'
  | 'speech-too-short'
  | 'music'
  | 'face-too-small'
  | 'mouth-hidden'
  | 'low-confidence';

/** Measured on studio clips of 3 s, each speaker left out in turn: docs/evidence.md has the figures. */
export const syncLimits = {
  leastEyeDistancePx: 40,
  leastFaceUs: 1_500_000,
  leastSpeechUs: 800_000,
  /** From here a lag is said, as weak. */
  weakFrom: 1,
  /** 8 of 108 swapped voices reach this. */
  clearFrom: 1.25,
  /** Below this no offset is named: natural speech itself varies as much. */
  leastNamedMs: 150,
  uncertaintyMs: 60,
} as const;

const slidingWindowSteps = 200;
const slidingHopSteps = 50;
const mostWindows = 240;

export type SpeechIn = (fromUs: number, toUs: number) => number;

/** The whole answer for one face. */
export function judgeFace(
  track: FaceTrack,
  foretold: ForetoldMouth,
  map: SoundMap,
  speechIn: SpeechIn,
): SyncOfFace {
  const reason = faceReason(track, speechIn(track.fromUs, track.toUs));
  const span = stepsOf(track.mouth);
  if (reason === 'mouth-hidden') return silentFace(track.faceId, reason);
  const seen = mouthSignals(track.mouth, span);
  const sync = syncOfMouth(foretold, seen, map, span.firstStep);
  const { certainty, why } = reason ? { certainty: cannotTell, why: reason } : sureness(sync);
  const lagMs = Math.round(sync.lagMs * 10) / 10;
  return {
    faceId: track.faceId,
    certainty,
    reason: why,
    lagMs: certainty === 'cannot-tell' ? null : lagMs,
    uncertaintyMs: syncLimits.uncertaintyMs,
    confidence: rounded(sync.confidence),
    namesOffset: certainty === 'clear' && Math.abs(lagMs) > syncLimits.leastNamedMs,
    curve: {
      lagsMs: Array.from(sync.curve, (_, i) => (i - furthestLagSteps) * (1000 / stepsPerSecond)),
      agreement: Array.from(sync.curve, rounded),
    },
    sliding: reason ? [] : slidingView(seen, foretold, map, span.firstStep),
    voiceFitsMouth: reason ? null : rounded(voiceFit(map, sync.confidence)),
  };
}

const cannotTell = 'cannot-tell' as const;

function faceReason(track: FaceTrack, speechUs: number): SyncReason | null {
  const seenUs = (track.mouth.atUs.at(-1) ?? 0) - (track.mouth.atUs[0] ?? 0);
  if (seenUs < syncLimits.leastFaceUs) return 'mouth-hidden';
  if (track.eyeDistancePx < syncLimits.leastEyeDistancePx) return 'face-too-small';
  return speechUs < syncLimits.leastSpeechUs ? 'speech-too-short' : null;
}

/** How sure a curve is, and why not more. */
export function sureness(sync: Pick<MouthSync, 'lagMs' | 'confidence'>): {
  readonly certainty: Certainty;
  readonly why: SyncReason | null;
} {
  const { weakFrom, clearFrom } = syncLimits;
  if (Math.abs(sync.lagMs) > furthestNamedMs)
    return { certainty: cannotTell, why: 'low-confidence' };
  if (sync.confidence < weakFrom) return { certainty: cannotTell, why: 'low-confidence' };
  if (sync.confidence < clearFrom) return { certainty: 'weak', why: 'low-confidence' };
  return { certainty: 'clear', why: null };
}

/** A curve that still rises at its end has no peak. */
const furthestNamedMs = (furthestLagSteps - 2) * (1000 / stepsPerSecond);

function silentFace(faceId: number, reason: SyncReason): SyncOfFace {
  return {
    faceId,
    certainty: 'cannot-tell',
    reason,
    lagMs: null,
    uncertaintyMs: syncLimits.uncertaintyMs,
    confidence: null,
    namesOffset: false,
    curve: { lagsMs: [], agreement: [] },
    sliding: [],
    voiceFitsMouth: null,
  };
}

/** The same in windows of 2 s, every half second; on long clips less often. */
function slidingView(
  seen: readonly Float64Array[],
  foretold: ForetoldMouth,
  map: SoundMap,
  firstStep: number,
): SyncOfFace['sliding'] {
  const room = (seen[0]?.length ?? 0) - slidingWindowSteps;
  if (room < slidingHopSteps) return [];
  const hop = Math.max(slidingHopSteps, Math.ceil(room / mostWindows));
  return Array.from({ length: Math.floor(room / hop) + 1 }, (_, i) => {
    const from = i * hop;
    const part = seen.map((track) => track.subarray(from, from + slidingWindowSteps));
    const { lagMs, confidence } = syncOfMouth(foretold, part, map, firstStep + from);
    const middle = firstStep + from + slidingWindowSteps / 2;
    return {
      atUs: middle * (1_000_000 / stepsPerSecond),
      lagMs: Math.round(lagMs),
      confidence: rounded(confidence),
    };
  });
}

/** 0..1, from the confidence: 0.5 where own and other voices are equally likely. */
export function voiceFit(map: SoundMap, confidence: number): number {
  return 1 / (1 + Math.exp(-map.voice.slope * (confidence - map.voice.middle)));
}

function rounded(value: number): number {
  return Math.round(value * 1e4) / 1e4;
}
