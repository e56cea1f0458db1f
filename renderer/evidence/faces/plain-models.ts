import type { DetectorOutput, FaceModels, MeshOutput } from './face-models.ts';
import type { RgbNumbers } from './picture-crop.ts';

/** What is used of a tensor. */
export type Tensor = {
  readonly shape: readonly number[];
  dataSync(): Float32Array;
  dispose(): void;
};

/** What is used of a loaded network. */
export type GraphModel = { execute(input: Tensor): readonly Tensor[] };

/** What is used of TensorFlow.js as it comes inside Human. */
export type TensorFlow = {
  env(): { set(flag: string, value: boolean): void };
  setWasmPaths(paths: Readonly<Record<string, string>>): void;
  setBackend(name: string): Promise<boolean>;
  tensor4d(values: Float32Array, shape: readonly number[]): Tensor;
  loadGraphModel(source: { load(): Promise<unknown> }): Promise<GraphModel>;
};

type Loaded = { readonly model: GraphModel; readonly side: number };

const numbersPerAnchor = 16;

/** The two networks as plain functions; every tensor is freed before an answer leaves. */
export function plainModels(tf: TensorFlow, detector: Loaded, mesh: Loaded): FaceModels {
  return {
    detect(rgb): DetectorOutput {
      return run(tf, detector, rgb, (out) => ({
        scores: joined(out, 1),
        boxes: joined(out, numbersPerAnchor),
      }));
    },
    mesh(rgb): MeshOutput {
      return run(tf, mesh, rgb, (out) => ({
        points:
          out
            .find((one) => one.shape.at(-1) === 1404)
            ?.dataSync()
            .slice() ?? nothing,
        score: out.find((one) => one.shape.at(-1) === 1)?.dataSync()[0] ?? 0,
      }));
    },
  };
}

const nothing = new Float32Array(0);

function run<T>(
  tf: TensorFlow,
  { model, side }: Loaded,
  rgb: RgbNumbers,
  read: (out: readonly Tensor[]) => T,
): T {
  const input = tf.tensor4d(rgb, [1, side, side, 3]);
  const out = model.execute(input);
  const answer = read(out);
  input.dispose();
  for (const one of out) one.dispose();
  return answer;
}

/** The fine layer's numbers, then the coarse layer's: the order of the anchors. */
function joined(out: readonly Tensor[], width: number): Float32Array {
  const layers = out
    .filter((one) => one.shape.at(-1) === width)
    .sort((a, b) => (b.shape[1] ?? 0) - (a.shape[1] ?? 0))
    .map((one) => one.dataSync());
  const all = new Float32Array(layers.reduce((sum, layer) => sum + layer.length, 0));
  let at = 0;
  for (const layer of layers) {
    all.set(layer, at);
    at += layer.length;
  }
  return all;
}
