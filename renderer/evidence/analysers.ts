import type { MeasureOrder } from '../../shared/contract/measuring-api.ts';
import type { Analyser } from './analyser.ts';

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
export function findAnalyser(id: string, _order: MeasureOrder): Promise<Analyser> | undefined {
  return Object.hasOwn(analysers, id) ? analysers[id]?.() : undefined;
}
