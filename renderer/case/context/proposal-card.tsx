import { useTranslation } from 'react-i18next';
import type { MachineProposal } from '../../../shared/domain/machine-proposal.ts';
import { clockTime } from '../../../shared/media-time/timecode.ts';
import { momentWords } from '../../ui/time-words.ts';
import { useNow } from '../../ui/use-now.ts';
import { scoresOfModeration } from './score-rows.ts';
import { ScoresTable } from './scores-table.tsx';
import { ForeignText } from '../../ui/foreign-text.tsx';
import { plainText } from '../../../shared/domain/hidden-signs.ts';

/** A machine's proposal: with its author, and with what it did not check. */
export function ProposalCard({ proposal }: { readonly proposal: MachineProposal }) {
  const { t, i18n } = useTranslation();
  const { author, notChecked } = proposal;
  const nowMs = useNow();
  return (
    <article className="proposal">
      <h3>{t(`proposals.kinds.${proposal.kind}`)}</h3>
      {proposal.kind === 'transcript' ? (
        <ol className="transcript">
          {proposal.transcript.segments.map((segment, at) => (
            <li key={at}>
              {segment.fromUs !== null && (
                <span className="numbers">{clockTime(segment.fromUs)}</span>
              )}
              <span dir="auto">
                <ForeignText text={segment.text} />
              </span>
            </li>
          ))}
        </ol>
      ) : (
        <ScoresTable table={scoresOfModeration(proposal)} name={t('proposals.kinds.moderation')} />
      )}
      {notChecked.length > 0 && (
        <p>
          {t('proposals.not-covered')} <ForeignText text={notChecked.join(' ')} />
        </p>
      )}
      <p className="proposal-author">
        {`${plainText(author.provider)}, ${plainText(author.model)}, ${momentWords(author.madeAtMs, nowMs, i18n.language)}`}
      </p>
    </article>
  );
}
