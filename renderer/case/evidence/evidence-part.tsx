import './evidence.css';
import { useTranslation } from 'react-i18next';
import type { Analysis } from '../../../shared/contract/evidence-api.ts';
import type { GenerationLabels } from '../../../shared/domain/generation.ts';
import { laneName } from '../../lanes/evidence/evidence-lanes.tsx';
import { LabelFacts } from './label-facts.tsx';
import { Panel } from '../../ui/panel.tsx';
import { reasonWords } from './evidence-words.ts';
import { inShort } from './result-in-short.ts';
import { ResultFacts } from './result-facts.tsx';
import { ForeignText } from '../../ui/foreign-text.tsx';
import { plainText } from '../../../shared/domain/hidden-signs.ts';

type EvidencePartProps = {
  readonly analyses: readonly Analysis[];
  /** What the backend says of marks for viewers. */
  readonly labels: GenerationLabels | null;
};

/** Everything that was measured of the clip, who measured it and how far it may be trusted; and what is still coming. */
export function EvidencePart({ analyses, labels }: EvidencePartProps) {
  const { t } = useTranslation();
  const coming = analyses.filter((one) => one.status === 'waiting' || one.status === 'running');
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
        {inOrder(analyses).map((analysis) => (
          <EvidenceItem key={analysis.analyser} analysis={analysis} labels={labels} />
        ))}
        {!analyses.some((analysis) => analysis.analyser === 'provenance') && (
          <li>
            <strong>{t('analysers.provenance')}</strong>
            <LabelFacts labels={labels} />
          </li>
        )}
      </ul>
    </Panel>
  );
}

/** Open from the start is what is not plain and clear: a doubt, a warning, an offset, a fault. */
function needsReading({ status, result }: Analysis): boolean {
  if (status === 'failed') return true;
  if (result === null) return false;
  if (result.certainty !== 'clear') return true;
  if (result.kind === 'container') return result.warnings.length > 0;
  if (result.kind === 'provenance') return result.state === 'invalid';
  return result.kind === 'sync' && result.faces.some((face) => face.namesOffset);
}

/** What a reviewer asks first comes first; an operator's own models come last. */
const order = [
  'sync',
  'speech',
  'sound-facts',
  'container',
  'provenance',
  'picture-events',
  'faces',
];

function inOrder(analyses: readonly Analysis[]): readonly Analysis[] {
  const place = ({ analyser }: Analysis) =>
    order.includes(analyser) ? order.indexOf(analyser) : order.length;
  return analyses.toSorted((one, other) => place(one) - place(other));
}

function EvidenceItem({
  analysis,
  labels,
}: {
  readonly analysis: Analysis;
  readonly labels: GenerationLabels | null;
}) {
  const { t, i18n } = useTranslation();
  const { result, status } = analysis;
  const author = t('evidence.by', result?.author ?? analysis.author);
  // What is true of one face is shown with that face.
  const isPerFace =
    result?.kind === 'sync' && result.faces.some((face) => face.reason === result.reason);
  return (
    <li>
      <details open={needsReading(analysis)}>
        <summary>
          <strong>
            {result?.kind === 'model'
              ? plainText(result.laneTitle)
              : laneName(analysis.analyser, t)}
          </strong>
          <MeasuredLine analysis={analysis} />
        </summary>
        {status === 'failed' && analysis.fault && (
          <p dir="auto">
            <ForeignText text={analysis.fault.message} />
          </p>
        )}
        {result && <ResultFacts result={result} />}
        {result?.reason && !isPerFace && <p>{reasonWords(result.reason, t, i18n)}</p>}
        {analysis.analyser === 'provenance' && <LabelFacts labels={labels} />}
        <p className="quiet author">
          <ForeignText text={author} />
        </p>
      </details>
    </li>
  );
}

/** The end of a measurement's line: what was found in a few words, or how far it has come and why it says nothing. */
function MeasuredLine({ analysis }: { readonly analysis: Analysis }) {
  const { t, i18n } = useTranslation();
  const { result, status } = analysis;
  if (status === 'failed')
    return <span className="certainty is-cannot-tell">{t('evidence.failed')}</span>;
  if (status === 'running')
    return (
      <span className="certainty">
        {t('evidence.running', { percent: Math.round(analysis.progress * 100) })}
      </span>
    );
  if (result === null) return <span className="certainty">{t('evidence.waiting')}</span>;
  const found = result.certainty === 'clear' ? inShort(result, t, i18n) : '';
  return (
    <span className={`certainty is-${result.certainty}`}>
      {found || t(`evidence.certainty.${result.certainty}`)}
    </span>
  );
}
