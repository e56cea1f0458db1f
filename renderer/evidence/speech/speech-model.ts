import type * as Onnx from 'onnxruntime-web/wasm';
import { speechRate } from '../sound/mono-16k.ts';
import { stepSamples } from './speech-spans.ts';

/** Samples of the step before that the model wants to see again. */
const contextSamples = 64;

/** Silero VAD v6 (MIT): the probability of speech for each step of 512 samples at 16 kHz. */
export type SpeechModel = {
  probabilities(samples: Float32Array): Promise<number[]>;
};

export async function loadSpeechModel(
  runtime: typeof Onnx,
  model: Uint8Array,
): Promise<SpeechModel> {
  const session = await runtime.InferenceSession.create(model, { executionProviders: ['wasm'] });
  const sr = new runtime.Tensor('int64', [BigInt(speechRate)]);
  return {
    async probabilities(samples) {
      const found: number[] = [];
      let state: Onnx.Tensor = new runtime.Tensor('float32', new Float32Array(256), [2, 1, 128]);
      for (let at = 0; at < samples.length; at += stepSamples) {
        const input = new Float32Array(contextSamples + stepSamples);
        const from = Math.max(0, at - contextSamples);
        input.set(samples.subarray(from, at + stepSamples), contextSamples - (at - from));
        const shape = [1, input.length];
        const out = await session.run({
          input: new runtime.Tensor('float32', input, shape),
          state,
          sr,
        });
        const probability = out['output']?.data[0];
        const next = out['stateN'];
        if (typeof probability !== 'number' || next === undefined)
          throw new Error('The speech model gave no answer.');
        found.push(Math.min(1, Math.max(0, probability)));
        state = next;
      }
      return found;
    },
  };
}
