import type * as Onnx from 'onnxruntime-web/wasm';
import type { ModelToRun } from '../../../shared/contract/measuring-api.ts';
import type { OwnModel } from '../../../shared/domain/own-model.ts';
import { MeasuringTrouble } from '../engine/analyser-pass.ts';
import { valueOf } from './model-output.ts';

/** Asks the model once; throws a `MeasuringTrouble` that says what is wrong with it. */
export type Ask = (data: Float32Array, dims: readonly number[]) => Promise<number>;
export type LoadedModel = { readonly ask: Ask; release(): void };

/** Loads an operator's model, and refuses at once what the declared input can't feed. */
export async function loadModel(
  { model, bytes }: ModelToRun,
  runtime: typeof Onnx,
): Promise<LoadedModel> {
  const trouble = (what: string) =>
    new MeasuringTrouble(`Your model "${model.name}" ${what}`.slice(0, 400));
  if (bytes.length === 0)
    throw trouble("can't be read, or was changed since the desk was started. Start it anew.");
  let session: Onnx.InferenceSession;
  try {
    session = await runtime.InferenceSession.create(bytes, {
      executionProviders: ['wasm'],
      // What it says of itself is said in our own sentences.
      logSeverityLevel: 4,
    });
  } catch (error) {
    throw trouble(`can't be loaded: ${wordsOf(error)}`);
  }
  const unfit = unfitness(session, model, trouble);
  if (unfit !== null) {
    await session.release().catch(() => {});
    throw unfit;
  }
  const [inputName = '', outputName = ''] = [session.inputNames[0], session.outputNames[0]];
  return {
    release: () => void session.release().catch(() => {}),
    async ask(data, dims) {
      let scores: unknown;
      try {
        const out = await session.run({ [inputName]: new runtime.Tensor('float32', data, dims) });
        scores = out[outputName]?.data;
      } catch (error) {
        throw trouble(`failed on this clip: ${wordsOf(error)}`);
      }
      const value = isList(scores) ? valueOf(scores, model.output) : null;
      if (value === null)
        throw trouble(
          `failed on this clip: its answer has no number ${model.output.index}, or one that is none.`,
        );
      return value;
    },
  };
}

/** Why the declared input can't feed the model; null when it can. */
function unfitness(
  session: Onnx.InferenceSession,
  model: OwnModel,
  trouble: (what: string) => MeasuringTrouble,
): MeasuringTrouble | null {
  const [first, ...more] = session.inputMetadata;
  if (!first || more.length > 0)
    return trouble(`takes ${session.inputNames.length} inputs: the desk feeds exactly one.`);
  if (session.outputNames.length === 0) return trouble('has no output.');
  if (!first.isTensor || first.type !== 'float32')
    return trouble(
      `takes ${first.isTensor ? first.type : 'something else than a tensor'}: the desk feeds float32.`,
    );
  const fed = shapeOf(model);
  const { shape } = first;
  const isFit =
    shape.length === 0 ||
    (shape.length === fed.length &&
      shape.every((side, at) => typeof side === 'string' || side <= 0 || side === fed[at]));
  if (isFit) return null;
  return trouble(
    `takes ${shape.join(' × ')} numbers: own-models.json feeds it ${fed.join(' × ')}.`,
  );
}

/** The shape of one question, as declared. */
function shapeOf({ input }: OwnModel): readonly number[] {
  if (input.kind === 'sound-16k') return [1, input.windowMs * 16];
  const channels = input.channels === 'grey' ? 1 : 3;
  return input.layout === 'nchw'
    ? [1, channels, input.height, input.width]
    : [1, input.height, input.width, channels];
}

function wordsOf(error: unknown): string {
  return String(error instanceof Error ? error.message : error).slice(0, 300);
}

function isList(data: unknown): data is ArrayLike<unknown> {
  return ArrayBuffer.isView(data) || Array.isArray(data);
}
