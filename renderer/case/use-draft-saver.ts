import { useEffect, useRef } from 'react';
import type { JudgementDraft } from '../../shared/domain/judgement-gaps.ts';
import { useLines } from '../bridge/desk-lines.ts';

const saveAfterMs = 400;

/** Saves a changed draft shortly after the last change, and at once when the case is left. */
export function useDraftSaver(caseId: string, draft: JudgementDraft, isOn: boolean): void {
  const { desk } = useLines();
  const saved = useRef(draft);
  const latest = useRef({ draft, isOn });
  useEffect(() => {
    latest.current = { draft, isOn };
  });
  useEffect(() => {
    if (!isOn || draft === saved.current) return undefined;
    const timer = setTimeout(() => save(), saveAfterMs);
    return () => clearTimeout(timer);

    function save(): void {
      saved.current = draft;
      void desk.call.saveDraft({ caseId, draft: plain(draft) });
    }
  }, [caseId, desk, draft, isOn]);

  useEffect(() => {
    const flush = () => {
      const now = latest.current;
      if (!now.isOn || now.draft === saved.current) return;
      saved.current = now.draft;
      void desk.call.saveDraft({ caseId, draft: plain(now.draft) });
    };
    window.addEventListener('pagehide', flush);
    return () => {
      window.removeEventListener('pagehide', flush);
      flush();
    };
  }, [caseId, desk]);
}

function plain(draft: JudgementDraft) {
  return { ...draft, reasonIds: [...draft.reasonIds], findings: [...draft.findings] };
}
