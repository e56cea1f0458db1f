import { useTranslation } from 'react-i18next';
import type { MachineProposal } from '../../../shared/domain/machine-proposal.ts';
import { clockTime } from '../../../shared/media-time/timecode.ts';
import { momentWords } from '../../ui/time-words.ts';
import { useNow } from '../../ui/use-now.ts';

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
              <span dir="auto">{segment.text}</span>
            </li>
          ))}
        </ol>
      ) : (
        <dl className="facts">
          {proposal.scores.map((score, at) => (
            <div className="fact" key={at}>
              <dt>{`${score.providerCategory} (${t(`modalities.${score.modality}`)})`}</dt>
              <dd className="numbers">{score.score.toFixed(2)}</dd>
            </div>
          ))}
        </dl>
      )}
      {notChecked.length > 0 && (
        <p>
          {t('proposals.not-covered')} {notChecked.join(' ')}
        </p>
      )}
      <p className="proposal-author">
        {`${author.provider}, ${author.model}, ${momentWords(author.madeAtMs, nowMs, i18n.language)}`}
      </p>
    </article>
  );
}
