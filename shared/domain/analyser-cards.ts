import type { EvidenceAuthor } from './evidence.ts';

/** What the desk must know of an analyser without loading it. */
export type AnalyserCard = {
  /** Of `ownAnalysers`, or `model.<name>`. */
  readonly id: string;
  /** Rises whenever a result could change: a kept result of another version is measured anew. */
  readonly version: number;
  readonly author: EvidenceAuthor;
  /** Analysers whose results this one wants to see when it ends. */
  readonly after: readonly string[];
};

/** Every analyser that this build has; `renderer/evidence/analysers.ts` holds the code of each. */
export const analyserCards = {
  container: {
    id: 'container',
    version: 1,
    author: { name: 'Container facts', version: '1 (mediabunny 1.61.0)' },
    after: [],
  },
} as const satisfies Readonly<Record<string, AnalyserCard>>;
