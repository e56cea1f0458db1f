import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseDetail } from '../../../shared/contract/desk-api.ts';
import { useCommands } from '../../keys/use-keys.ts';
import type { ClipPlayer } from '../../player/clip-player-types.ts';
import { ActButton } from '../../ui/act-button.tsx';
import { FaultNotice } from '../../ui/fault-notice.tsx';
import { Panel } from '../../ui/panel.tsx';
import { ProposalCard } from './proposal-card.tsx';
import { scoresOfBackend } from './score-rows.ts';
import { ScoresTable } from './scores-table.tsx';
import { useAssist } from './use-assist.ts';

type ProposalsPartProps = {
  readonly detail: CaseDetail;
  readonly player: ClipPlayer | null;
  readonly isHidden: boolean;
  readonly onSeen: () => void;
};

/** What machines say of the case: nothing of it before the reviewer's own first lean. */
export function ProposalsPart({ detail, player, isHidden, onSeen }: ProposalsPartProps) {
  const { t } = useTranslation();
  const { scores } = detail.generation;
  const authors = [...new Set(scores.map((score) => `${score.classifier} ${score.version}`))];
  const assist = useAssist(detail.row.caseId, player);
  const canRun = assist.isEnabled && !assist.isRunning && !isHidden;
  useCommands({ 'run-assist': canRun && assist.run });
  useEffect(() => {
    if (!isHidden) onSeen();
  }, [isHidden, onSeen]);

  if (isHidden) {
    return (
      <Panel title={t('proposals.title')}>
        <p className="panel-empty">{t('proposals.hidden')}</p>
      </Panel>
    );
  }
  return (
    <Panel title={t('proposals.title')}>
      {scores.length === 0 ? (
        <p className="panel-empty">{t('proposals.no-scores')}</p>
      ) : (
        <>
          <ScoresTable table={scoresOfBackend(scores)} name={t('proposals.title')} />
          <p className="proposal-author">{t('proposals.by', { authors: authors.join(', ') })}</p>
        </>
      )}
      {detail.proposals.map((proposal, at) => (
        <ProposalCard key={at} proposal={proposal} />
      ))}
      {assist.faults.map((fault, at) => (
        <FaultNotice key={at} fault={fault} />
      ))}
      {assist.isEnabled && (
        <ActButton look="quiet" command="run-assist" isDisabled={!canRun} onPress={assist.run}>
          {t(assist.isRunning ? 'proposals.asking' : 'proposals.ask')}
        </ActButton>
      )}
    </Panel>
  );
}
