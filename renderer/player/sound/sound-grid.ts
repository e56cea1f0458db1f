import { frameIndexVersion, type FrameIndex } from '../../../shared/media-time/frame-index.ts';
import type { MediaUs } from '../../../shared/media-time/units.ts';

/** One step through a clip that has no picture. */
export const soundStepUs = 10_000;
const stepsASecond = 1_000_000 / soundStepUs;

/**
 * The steps of a clip without a picture, in the shape of a frame index, so that playing, stepping and looping work as they
 * always do: a step each 10 ms, a key frame each second. It never leaves the player: nothing in it is a frame.
 */
export function soundGrid(endUs: MediaUs, beginUs: MediaUs = 0): FrameIndex {
  const steps = Math.max(1, Math.ceil((endUs - beginUs) / soundStepUs));
  return {
    sha256: '',
    version: frameIndexVersion,
    codec: '',
    codedWidth: 0,
    codedHeight: 0,
    displayWidth: 0,
    displayHeight: 0,
    rotation: 0,
    isMirrored: false,
    trackId: 0,
    soundTrackId: null,
    irregularities: [],
    rate: { kind: 'vfr', minFps: stepsASecond, maxFps: stepsASecond, meanFps: stepsASecond },
    startsUs: Float64Array.from({ length: steps }, (_, step) => beginUs + step * soundStepUs),
    endUs: Math.max(endUs, beginUs + 1),
    keyFrames: Uint32Array.from(
      { length: Math.ceil(steps / stepsASecond) },
      (_, second) => second * stepsASecond,
    ),
    droppedBeforeStart: 0,
    droppedAfterEnd: 0,
  };
}
