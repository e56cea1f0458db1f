import type { CaseDetail } from '../../../shared/contract/desk-api.ts';
import type { JournalEntry } from '../../../shared/contract/journal-api.ts';
import type { Preferences } from '../../../shared/contract/app-api.ts';
import type { Generation } from '../../../shared/domain/generation.ts';
import { expectedHarms, type DistressingHarm } from '../../../shared/domain/exposure.ts';
import {
  branchOf,
  emptyDraft,
  type JudgementDraft,
} from '../../../shared/domain/judgement-gaps.ts';
import type { Policy } from '../../../shared/domain/policy.ts';
import type { Lean } from '../../../shared/domain/review-work.ts';
import type { Fault } from '../../../shared/lifetime/fault.ts';
import {
  correctionStep,
  draftOfVerdict,
  firstOpenStep,
  withOnlyChoices,
  type VerdictStep,
} from '../../verdict/verdict-steps.ts';

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
  /** Drafts before the last acts, newest last: what undo goes back to. */
  readonly past: readonly Edit[];
  /** Drafts that undo left, the next to come back last. */
  readonly future: readonly Edit[];
};

type Edit = { readonly draft: JudgementDraft; readonly step: VerdictStep };

const mostUndone = 10;

export type CaseAct =
  | { readonly do: 'uncover'; readonly mustWarn: boolean }
  | { readonly do: 'lean'; readonly lean: Lean }
  | { readonly do: 'edit'; readonly draft: JudgementDraft; readonly step: VerdictStep }
  | { readonly do: 'save' }
  | { readonly do: 'saved' }
  | { readonly do: 'not-saved'; readonly fault: Fault }
  | { readonly do: 'undo' }
  | { readonly do: 'redo' }
  | { readonly do: 'change-mind'; readonly entry: JournalEntry; readonly policy: Policy }
  /** A change of mind is dropped: the earlier verdict is shown again. */
  | { readonly do: 'restore'; readonly entry: JournalEntry };

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

/** Distressing harms that some classifier gave at least `atScore`: what the warning names, without source or number. */
export function warningCategories(
  of: Pick<Generation, 'scores'>,
  atScore: number,
): readonly DistressingHarm[] {
  return expectedHarms(of.scores, atScore);
}

/** Whether a stored draft holds no more than the verdict that it would replace: then there is nothing to go on with. */
function changesNothing(draft: JudgementDraft, newest: JournalEntry): boolean {
  return JSON.stringify(draftOfVerdict(newest.verdict)) === JSON.stringify(inOneOrder(draft));
}

const inOneOrder = (draft: JudgementDraft): JudgementDraft => ({
  decision: draft.decision,
  branchId: draft.branchId,
  severity: draft.severity,
  confidence: draft.confidence,
  reasonIds: draft.reasonIds,
  note: draft.note,
  findings: draft.findings,
});

/** A draft of the reviewer, with the steps filled in which its branch leaves no choice. */
function filled(draft: JudgementDraft, policy: Policy): JudgementDraft {
  const branch = branchOf(policy, draft.branchId);
  return branch ? withOnlyChoices(draft, branch) : draft;
}

/** How a case begins: with its draft, or with its verdict taken up again (`isChange`), behind its cover. */
export function beginCase(
  detail: CaseDetail,
  wellbeing: Preferences['wellbeing'],
  remembered: Lean | null,
  isChange = false,
): CaseProgress {
  const newest = newestVerdict(detail.verdicts);
  const draft = filled(detail.draft ?? emptyDraft, detail.policy);
  const isRead = newest !== null && (detail.draft === null || changesNothing(draft, newest));
  const mustWarn = warningCategories(detail.generation, wellbeing.warnAtScore).length > 0;
  const begun: CaseProgress = {
    phase: isRead ? 'reading' : 'deciding',
    cover: wellbeing.textFirst ? 'covered' : mustWarn ? 'warning' : 'open',
    lean: remembered,
    draft,
    step: firstOpenStep(draft, detail.policy) ?? 'reasons',
    supersedes: newest?.verdict.verdictId ?? null,
    saveFault: null,
    past: [],
    future: [],
  };
  return isChange && newest && isRead ? reopened(begun, newest, detail.policy) : begun;
}

/** An edit; what undo goes back to are choices and findings, not the letters of a note, which its own field undoes. */
function edited(state: CaseProgress, next: Edit): CaseProgress {
  const { draft, step } = state;
  const isAct = JSON.stringify(chosenIn(draft)) !== JSON.stringify(chosenIn(next.draft));
  const past = isAct ? [...state.past, { draft, step }].slice(-mostUndone) : state.past;
  const future = isAct ? [] : state.future;
  return { ...state, draft: next.draft, step: next.step, past, future };
}

function chosenIn(draft: JudgementDraft): unknown {
  const findings = draft.findings.map((finding) => ({ ...finding, note: '' }));
  return { ...inOneOrder(draft), note: '', findings };
}

/** An earlier or later draft with the words as they are now: those of the note, and of findings that stay. */
function withWordsOf(now: JudgementDraft, to: JudgementDraft): JudgementDraft {
  const words = new Map(now.findings.map(({ findingId, note }) => [findingId, note]));
  const findings = to.findings.map((finding) => ({
    ...finding,
    note: words.get(finding.findingId) ?? finding.note,
  }));
  return { ...to, note: now.note, findings };
}

function undone(state: CaseProgress): CaseProgress {
  const before = state.past.at(-1);
  if (before === undefined || state.phase !== 'deciding') return state;
  const { draft, step } = state;
  return {
    ...state,
    draft: withWordsOf(draft, before.draft),
    step: before.step,
    past: state.past.slice(0, -1),
    future: [...state.future, { draft, step }],
  };
}

function redone(state: CaseProgress): CaseProgress {
  const after = state.future.at(-1);
  if (after === undefined || state.phase !== 'deciding') return state;
  const { draft, step } = state;
  return {
    ...state,
    draft: withWordsOf(draft, after.draft),
    step: after.step,
    past: [...state.past, { draft, step }].slice(-mostUndone),
    future: state.future.slice(0, -1),
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
      return state.phase === 'deciding' ? edited(state, act) : state;
    case 'undo':
      return undone(state);
    case 'redo':
      return redone(state);
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
        ? reopened(state, act.entry, act.policy)
        : state;
    case 'restore':
      return state.phase === 'deciding' && state.supersedes === act.entry.verdict.verdictId
        ? {
            ...state,
            phase: 'reading',
            draft: draftOfVerdict(act.entry.verdict),
            past: [],
            future: [],
          }
        : state;
  }
}

function reopened(state: CaseProgress, entry: JournalEntry, policy: Policy): CaseProgress {
  const draft = draftOfVerdict(entry.verdict);
  return {
    ...state,
    phase: 'deciding',
    supersedes: entry.verdict.verdictId,
    draft,
    step: correctionStep(draft, policy),
    saveFault: null,
    past: [],
    future: [],
  };
}
