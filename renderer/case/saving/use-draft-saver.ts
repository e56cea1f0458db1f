import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef } from 'react';
import type { JudgementDraft } from '../../../shared/domain/judgement-gaps.ts';
import { useDeskClient } from '../../bridge/desk-client.ts';
import { deskQueries } from '../../bridge/desk-queries.ts';

const saveAfterMs = 400;

/** A draft as the desk takes it. */
export function storedDraft(draft: JudgementDraft) {
  return { ...draft, reasonIds: [...draft.reasonIds], findings: [...draft.findings] };
}

/** Saves a changed draft shortly after the last change, and at once when the case is left. */
export function useDraftSaver(caseId: string, draft: JudgementDraft, isOn: boolean): void {
  const lines = useDeskClient();
  const client = useQueryClient();
  const saved = useRef(draft);
  const latest = useRef({ draft, isOn });
  useEffect(() => {
    latest.current = { draft, isOn };
  });

  const saveNow = useCallback(() => {
    const now = latest.current;
    if (!now.isOn || now.draft === saved.current) return;
    saved.current = now.draft;
    const kept = storedDraft(now.draft);
    // The case as it was read knows the draft too, so that coming back does not show an older one.
    client.setQueryData(
      deskQueries(lines).openCase(caseId).queryKey,
      (detail) => detail && { ...detail, draft: kept },
    );
    void lines.desk.call.saveDraft({ caseId, draft: kept });
  }, [caseId, client, lines]);

  useEffect(() => {
    if (!isOn || draft === saved.current) return undefined;
    const timer = setTimeout(saveNow, saveAfterMs);
    return () => clearTimeout(timer);
  }, [draft, isOn, saveNow]);

  useEffect(() => {
    window.addEventListener('pagehide', saveNow);
    return () => {
      window.removeEventListener('pagehide', saveNow);
      saveNow();
    };
  }, [saveNow]);
}
