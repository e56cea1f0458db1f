import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useRef } from 'react';
import type { Asking, CallInput } from '../../../shared/contract/contract.ts';
import type { CaseDetail, DeskApi } from '../../../shared/contract/desk-api.ts';
import type { Analysis } from '../../../shared/contract/evidence-api.ts';
import {
  branchOf,
  completeJudgement,
  type JudgementDraft,
} from '../../../shared/domain/judgement-gaps.ts';
import type { Fault } from '../../../shared/lifetime/fault.ts';
import { useDeskClient } from '../../bridge/desk-client.ts';
import { tellSaved } from '../../bridge/saved-verdict.ts';
import { newestVerdict, type CaseAct, type CaseProgress } from '../state/case-machine.ts';
import { measuredThen } from '../evidence/measured-then.ts';
import type { ConductRecorder } from '../conduct/use-conduct.ts';
import { storedDraft } from './use-draft-saver.ts';

type SaveVerdictOptions = {
  readonly detail: CaseDetail;
  readonly progress: CaseProgress;
  readonly act: (act: CaseAct) => void;
  readonly conduct: ConductRecorder;
  readonly framesTotal: number | null;
  readonly analyses: readonly Analysis[];
};

type VerdictInput = CallInput<DeskApi, 'recordVerdict'>;

const mostTries = 3;
const changedBySaving = [
  'listCases',
  'listJournal',
  'readDesk',
  'readStatistics',
  'neighbourCase',
] as const;

/**
 * Saves the judgement as a verdict. When the data service goes away in the middle, its successor is asked
 * whether the verdict landed, and only if not is it asked to save again: it is never made twice. The returned
 * function answers whether the verdict is durable; null where there is nothing to save now.
 */
export function useSaveVerdict(given: SaveVerdictOptions): () => Promise<boolean> | null {
  const { detail, progress, act, conduct, framesTotal, analyses } = given;
  const { desk } = useDeskClient();
  const client = useQueryClient();
  const { caseId } = detail.row;
  const isSaving = useRef(false);

  const record = useCallback(
    async (input: VerdictInput, before: string | null, draft: JudgementDraft) => {
      const fault = await recordOnce(desk.call, input, before);
      isSaving.current = false;
      if (fault) {
        act({ do: 'not-saved', fault });
        // The case may have been left meanwhile: what was judged must not be gone.
        if (fault.kind !== 'closed')
          void desk.call.saveDraft({ caseId, draft: storedDraft(draft) });
        return false;
      }
      act({ do: 'saved' });
      const { judgement } = input;
      const branchTitle = branchOf(detail.policy, judgement.branchId)?.title ?? judgement.branchId;
      tellSaved(client, { caseId, judgement, branchTitle });
      for (const name of changedBySaving) void client.invalidateQueries({ queryKey: [name] });
      void client.invalidateQueries({ queryKey: ['openCase', caseId] });
      return true;
    },
    [act, caseId, client, desk, detail.policy],
  );

  return useCallback(() => {
    const judgement = completeJudgement(progress.draft, detail.policy);
    // The page may not have been rendered again since the key was pressed first.
    if (!judgement || progress.phase !== 'deciding' || isSaving.current) return null;
    isSaving.current = true;
    act({ do: 'save' });
    const before = newestVerdict(detail.verdicts)?.verdict.verdictId ?? null;
    const input = {
      caseId,
      judgement,
      conduct: { ...conduct.at(framesTotal), measured: measuredThen(analyses) },
      supersedesVerdictId: progress.supersedes,
    };
    return record(input, before, progress.draft);
  }, [act, caseId, conduct, detail, framesTotal, analyses, progress, record]);
}

/** Null when the verdict is durable, else why it is not. `before` is the case's newest verdict until now. */
async function recordOnce(
  call: Asking<DeskApi>,
  input: VerdictInput,
  before: string | null,
): Promise<Fault | null> {
  for (let tries = 1; ; tries++) {
    const outcome = await call.recordVerdict(input);
    if (outcome.ok) return null;
    if (outcome.fault.kind !== 'closed' || tries === mostTries) return outcome.fault;
    const now = await call.openCase({ caseId: input.caseId });
    if (!now.ok) return outcome.fault;
    const newest = newestVerdict(now.value.verdicts)?.verdict.verdictId ?? null;
    if (newest !== before) return null;
  }
}
