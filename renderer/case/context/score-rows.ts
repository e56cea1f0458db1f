import type { ClassifierScore } from '../../../shared/domain/generation.ts';
import { harmCategories, modalities, type Modality } from '../../../shared/domain/harm-category.ts';
import type { MachineProposal } from '../../../shared/domain/machine-proposal.ts';

/** One score: of our category where there is one, else by the service's own name; null means "not checked". */
type Scored = {
  readonly category: string;
  readonly modality: Modality;
  readonly score: number | null;
  readonly from: string;
};
export type ScoreCell = { readonly score: number | null; readonly from: string };
export type ScoreRow = {
  readonly category: string;
  readonly cells: Readonly<Record<Modality, ScoreCell>>;
  readonly highest: number;
};
/** `unchecked`: categories that no classifier looked for anywhere. */
export type ScoreTable = {
  readonly rows: readonly ScoreRow[];
  readonly unchecked: readonly string[];
};

/** A row for each category that was looked for, the highest score first, with a cell for each modality. */
export function scoreTable(scores: readonly Scored[]): ScoreTable {
  const named = new Set([...harmCategories, ...scores.map((score) => score.category)]);
  const rows = [...named].map((category) => rowOf(category, scores));
  return {
    rows: rows
      .filter((row) => row.highest >= 0)
      .toSorted((one, other) => other.highest - one.highest),
    unchecked: rows.filter((row) => row.highest < 0).map((row) => row.category),
  };
}

function rowOf(category: string, scores: readonly Scored[]): ScoreRow {
  const cell = (modality: Modality): ScoreCell => {
    const here = scores.filter(
      (score) => score.category === category && score.modality === modality,
    );
    const checked = here.flatMap(({ score, from }) => (score === null ? [] : [{ score, from }]));
    const highest = checked.toSorted((one, other) => other.score - one.score)[0];
    if (!highest) return { score: null, from: here.map((one) => one.from).join(', ') };
    return { score: highest.score, from: checked.map((one) => one.from).join(', ') };
  };
  const cells = {
    prompt: cell('prompt'),
    picture: cell('picture'),
    sound: cell('sound'),
    transcript: cell('transcript'),
  };
  return {
    category,
    cells,
    highest: Math.max(...modalities.map((modality) => cells[modality].score ?? -1)),
  };
}

/** The classifiers' scores that came with the generation. */
export function scoresOfBackend(scores: readonly ClassifierScore[]): ScoreTable {
  return scoreTable(
    scores.map((score) => ({ ...score, from: `${score.classifier} ${score.version}` })),
  );
}

/** A moderation by the assist; several of its own categories may stand for one of ours, the highest counts. */
export function scoresOfModeration(
  proposal: Extract<MachineProposal, { kind: 'moderation' }>,
): ScoreTable {
  return scoreTable(
    proposal.scores.map(({ category, providerCategory, modality, score }) => ({
      category: category ?? providerCategory,
      modality,
      score,
      from: `${providerCategory} ${score.toFixed(2)}`,
    })),
  );
}
