import type * as Onnx from 'onnxruntime-web/wasm';
import type { MeasureOrder, ModelToRun } from '../../../shared/contract/measuring-api.ts';
import type { EvidenceResult, FaceTrack } from '../../../shared/domain/evidence.ts';
import type { OwnModel } from '../../../shared/domain/own-model.ts';
import { frameAt, frameCount, startOfFrame } from '../../../shared/media-time/frame-index.ts';
import { MeasuringTrouble } from '../analyser-pass.ts';
import type { Analyser, AnalyserRun, ClipToMeasure, MeasuredFrame } from '../analyser.ts';
import { gatherMono16k, speechRate } from '../sound/mono-16k.ts';
import { mouthPart } from './mouth-part.ts';
import { pictureTensor, type Part } from './model-input.ts';
import { laneOf, valueOf, type ModelAnswer } from './model-output.ts';

type Ask = (data: Float32Array, dims: readonly number[]) => Promise<number>;

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
      looked.nextUs = picture.startUs + 1e6 / input.perSecond - 1;
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
  { frame }: MeasuredFrame,
  margin: number,
): readonly Part[] {
  return tracks.flatMap((track) => {
    const box = track.boxes.find((one) => one.frame === frame);
    return box ? [mouthPart(box, margin)] : [];
  });
}

async function loadModel(
  { model, bytes }: ModelToRun,
  runtime: typeof Onnx,
): Promise<{ readonly ask: Ask; release(): void }> {
  const trouble = (what: string, error: unknown) =>
    new MeasuringTrouble(
      `Your model "${model.name}" ${what}: ${String(error instanceof Error ? error.message : error).slice(0, 300)}`,
    );
  let session: Onnx.InferenceSession;
  try {
    session = await runtime.InferenceSession.create(bytes, { executionProviders: ['wasm'] });
  } catch (error) {
    throw trouble("can't be loaded", error);
  }
  const [inputName = '', outputName = ''] = [session.inputNames[0], session.outputNames[0]];
  return {
    release: () => void session.release().catch(() => {}),
    async ask(data, dims) {
      try {
        const out = await session.run({ [inputName]: new runtime.Tensor('float32', data, dims) });
        const scores = out[outputName]?.data;
        const value = scores ? valueOf(scores as ArrayLike<unknown>, model.output) : null;
        if (value === null) throw new Error(`no number ${model.output.index} in its answer`);
        return value;
      } catch (error) {
        throw trouble('failed on this clip', error);
      }
    },
  };
}

function nothingIn({ input }: OwnModel, { earlier }: MeasureOrder): string {
  if (input.kind === 'sound-16k') return 'no-sound';
  if (input.kind === 'frames') return 'no-picture';
  const faces = earlier.find((one) => one.kind === 'faces');
  return faces ? (faces.reason ?? 'no-face') : 'faces-not-measured';
}
