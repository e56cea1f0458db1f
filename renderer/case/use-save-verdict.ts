import { useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import type { Asking, CallInput } from '../../shared/contract/contract.ts';
import type { CaseDetail, DeskApi } from '../../shared/contract/desk-api.ts';
import type { Analysis } from '../../shared/contract/evidence-api.ts';
import { completeJudgement } from '../../shared/domain/judgement-gaps.ts';
import type { Fault } from '../../shared/lifetime/fault.ts';
import { useLines } from '../bridge/desk-lines.ts';
import { newestVerdict, type CaseAct, type CaseProgress } from './case-machine.ts';
import { measuredThen } from './evidence/measured-then.ts';
import type { ConductRecorder } from './use-conduct.ts';

type Given = {
  readonly detail: CaseDetail;
  readonly progress: CaseProgress;
  readonly act: (act: CaseAct) => void;
  readonly conduct: ConductRecorder;
  readonly framesTotal: number | null;
  readonly analyses: readonly Analysis[];
  readonly onSaved: () => void;
};

const mostTries = 3;

/**
 * Saves the judgement as a verdict. When the data service goes away in the middle, its successor is asked
 * whether the verdict landed, and only if not is it asked to save again: it is never made twice.
 */
export function useSaveVerdict(given: Given): () => void {
  const { detail, progress, act, conduct, framesTotal, analyses, onSaved } = given;
  const { desk } = useLines();
  const client = useQueryClient();
  const { caseId } = detail.row;

  const save = useCallback(async () => {
    const judgement = completeJudgement(progress.draft, detail.policy);
    if (!judgement || progress.phase !== 'deciding') return;
    act({ do: 'save' });
    const before = newestVerdict(detail.verdicts)?.verdict.verdictId ?? null;
    const input = {
      caseId,
      judgement,
      conduct: { ...conduct.at(framesTotal), measured: measuredThen(analyses) },
      supersedesVerdictId: progress.supersedes,
    };
    const fault = await recordOnce(desk.call, input, before);
    if (fault) return act({ do: 'not-saved', fault });
    act({ do: 'saved' });
    for (const name of [
      'listCases',
      'listJournal',
      'readDesk',
      'readStatistics',
      'neighbourCase',
    ]) {
      void client.invalidateQueries({ queryKey: [name] });
    }
    await client.invalidateQueries({ queryKey: ['openCase', caseId] });
    onSaved();
  }, [act, caseId, client, conduct, desk, detail, framesTotal, analyses, onSaved, progress]);

  return useCallback(() => void save(), [save]);
}

/** Null when the verdict is durable, else why it is not. `before` is the case's newest verdict until now. */
async function recordOnce(
  call: Asking<DeskApi>,
  input: CallInput<DeskApi, 'recordVerdict'>,
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
