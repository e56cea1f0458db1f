import type { CaseDetail } from '../../../shared/contract/desk-api.ts';
import type { JournalEntry } from '../../../shared/contract/journal-api.ts';
import type { Preferences } from '../../../shared/contract/app-api.ts';
import type { Generation } from '../../../shared/domain/generation.ts';
import type { HarmCategory } from '../../../shared/domain/harm-category.ts';
import { emptyDraft, type JudgementDraft } from '../../../shared/domain/judgement-gaps.ts';
import type { Lean } from '../../../shared/domain/review-work.ts';
import type { Fault } from '../../../shared/lifetime/fault.ts';
import { firstOpenStep, type VerdictStep } from '../../verdict/verdict-steps.ts';

/** covered: text first; warning: words before a picture that may hurt; open: on screen. */
export type PictureCover = 'covered' | 'warning' | 'open';

/**
 * reading: a verdict exists and is shown; deciding: a judgement is being made; saving: asked, not yet
 * durable; saved: durable. `supersedes` names the verdict that a change of mind replaces.
 */
export type CasePhase = 'reading' | 'deciding' | 'saving' | 'saved';

export type CaseProgress = {
  readonly phase: CasePhase;
  readonly cover: PictureCover;
  readonly lean: Lean | null;
  readonly draft: JudgementDraft;
  readonly step: VerdictStep;
  readonly supersedes: string | null;
  /** Why the last save did not happen. */
  readonly saveFault: Fault | null;
};

export type CaseAct =
  | { readonly do: 'uncover'; readonly mustWarn: boolean }
  | { readonly do: 'lean'; readonly lean: Lean }
  | { readonly do: 'edit'; readonly draft: JudgementDraft; readonly step: VerdictStep }
  | { readonly do: 'save' }
  | { readonly do: 'saved' }
  | { readonly do: 'not-saved'; readonly fault: Fault }
  | { readonly do: 'change-mind'; readonly verdictId: string };

/** The newest verdict of this desk on a case, by the device's own count. */
export function newestVerdict(verdicts: readonly JournalEntry[]): JournalEntry | null {
  return verdicts.reduce<JournalEntry | null>(
    (newest, entry) =>
      newest === null || entry.verdict.deviceSequence > newest.verdict.deviceSequence
        ? entry
        : newest,
    null,
  );
}

/** The verdict to show and to correct; null while one just saved has not been read back yet. */
export function verdictToShow(
  verdicts: readonly JournalEntry[],
  progress: Pick<CaseProgress, 'phase' | 'supersedes'>,
): JournalEntry | null {
  const newest = newestVerdict(verdicts);
  const isReplaced = newest?.verdict.verdictId === progress.supersedes;
  return progress.phase === 'saved' && isReplaced ? null : newest;
}

/** Categories that some classifier gave at least `atScore`: what the warning names, without numbers. */
export function warningCategories(
  of: Pick<Generation, 'scores'>,
  atScore: number,
): readonly HarmCategory[] {
  const found = of.scores.filter(({ score }) => score !== null && score >= atScore);
  return [...new Set(found.map(({ category }) => category))];
}

/** How a case begins: with its draft, behind its cover. */
export function beginCase(
  detail: CaseDetail,
  wellbeing: Preferences['wellbeing'],
  remembered: Lean | null,
): CaseProgress {
  const newest = newestVerdict(detail.verdicts);
  const draft = detail.draft ?? emptyDraft;
  const mustWarn = warningCategories(detail.generation, wellbeing.warnAtScore).length > 0;
  return {
    phase: newest && detail.draft === null ? 'reading' : 'deciding',
    cover: wellbeing.textFirst ? 'covered' : mustWarn ? 'warning' : 'open',
    lean: remembered,
    draft,
    step: firstOpenStep(draft, detail.policy) ?? 'reasons',
    supersedes: newest?.verdict.verdictId ?? null,
    saveFault: null,
  };
}

function uncovered(cover: PictureCover, mustWarn: boolean): PictureCover {
  return cover === 'covered' && mustWarn ? 'warning' : 'open';
}

/** What an act makes of a case. Acts that don't fit the phase change nothing. */
export function caseAfter(state: CaseProgress, act: CaseAct): CaseProgress {
  switch (act.do) {
    case 'uncover':
      return { ...state, cover: uncovered(state.cover, act.mustWarn) };
    case 'lean':
      return { ...state, lean: act.lean };
    case 'edit':
      return state.phase === 'deciding' ? { ...state, draft: act.draft, step: act.step } : state;
    case 'save':
      return state.phase === 'deciding' ? { ...state, phase: 'saving', saveFault: null } : state;
    case 'saved':
      return { ...state, phase: 'saved', saveFault: null };
    case 'not-saved':
      return state.phase === 'saving'
        ? { ...state, phase: 'deciding', saveFault: act.fault }
        : state;
    case 'change-mind':
      return state.phase === 'reading' || state.phase === 'saved'
        ? {
            ...state,
            phase: 'deciding',
            supersedes: act.verdictId,
            draft: emptyDraft,
            step: 'branch',
          }
        : state;
  }
}
