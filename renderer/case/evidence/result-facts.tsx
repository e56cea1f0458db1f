import { useTranslation } from 'react-i18next';
import type { EvidenceResult } from '../../../shared/domain/evidence.ts';
import { clockTime } from '../../../shared/media-time/timecode.ts';
import { mostJudgedFaces } from '../../../shared/domain/measured-stretch.ts';
import { mostFaceLanes } from '../../lanes/evidence/evidence-lanes.tsx';
import { SyncFacts } from './sync-facts.tsx';
import { ForeignText } from '../../ui/foreign-text.tsx';

type Of<K extends EvidenceResult['kind']> = Extract<EvidenceResult, { kind: K }>;

/** The numbers of one result that have no place in time. */
export function ResultFacts({ result }: { readonly result: EvidenceResult }) {
  switch (result.kind) {
    case 'container':
      return <Warnings result={result} />;
    case 'sound-facts':
      return <SoundLevel result={result} />;
    case 'provenance':
      return <Provenance result={result} />;
    case 'sync':
      return <SyncFacts sync={result} />;
    case 'speech':
      return <SpeechLength result={result} />;
    case 'faces':
      return <FacesFound result={result} />;
    case 'picture-events':
    case 'model':
      return null;
  }
}

function Warnings({ result }: { readonly result: Of<'container'> }) {
  const { t } = useTranslation();
  if (result.warnings.length === 0) return <p className="quiet">{t('evidence.no-warnings')}</p>;
  return (
    <ul className="warnings">
      {result.warnings.map((warning) => (
        <li key={warning.code}>
          {t(`warnings.${warning.code}`, { value: Math.round(Math.abs(warning.value ?? 0)) })}
        </li>
      ))}
    </ul>
  );
}

function SoundLevel({ result }: { readonly result: Of<'sound-facts'> }) {
  const { t } = useTranslation();
  if (result.certainty === 'cannot-tell') return null;
  const silentUs = result.silent.reduce((sum, span) => sum + span.toUs - span.fromUs, 0);
  return (
    <dl className="facts numbers">
      {result.integratedLufs !== null && (
        <>
          <dt>{t('level.loudness')}</dt>
          <dd>{`${result.integratedLufs.toFixed(1)} LUFS`}</dd>
        </>
      )}
      {result.truePeakDbtp !== null && (
        <>
          <dt>{t('level.true-peak')}</dt>
          <dd>{`${result.truePeakDbtp.toFixed(1)} dBTP`}</dd>
        </>
      )}
      {result.bandwidthHz !== null && (
        <>
          <dt>{t('level.bandwidth')}</dt>
          <dd>
            {t('level.bandwidth-words', {
              khz: (result.bandwidthHz / 1000).toFixed(1),
              of: (result.sampleRate / 2000).toFixed(1),
            })}
          </dd>
        </>
      )}
      {result.clippedSamples > 0 && (
        <>
          <dt>{t('level.clipped')}</dt>
          <dd>{t('level.clipped-words', { count: result.clippedSamples })}</dd>
        </>
      )}
      {silentUs > 0 && (
        <>
          <dt>{t('level.silence')}</dt>
          <dd>{clockTime(silentUs)}</dd>
        </>
      )}
    </dl>
  );
}

function SpeechLength({ result }: { readonly result: Of<'speech'> }) {
  const { t } = useTranslation();
  if (result.certainty === 'cannot-tell') return null;
  return (
    <p className="numbers">
      {result.spans.length === 0
        ? t('events.no-speech')
        : t('evidence.speech-length', { time: clockTime(result.speechUs) })}
    </p>
  );
}

/** How many faces there are, and which of them are not shown or not judged. */
function FacesFound({ result }: { readonly result: Of<'faces'> }) {
  const { t } = useTranslation();
  const count = result.tracks.length;
  if (count === 0) return null;
  return (
    <p className="numbers">
      {t('evidence.faces-found', { count })}
      {count > mostFaceLanes &&
        ` ${t('evidence.faces-left-out', { lanes: mostFaceLanes, judged: mostJudgedFaces })}`}
    </p>
  );
}

function Provenance({ result }: { readonly result: Of<'provenance'> }) {
  const { t } = useTranslation();
  if (result.certainty === 'cannot-tell') return null;
  const source = result.digitalSourceType?.split('/').at(-1) ?? null;
  const lines = [
    ['signer', result.signer],
    ['generator', result.claimGenerator],
    ['source', source],
    ['failed', result.state === 'invalid' ? result.failures.join(', ') : null],
  ] as const;
  return (
    <>
      <p className={result.state === 'invalid' ? 'is-named' : ''}>
        {t(`provenance.state.${result.state}`)}
      </p>
      <dl className="facts">
        {lines.map(
          ([name, value]) =>
            value && (
              <div key={name} className="fact">
                <dt>{t(`provenance.${name}`)}</dt>
                <dd>
                  <ForeignText text={value} />
                </dd>
              </div>
            ),
        )}
      </dl>
    </>
  );
}
