import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { plainText } from '../shared/domain/hidden-signs.ts';
import { useSavedVerdict } from './bridge/saved-verdict.ts';
import { useCommands } from './keys/use-keys.ts';
import type { Place } from './routes.ts';
import { ActButton } from './ui/act-button.tsx';

/** How long it stays on screen; the journal has it for ever. */
const shownMs = 6000;

type SavedLineProps = {
  readonly place: Place;
  /** Opens the case with its verdict taken up again. */
  readonly onReopen: (caseId: string) => void;
};

/** What was just saved, and the key that takes it up again: also when the next case is open already. */
export function SavedLine({ place, onReopen }: SavedLineProps) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const { saved, forget } = useSavedVerdict();
  useEffect(() => {
    if (saved === null) return undefined;
    const timer = setTimeout(forget, shownMs);
    return () => clearTimeout(timer);
  }, [saved, forget]);
  const reopen = () => {
    if (saved === null) return;
    forget();
    // Read anew: what is known of the case here is from before it was saved.
    client.removeQueries({ queryKey: ['openCase', saved.caseId] });
    onReopen(saved.caseId);
  };
  // In the case itself the key is the case's own.
  const isElsewhere = saved !== null && !(place.room === 'case' && place.caseId === saved.caseId);
  useCommands({ 'change-mind': isElsewhere && reopen });
  if (saved === null) return null;
  const { decision, severity } = saved.judgement;
  return (
    <>
      <span className="status-saved-words">
        {t('status.saved', {
          decision: t(`decisions.${decision}`),
          branch: plainText(saved.branchTitle),
          severity: t(`severities.${String(severity) as '0'}`),
        })}
      </span>
      {isElsewhere && (
        <ActButton look="quiet" command="change-mind" onPress={reopen}>
          {t('status.open-again')}
        </ActButton>
      )}
    </>
  );
}
