import { useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import type { CaseDetail } from '../../shared/contract/desk-api.ts';
import { completeJudgement } from '../../shared/domain/judgement-gaps.ts';
import type { Fault } from '../../shared/lifetime/fault.ts';
import { useLines } from '../bridge/desk-lines.ts';
import { forgetCase } from './case-memory.ts';
import { newestVerdict, type CaseAct, type CaseProgress } from './case-machine.ts';
import type { ConductRecorder } from './use-conduct.ts';

type Given = {
  readonly detail: CaseDetail;
  readonly progress: CaseProgress;
  readonly act: (act: CaseAct) => void;
  readonly conduct: ConductRecorder;
  readonly framesTotal: number | null;
  readonly onSaved: () => void;
};

/**
 * Saves the judgement as a verdict. When the data service goes away in the middle, the desk is asked
 * whether the verdict landed before the reviewer is told to save again: it is never made twice.
 */
export function useSaveVerdict(given: Given): () => void {
  const { detail, progress, act, conduct, framesTotal, onSaved } = given;
  const { desk } = useLines();
  const client = useQueryClient();
  const { caseId } = detail.row;

  const save = useCallback(async () => {
    const judgement = completeJudgement(progress.draft, detail.policy);
    if (!judgement || progress.phase !== 'deciding') return;
    act({ do: 'save' });
    const before = newestVerdict(detail.verdicts)?.verdict.verdictId ?? null;
    const outcome = await desk.call.recordVerdict({
      caseId,
      judgement,
      conduct: conduct.at(framesTotal),
      supersedesVerdictId: progress.supersedes,
    });
    const fault = outcome.ok ? null : await faultUnlessLanded(outcome.fault, before);
    if (fault) return act({ do: 'not-saved', fault });
    forgetCase(localStorage, caseId);
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

    async function faultUnlessLanded(trouble: Fault, old: string | null): Promise<Fault | null> {
      if (trouble.kind !== 'closed') return trouble;
      const now = await desk.call.openCase({ caseId });
      if (!now.ok) return trouble;
      const newest = newestVerdict(now.value.verdicts)?.verdict.verdictId ?? null;
      return newest === old ? trouble : null;
    }
  }, [act, caseId, client, conduct, desk, detail, framesTotal, onSaved, progress]);

  return useCallback(() => void save(), [save]);
}
