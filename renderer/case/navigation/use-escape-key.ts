import type { CaseDetail } from '../../../shared/contract/desk-api.ts';
import { useCommands } from '../../keys/use-keys.ts';
import { verdictToShow, type CaseAct, type CaseProgress } from '../state/case-machine.ts';

type EscapeKeyOptions = {
  readonly detail: CaseDetail;
  readonly progress: CaseProgress;
  readonly act: (act: CaseAct) => void;
  readonly onClose: () => void;
};

/** Escape drops a change of mind and shows the verdict again; everywhere else it goes back to the queue. */
export function useEscapeKey({ detail, progress, act, onClose }: EscapeKeyOptions): void {
  const entry = verdictToShow(detail.verdicts, progress);
  const isChanging = progress.phase === 'deciding' && progress.supersedes !== null;
  const restores = isChanging && entry !== null;
  useCommands({ 'case-close': () => (restores ? act({ do: 'restore', entry }) : onClose()) });
}
