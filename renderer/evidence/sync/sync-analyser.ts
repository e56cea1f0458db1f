import { analyserCards } from '../../../shared/domain/analyser-cards.ts';
import type { EvidenceResult, FaceTrack, SyncLag } from '../../../shared/domain/evidence.ts';
import { mostJudgedFaces } from '../../../shared/domain/measured-stretch.ts';
import type { Analyser, ClipToMeasure } from '../engine/analyser.ts';
import gridMap from './grid-map.json' with { type: 'json' };
import { judgeFace, type SpeechIn, type SyncOfFace, type SyncReason } from './judge-face.ts';
import { SoundFeatureMaker, type SoundFeatures } from './sound-features.ts';
import type { SoundMap } from './sound-map.ts';
import { soundSignals } from './sound-signals.ts';
import { loudOutside, speechFinder } from './speech-in.ts';
import { foretellMouth } from './sync-of-mouth.ts';

/** Does the sound belong to the mouth: a lag curve for each face. */
export const syncAnalyser: Analyser<SyncLag> = syncAnalyserWith(gridMap);

/** The same with another map from sound to mouth. */
export function syncAnalyserWith(map: SoundMap): Analyser<SyncLag> {
  const { author } = analyserCards.sync;
  return {
    ...analyserCards.sync,
    needs: { frames: false, sound: true },
    begin(clip) {
      const maker = new SoundFeatureMaker(clip.beginUs);
      return Promise.resolve({
        sound: (block) => maker.add(block),
        end: (others) => {
          const streams = { ...clip, hasPicture: clip.index !== null };
          const measured = measureSync(streams, others, maker.end(), map);
          return Promise.resolve({ ...measured, kind: 'sync', author });
        },
      });
    },
  };
}

type Measured = Omit<SyncLag, 'kind' | 'author'>;

/** Pure: the same faces, speech and sound give the same answer. */
export function measureSync(
  clip: Pick<ClipToMeasure, 'hasSound' | 'soundFault' | 'pictureFault'> & {
    readonly hasPicture: boolean;
  },
  others: readonly EvidenceResult[],
  features: SoundFeatures,
  map: SoundMap,
): Measured {
  const speech = others.find((one) => one.kind === 'speech' && one.reason === null);
  const spans = speech?.kind === 'speech' ? speech.spans : null;
  const speechIn = speechFinder(features, spans);
  const speechUs = Math.round(speechIn(0, Infinity));
  const found = others.find((one) => one.kind === 'faces') ?? null;
  const tracks = tracksIn(found);
  const reason = clipReason(clip, found, features, speechUs, spans);
  if (reason) return nothing(reason, speechUs);
  const faces = judgeAll(tracks, features, map, speechIn);
  const best = bestFace(faces);
  return {
    certainty: best?.certainty ?? 'cannot-tell',
    reason: best?.reason ?? null,
    faces,
    likelySpeaking: best && best.certainty !== 'cannot-tell' ? best.faceId : null,
    speechUs,
  };
}

type Faces = Extract<EvidenceResult, { kind: 'faces' }>;

function tracksIn(found: Faces | null): readonly FaceTrack[] {
  const tracks = found?.tracks ?? [];
  const largestFirst = tracks.toSorted((a, b) => b.eyeDistancePx - a.eyeDistancePx);
  return largestFirst.slice(0, mostJudgedFaces).sort((a, b) => a.faceId - b.faceId);
}

function clipReason(
  clip: Parameters<typeof measureSync>[0],
  faces: Faces | null,
  features: SoundFeatures,
  speechUs: number,
  spans: Parameters<typeof speechFinder>[1],
): SyncReason | null {
  if (!clip.hasSound) return 'no-sound';
  if (clip.soundFault) return 'sound-undecodable';
  if (clip.pictureFault) return 'picture-undecodable';
  if (!clip.hasPicture) return 'no-picture';
  if (features.steps === 0) return 'no-sound';
  if (faces === null) return 'faces-not-measured';
  if (faces.tracks.length === 0) return facesReason(faces.reason);
  if (speechUs === 0) return 'no-speech';
  return spans && loudOutside(features, spans) ? 'music' : null;
}

/** No face to judge, or none that could be seen: the pictures' own trouble comes first. */
function facesReason(reason: string | null): SyncReason {
  return reason === 'picture-undecodable' || reason === 'frames-missing' ? reason : 'no-face';
}

function nothing(reason: SyncReason, speechUs: number): Measured {
  return { certainty: 'cannot-tell', reason, faces: [], likelySpeaking: null, speechUs };
}

function judgeAll(
  tracks: readonly FaceTrack[],
  features: SoundFeatures,
  map: SoundMap,
  speechIn: SpeechIn,
): SyncOfFace[] {
  const foretold = foretellMouth(map, soundSignals(features), features.firstStep);
  return tracks.map((track) => judgeFace(track, foretold, map, speechIn));
}

/** The face whose mouth the voice fits best; one with an answer before one that can't be told. */
export function bestFace(faces: readonly SyncOfFace[]): SyncOfFace | undefined {
  const rank = (face: SyncOfFace): number =>
    (face.certainty === 'cannot-tell' ? 0 : 1000) + (face.confidence ?? -1);
  return faces.toSorted((a, b) => rank(b) - rank(a))[0];
}
