import type { EvidenceAuthor } from './evidence.ts';

/** What the desk must know of an analyser without loading it. */
export type AnalyserCard = {
  /** Of `ownAnalysers`, or `model.<name>`. */
  readonly id: string;
  /** Rises whenever a result could change: a stored result of another version is measured again. */
  readonly version: number;
  readonly author: EvidenceAuthor;
  /** Analysers whose results this one wants to see when it ends. */
  readonly after: readonly string[];
};

/** Every analyser that this build has; `renderer/evidence/analysers.ts` holds the code of each. */
export const analyserCards = {
  container: {
    id: 'container',
    version: 2,
    author: { name: 'Container facts', version: '2 (mediabunny 1.61.0)' },
    after: [],
  },
  'sound-facts': {
    id: 'sound-facts',
    version: 2,
    author: { name: 'EBU R128, levels and spectrum', version: '2 (libebur128)' },
    after: [],
  },
  speech: {
    id: 'speech',
    version: 2,
    author: { name: 'Silero VAD', version: '6' },
    after: [],
  },
  'picture-events': {
    id: 'picture-events',
    version: 2,
    author: { name: 'Frame differences', version: '2' },
    after: [],
  },
  provenance: {
    id: 'provenance',
    version: 2,
    author: { name: 'C2PA', version: '2 (c2pa-rs, wasm 0.11.0)' },
    after: [],
  },
  faces: {
    id: 'faces',
    version: 2,
    author: { name: 'Faces and mouths', version: '2 (BlazeFace and FaceMesh of human 3.3.6)' },
    after: [],
  },
  sync: {
    id: 'sync',
    version: 2,
    author: { name: 'Sync lag curve', version: '2 (linear map fitted on GRID)' },
    after: ['faces', 'speech'],
  },
} as const satisfies Readonly<Record<string, AnalyserCard>>;
