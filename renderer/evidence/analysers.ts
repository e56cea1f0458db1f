import type { MeasureOrder } from '../../shared/contract/measuring-api.ts';
import type { Analyser } from './analyser.ts';

/** The code of every analyser in `analyserCards`, loaded when a clip wants it. */
export const analysers: Readonly<Record<string, () => Promise<Analyser>>> = {
  container: async () => (await import('./container/container-analyser.ts')).containerAnalyser,
};

/** The analyser of that id, or undefined where this build has none. */
export function findAnalyser(id: string, _order: MeasureOrder): Promise<Analyser> | undefined {
  return Object.hasOwn(analysers, id) ? analysers[id]?.() : undefined;
}
