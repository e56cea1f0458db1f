import type { FaceTrack } from '../../../shared/domain/evidence.ts';
import { percentile } from '../engine/percentile.ts';
import type { FollowedFace, Sighting } from './face-follower.ts';

/** The picture that faces were looked for in, and the pictures that were looked at. */
export type Looked = {
  readonly width: number;
  readonly height: number;
  /** Frame numbers of all looks, rising. */
  readonly frames: readonly number[];
  /** Time between the last look of a track and the end of what it shows, µs. */
  readonly lookUs: number;
};

/** Shorter sightings are a pattern on a wall more often than a face. */
const leastUs = 400_000;
const leastFound = 0.3;
const mostTracks = 100;

/** The tracks worth showing, first seen first, under the ids that they were followed by. */
export function faceTracksOf(faces: readonly FollowedFace[], looked: Looked): FaceTrack[] {
  return faces
    .map((face) => trackOf(face, looked))
    .filter((track) => track.toUs - track.fromUs >= leastUs && track.found >= leastFound)
    .slice(0, mostTracks)
    .map((track, i) => ({ ...track, faceId: i + 1 }));
}

function trackOf({ faceId, sightings }: FollowedFace, looked: Looked): FaceTrack {
  const first = sightings[0];
  const last = sightings.at(-1);
  const fromFrame = first?.frame ?? 0;
  const toFrame = (last?.frame ?? -1) + 1;
  const looks = looked.frames.filter((frame) => frame >= fromFrame && frame < toFrame).length;
  return {
    faceId,
    fromUs: first?.atUs ?? 0,
    toUs: (last?.atUs ?? 0) + looked.lookUs,
    fromFrame,
    toFrame,
    boxes: sightings.map((one) => boxOf(one, looked)),
    mouth: {
      atUs: sightings.map((one) => one.atUs),
      opening: sightings.map((one) => round(one.shape.opening)),
      width: sightings.map((one) => round(one.shape.width)),
      luma: sightings.map((one) => round(one.shape.luma)),
    },
    eyeDistancePx: round(
      percentile(
        sightings.map((one) => one.shape.eyeDistancePx),
        0.5,
      ),
    ),
    found: looks > 0 ? Math.min(1, sightings.length / looks) : 0,
  };
}

function boxOf({ frame, shape }: Sighting, { width, height }: Looked): FaceTrack['boxes'][number] {
  return {
    frame,
    x: round(shape.box.x / width),
    y: round(shape.box.y / height),
    width: round(shape.box.width / width),
    height: round(shape.box.height / height),
    mouth: {
      x: round(shape.mouth.x / width),
      y: round(shape.mouth.y / height),
      width: round(shape.mouth.width / width),
    },
  };
}

function round(value: number): number {
  return Math.round(value * 1e5) / 1e5;
}
