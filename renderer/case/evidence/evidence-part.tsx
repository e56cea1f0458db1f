import './evidence.css';
import { useTranslation } from 'react-i18next';
import type { Analysis } from '../../../shared/contract/evidence-api.ts';
import { laneName } from '../../lanes/evidence/evidence-lanes.tsx';
import { Panel } from '../../ui/panel.tsx';
import { reasonWords } from './evidence-words.ts';
import { ResultFacts } from './result-facts.tsx';

/** Everything that was measured of the clip, who measured it and how far it may be trusted; and what is still coming. */
export function EvidencePart({ analyses }: { readonly analyses: readonly Analysis[] }) {
  const { t } = useTranslation();
  const coming = analyses.filter((one) => one.standing === 'waiting' || one.standing === 'running');
  return (
    <Panel title={t('evidence.title')} className="evidence-part">
      {analyses.length === 0 ? (
        <p className="quiet">{t('evidence.none')}</p>
      ) : (
        <p className="quiet">{t('evidence.not-verdict')}</p>
      )}
      {coming.length > 0 && (
        <p role="status">{t('evidence.still-coming', { count: coming.length })}</p>
      )}
      <ul className="evidence-list">
        {analyses.map((analysis) => (
          <EvidenceItem key={analysis.analyser} analysis={analysis} />
        ))}
      </ul>
    </Panel>
  );
}

function EvidenceItem({ analysis }: { readonly analysis: Analysis }) {
  const { t, i18n } = useTranslation();
  const { result, standing } = analysis;
  const author = t('evidence.by', result?.author ?? analysis.author);
  const isPerFace = result?.kind === 'sync' && result.faces.length > 0;
  return (
    <li>
      <header>
        <strong>
          {result?.kind === 'model' ? result.laneTitle : laneName(analysis.analyser, t)}
        </strong>
        {result && (
          <span className={`certainty is-${result.certainty}`}>
            {t(`evidence.certainty.${result.certainty}`)}
          </span>
        )}
        {standing === 'running' && (
          <span className="certainty">
            {t('evidence.running', { percent: Math.round(analysis.progress * 100) })}
          </span>
        )}
        {standing === 'waiting' && <span className="certainty">{t('evidence.waiting')}</span>}
        {standing === 'failed' && (
          <span className="certainty is-cannot-tell">{t('evidence.failed')}</span>
        )}
      </header>
      <p className="quiet author">{author}</p>
      {standing === 'failed' && analysis.fault && <p>{analysis.fault.message}</p>}
      {result && <ResultFacts result={result} />}
      {result?.reason && !isPerFace && <p>{reasonWords(result.reason, t, i18n)}</p>}
    </li>
  );
}
