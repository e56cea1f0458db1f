import { analyserCards } from '../../../shared/domain/analyser-cards.ts';
import type { EvidenceResult } from '../../../shared/domain/evidence.ts';
import type { Analyser, AnalyserRun, ClipToMeasure, MeasuredFrame } from '../engine/analyser.ts';
import { CutWatch } from './cut-watch.ts';
import { FaceFollower } from './face-follower.ts';
import type { FaceModels } from './face-models.ts';
import { faceTracksOf } from './faces-result.ts';
import { loadFaceModels } from './load-face-models.ts';

type FacesResult = Extract<EvidenceResult, { kind: 'faces' }>;

/** Pictures closer together than this are passed over: 30 looks a second are enough for lips. */
const leastLookUs = 30_000;
/** Larger pictures are looked at in this size; a face of 30 px between the eyes stays one. */
const largestSidePx = 1920;
const cutSidePx = 64;

/** Every face of the clip with its mouth, picture by picture. */
export const facesAnalyser: Analyser<FacesResult> = {
  ...analyserCards.faces,
  needs: { frames: true, sound: false },
  begin: async (clip) => lookForFaces(clip, await loadFaceModels()),
};

/** One pass over one clip's pictures with networks that are loaded. */
export function lookForFaces(clip: ClipToMeasure, models: FaceModels): AnalyserRun<FacesResult> {
  const follower = new FaceFollower(models);
  const cuts = new CutWatch();
  const frames: number[] = [];
  let size = { width: 1, height: 1 };
  let scale = 1;
  let lastUs = -Infinity;
  let isCutPending = false;
  return {
    frame(picture: MeasuredFrame) {
      isCutPending = cuts.isCut(picture.luma(cutSidePx).data) || isCutPending;
      if (picture.startUs - lastUs < leastLookUs && !isCutPending) return;
      lastUs = picture.startUs;
      const pixels = picture.rgba(largestSidePx);
      size = { width: pixels.width, height: pixels.height };
      scale = picture.width / pixels.width;
      follower.look(pixels, picture.frame, picture.startUs, isCutPending);
      frames.push(picture.frame);
      isCutPending = false;
    },
    end() {
      const lookUs = Math.round(clip.durationUs / Math.max(1, clip.index?.startsUs.length ?? 1));
      const tracks = faceTracksOf(follower.faces, { ...size, frames, lookUs }).map((track) => ({
        ...track,
        eyeDistancePx: track.eyeDistancePx * scale,
      }));
      const reason = frames.length === 0 ? 'no-picture' : tracks.length === 0 ? 'no-face' : null;
      return Promise.resolve({
        kind: 'faces',
        author: analyserCards.faces.author,
        certainty: reason ? 'cannot-tell' : follower.isCrowded ? 'weak' : 'clear',
        reason: clip.pictureFault
          ? 'picture-undecodable'
          : (reason ?? (follower.isCrowded ? 'crowd' : null)),
        framesLookedAt: follower.looked,
        tracks,
      } satisfies FacesResult);
    },
  };
}
