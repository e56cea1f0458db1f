import { useTranslation } from 'react-i18next';
import { fileToReview, originalFile, type Generation } from '../../../shared/domain/generation.ts';
import { frameCount, type FrameIndex } from '../../../shared/media-time/frame-index.ts';
import { clockTime } from '../../../shared/media-time/timecode.ts';
import { Panel } from '../../ui/panel.tsx';
import { sizeWords } from '../../ui/time-words.ts';
import { rateWords } from './rate-words.ts';
import { ForeignText } from '../../ui/foreign-text.tsx';
import { plainText } from '../../../shared/domain/hidden-signs.ts';

type TechnicalPartProps = { readonly generation: Generation; readonly index: FrameIndex | null };

/** What the file is: size, exact rate, codec; and what the review copy did to it. */
export function TechnicalPart({ generation, index }: TechnicalPartProps) {
  const { t, i18n } = useTranslation();
  const original = originalFile(generation);
  const proxy = fileToReview(generation)?.proxy ?? null;
  return (
    <Panel title={t('tech.title')}>
      <dl className="facts numbers">
        {index && (
          <>
            <dt>{t('tech.picture')}</dt>
            <dd>{`${index.displayWidth} × ${index.displayHeight}`}</dd>
            <dt>{t('tech.rate')}</dt>
            <dd>{rateWords(index.rate, t)}</dd>
            <dt>{t('tech.length')}</dt>
            <dd>
              {t('tech.length-words', { time: clockTime(index.endUs), count: frameCount(index) })}
            </dd>
            <dt>{t('tech.codec')}</dt>
            <dd>
              <ForeignText text={index.codec} />
            </dd>
            {index.rotation !== 0 && (
              <>
                <dt>{t('tech.rotation')}</dt>
                <dd>{`${index.rotation}°`}</dd>
              </>
            )}
          </>
        )}
        {original && (
          <>
            <dt>{t('tech.file')}</dt>
            <dd>{`${plainText(original.mimeType)}, ${sizeWords(original.sizeBytes, i18n.language)}`}</dd>
          </>
        )}
        {index && index.droppedBeforeStart > 0 && (
          <>
            <dt>{t('tech.before-start')}</dt>
            <dd>{t('tech.before-start-words', { count: index.droppedBeforeStart })}</dd>
          </>
        )}
        {index && index.droppedAfterEnd > 0 && (
          <>
            <dt>{t('tech.before-start')}</dt>
            <dd>{t('tech.after-end-words', { count: index.droppedAfterEnd })}</dd>
          </>
        )}
        {index && index.irregularities.length > 0 && (
          <>
            <dt>{t('tech.irregular')}</dt>
            <dd>
              {index.irregularities.map((code) => (
                <div key={code}>{t(`irregularities.${code}`)}</div>
              ))}
            </dd>
          </>
        )}
      </dl>
      {proxy && (
        <p className="proxy-note">
          {t('tech.proxy', {
            settings: plainText(`${proxy.encoder} ${proxy.settings}`.trim()),
            count: proxy.framesChecked,
          })}
        </p>
      )}
    </Panel>
  );
}
