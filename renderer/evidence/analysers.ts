import type { MeasureOrder } from '../../shared/contract/measuring-api.ts';
import type { Analyser } from './engine/analyser.ts';

/** The code of every analyser in `analyserCards`, loaded when a clip wants it. */
export const analysers: Readonly<Record<string, () => Promise<Analyser>>> = {
  container: async () => (await import('./container/container-analyser.ts')).containerAnalyser,
  'sound-facts': async () =>
    (await import('./sound-facts/sound-facts-analyser.ts')).soundFactsAnalyser(),
  speech: async () => (await import('./speech/speech-analyser.ts')).speechAnalyser(),
  'picture-events': async () =>
    (await import('./picture-events/picture-events-analyser.ts')).pictureEventsAnalyser(),
  provenance: async () =>
    (await import('./provenance/provenance-analyser.ts')).provenanceAnalyser(),
  faces: async () => (await import('./faces/faces-analyser.ts')).facesAnalyser,
  sync: async () => (await import('./sync/sync-analyser.ts')).syncAnalyser,
};

/** The analyser of that id, or undefined where this build has none. */
export function findAnalyser(id: string, order: MeasureOrder): Promise<Analyser> | undefined {
  if (order.models.some(({ model }) => `model.${model.name}` === id))
    return findOwnModel(id, order);
  return Object.hasOwn(analysers, id) ? analysers[id]?.() : undefined;
}

async function findOwnModel(id: string, order: MeasureOrder): Promise<Analyser> {
  const { ownModelAnalyser } = await import('./own-model/own-model-analyser.ts');
  const found = ownModelAnalyser(id, order, async () =>
    (await import('./engine/onnx-runtime.ts')).onnxRuntime(),
  );
  if (!found) throw new Error('no such model');
  return found;
}
