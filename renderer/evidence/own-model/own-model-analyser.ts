import type * as Onnx from 'onnxruntime-web/wasm';
import type { MeasureOrder } from '../../../shared/contract/measuring-api.ts';
import type { EvidenceResult, FaceTrack } from '../../../shared/domain/evidence.ts';
import type { OwnModel } from '../../../shared/domain/own-model.ts';
import { frameAt, frameCount, startOfFrame } from '../../../shared/media-time/frame-index.ts';
import type { Analyser, AnalyserRun, ClipToMeasure, MeasuredFrame } from '../engine/analyser.ts';
import { gatherMono16k, speechRate } from '../sound/mono-16k.ts';
import { loadModel, type Ask } from './load-model.ts';
import { mouthPart } from './mouth-part.ts';
import { pictureTensor, type Part } from './model-input.ts';
import { laneOf, type ModelAnswer } from './model-output.ts';

/** The analyser of an operator's own model; undefined where the order brings none of that id. */
export function ownModelAnalyser(
  id: string,
  order: MeasureOrder,
  loadRuntime: () => Promise<typeof Onnx>,
): Analyser | undefined {
  const given = order.models.find(({ model }) => `model.${model.name}` === id);
  if (!given) return undefined;
  const { model } = given;
  const author = { name: model.laneTitle, version: given.fileVersion };
  return {
    id,
    version: 1,
    author,
    after: model.input.kind === 'mouth-crops' ? ['faces'] : [],
    needs: { frames: model.input.kind !== 'sound-16k', sound: model.input.kind === 'sound-16k' },
    async begin(clip) {
      const loaded = await loadModel(given, await loadRuntime());
      const answers: ModelAnswer[] = [];
      const lane = (): EvidenceResult => ({
        kind: 'model',
        author,
        certainty: answers.length > 0 ? 'clear' : 'cannot-tell',
        reason: answers.length > 0 ? null : nothingIn(model, order),
        laneTitle: model.laneTitle,
        ...laneOf(answers, model.output),
      });
      return {
        ...feeding(model, clip, order, loaded.ask, answers, lane),
        close: () => loaded.release(),
      };
    },
  };
}

function feeding(
  { input }: OwnModel,
  clip: ClipToMeasure,
  order: MeasureOrder,
  ask: Ask,
  answers: ModelAnswer[],
  lane: () => EvidenceResult,
): AnalyserRun {
  if (input.kind === 'sound-16k') return hearing(input, ask, answers, lane);
  const looked = { nextUs: 0 };
  const faces = order.earlier.flatMap((one) => (one.kind === 'faces' ? one.tracks : []));
  const endOf = (frame: number) => (clip.index ? startOfFrame(clip.index, frame + 1) : 0);
  return {
    async frame(picture) {
      if (picture.startUs < looked.nextUs) return;
      // On a grid of their own: whatever the clip's rate, there are so many a second.
      const stepUs = 1e6 / input.perSecond;
      looked.nextUs = (Math.floor((picture.startUs + 1) / stepUs) + 1) * stepUs - 1;
      const parts = input.kind === 'frames' ? [null] : mouthsAt(faces, picture, input.margin);
      const found: number[] = [];
      for (const part of parts) {
        const { data, dims } = pictureTensor(picture, input, part ?? undefined);
        found.push(await ask(data, dims));
      }
      if (found.length === 0) return;
      const toUs = Math.max(endOf(picture.frame), untilNext(clip, looked.nextUs));
      answers.push({ atUs: picture.startUs, toUs, value: Math.max(...found) });
    },
    end: () => Promise.resolve(lane()),
  };
}

/** Where the next picture that is looked at begins: an answer holds until then. */
function untilNext({ index }: ClipToMeasure, nextUs: number): number {
  if (!index) return 0;
  const frame = frameAt(index, nextUs);
  return startOfFrame(
    index,
    Math.min(frameCount(index), startOfFrame(index, frame) < nextUs ? frame + 1 : frame),
  );
}

function hearing(
  input: Extract<OwnModel['input'], { kind: 'sound-16k' }>,
  ask: Ask,
  answers: ModelAnswer[],
  lane: () => EvidenceResult,
): AnalyserRun {
  const gathered = gatherMono16k();
  return {
    sound: (block) => gathered.add(block),
    async end() {
      const sound = gathered.end();
      const window = (input.windowMs * speechRate) / 1000;
      const hop = (input.hopMs * speechRate) / 1000;
      for (let at = 0; sound && at < sound.samples.length; at += hop) {
        const data = new Float32Array(window);
        data.set(sound.samples.subarray(at, at + window));
        const atUs = sound.fromUs + Math.round((at / speechRate) * 1e6);
        answers.push({
          atUs,
          toUs: atUs + input.hopMs * 1000,
          value: await ask(data, [1, window]),
        });
        if (at + window >= sound.samples.length) break;
      }
      return lane();
    },
  };
}

function mouthsAt(
  tracks: readonly FaceTrack[],
  picture: MeasuredFrame,
  margin: number,
): readonly Part[] {
  return tracks.flatMap((track) => {
    const at = nearestTo(track.mouth.atUs, picture.startUs);
    const box = track.boxes[at];
    const isNear = Math.abs((track.mouth.atUs[at] ?? Infinity) - picture.startUs) <= nearUs;
    return box && isNear ? [mouthPart(box.mouth, margin, picture)] : [];
  });
}

/** Faces are not looked for in every picture of a fast clip: the sighting next to this one counts. */
const nearUs = 50_000;

/** Where in rising times the nearest one is. */
function nearestTo(atUs: readonly number[], us: number): number {
  let low = 0;
  let high = atUs.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((atUs[middle] ?? 0) < us) low = middle + 1;
    else high = middle;
  }
  const before = atUs[low - 1] ?? -Infinity;
  return us - before < Math.abs((atUs[low] ?? Infinity) - us) ? low - 1 : low;
}

function nothingIn({ input }: OwnModel, { earlier }: MeasureOrder): string {
  if (input.kind === 'sound-16k') return 'no-sound';
  if (input.kind === 'frames') return 'no-picture';
  const faces = earlier.find((one) => one.kind === 'faces');
  return faces ? (faces.reason ?? 'no-face') : 'faces-not-measured';
}
