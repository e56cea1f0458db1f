import type {
  ClassifierScore,
  Generation,
  GenerationLabels,
} from '../../../shared/domain/generation.ts';

type Written = Pick<
  Generation,
  | 'title'
  | 'prompt'
  | 'modifiers'
  | 'style'
  | 'model'
  | 'account'
  | 'uploadReference'
  | 'reason'
  | 'reasonDetail'
>;

/** One generation of the demo batch: what its user asked for and why a person must look. */
export type DemoGeneration = Readonly<Written> & {
  /** Id of the clip in `backend/seed/media/truth.json`. */
  readonly clipId: string;
  readonly scores: readonly ClassifierScore[];
  /** Missing: the backend says nothing of them. */
  readonly labels?: GenerationLabels;
  /** 1 (first) to 3. */
  readonly priority: number;
  readonly createdMinutesAgo: number;
  readonly dueInMinutes: number;
};

const classifiers = {
  prompt: { classifier: 'text-screen', version: '2026-09' },
  picture: { classifier: 'frame-screen', version: '4.2' },
  sound: { classifier: 'sound-screen', version: '1.3' },
  transcript: { classifier: 'text-screen', version: '2026-09' },
} as const;

/** A classifier's score; null means "not checked". */
export function score(
  category: ClassifierScore['category'],
  modality: ClassifierScore['modality'],
  value: number | null,
): ClassifierScore {
  return { category, modality, score: value, ...classifiers[modality] };
}

/** The generator that made most of the batch, and its quicker sibling. */
export const models = {
  atelier: { name: 'Atelier Video', version: '3.1' },
  sketch: { name: 'Atelier Video Sketch', version: '3.1-fast' },
} as const;
