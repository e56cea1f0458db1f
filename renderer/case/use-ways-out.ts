import type { CaseDetail } from '../../shared/contract/desk-api.ts';
import { useCommands } from '../keys/use-keys.ts';
import { verdictToShow, type CaseAct, type CaseProgress } from './state/case-machine.ts';

type WaysOutOptions = {
  readonly detail: CaseDetail;
  readonly progress: CaseProgress;
  readonly act: (act: CaseAct) => void;
  readonly close: () => void;
  readonly next: () => void;
  readonly previous: () => void;
};

/** The keys that leave a case. Escape drops a change of mind and shows the verdict again; everywhere else it goes back to the queue. */
export function useWaysOut(given: WaysOutOptions): void {
  const { detail, progress, act, close, next, previous } = given;
  const entry = verdictToShow(detail.verdicts, progress);
  const isChanging = progress.phase === 'deciding' && progress.supersedes !== null;
  const escape = isChanging && entry !== null ? () => act({ do: 'restore', entry }) : () => close();
  useCommands({ 'case-close': escape, 'case-next': next, 'case-previous': previous });
}
