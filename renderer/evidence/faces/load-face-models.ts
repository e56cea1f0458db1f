import { Human } from '@vladmandic/human';
import wasmUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url';
import detectorWeightsUrl from '../../../node_modules/@vladmandic/human/models/blazeface.bin?url';
import detectorGraphUrl from '../../../node_modules/@vladmandic/human/models/blazeface.json?url';
import meshWeightsUrl from '../../../node_modules/@vladmandic/human/models/facemesh.bin?url';
import meshGraphUrl from '../../../node_modules/@vladmandic/human/models/facemesh.json?url';
import { detectorSide, meshSide, type FaceModels } from './face-models.ts';
import { plainModels, type GraphModel, type TensorFlow } from './plain-models.ts';

/**
 * Loads both networks from the app's own files, on one thread of WebAssembly: the same picture gives the same
 * numbers on every machine with SIMD, and nothing is fetched from elsewhere.
 */
export function loadFaceModels(): Promise<FaceModels> {
  loading.models ??= load();
  return loading.models;
}

/** One backend in a worker's life: it can't be set up twice. */
const loading: { models?: Promise<FaceModels> } = {};

async function load(): Promise<FaceModels> {
  // Human gives `tf` no type; what is used of it is spelled out in TensorFlow.
  const { tf } = new Human({ backend: 'wasm', debug: false }) as unknown as { tf: TensorFlow };
  tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
  tf.env().set('WASM_HAS_SIMD_SUPPORT', true);
  const wasm = new URL(wasmUrl, import.meta.url).href;
  // All three names or none: it warns of those that are missing, though only the one is ever asked for.
  tf.setWasmPaths({
    'tfjs-backend-wasm.wasm': wasm,
    'tfjs-backend-wasm-simd.wasm': wasm,
    'tfjs-backend-wasm-threaded-simd.wasm': wasm,
  });
  if (!(await tf.setBackend('wasm'))) throw new Error('no WebAssembly for faces');
  const [detector, mesh] = await Promise.all([
    loadGraph(tf, detectorGraphUrl, detectorWeightsUrl),
    loadGraph(tf, meshGraphUrl, meshWeightsUrl),
  ]);
  return plainModels(tf, { model: detector, side: detectorSide }, { model: mesh, side: meshSide });
}

type GraphFile = {
  readonly modelTopology: unknown;
  readonly format: string;
  readonly signature?: unknown;
  readonly weightsManifest: readonly { readonly weights: readonly unknown[] }[];
};

async function loadGraph(
  tf: TensorFlow,
  graphUrl: string,
  weightsUrl: string,
): Promise<GraphModel> {
  const [graph, weightData] = await Promise.all([
    // A file of the bundle: its shape is the package's.
    fetch(new URL(graphUrl, import.meta.url)).then((answer) => answer.json() as Promise<GraphFile>),
    fetch(new URL(weightsUrl, import.meta.url)).then((answer) => answer.arrayBuffer()),
  ]);
  const { modelTopology, format, signature } = graph;
  const weightSpecs = graph.weightsManifest.flatMap((part) => part.weights);
  return tf.loadGraphModel({
    load: () => Promise.resolve({ modelTopology, format, signature, weightSpecs, weightData }),
  });
}
