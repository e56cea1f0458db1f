import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { bandOf } from '../../../shared/domain/sync-bands.ts';
import type { SyncLag } from '../../../shared/domain/evidence.ts';
import { answerWords } from './evidence-words.ts';
import { SyncCurve } from './sync-curve.tsx';

/** The answer for each face: its curve, and an offset in words only where one may be named. */
export function SyncFacts({ sync }: { readonly sync: SyncLag }) {
  const { t, i18n } = useTranslation();
  return (
    <ul className="sync-faces">
      {sync.faces.map((face) => {
        const name = t('evidence.face', { id: face.faceId });
        const isSpeaking = sync.likelySpeaking === face.faceId;
        const says = answerWords(face, t, i18n);
        return (
          <li key={face.faceId}>
            <p>
              <strong>{name}</strong>
              {isSpeaking && <span className="tag">{t('evidence.likely-speaking')}</span>}
              <span className={`certainty is-${face.certainty}`}>
                {t(`evidence.certainty.${face.certainty}`)}
              </span>
            </p>
            <SyncCurve face={face} label={`${name}: ${says}`} />
            <p className={face.namesOffset ? 'is-named' : ''}>{says}</p>
            {face.certainty !== 'cannot-tell' && face.lagMs !== null && (
              <p className="quiet">
                {face.certainty === 'clear' && `${bandWords(face, t)}, `}
                {face.confidence !== null &&
                  t('evidence.confidence', { value: face.confidence.toFixed(2) })}
              </p>
            )}
            {face.voiceFitsMouth !== null && (
              <p title={t('explain.voice-fits')}>
                {t('evidence.voice-fits', { percent: fitPercent(face.voiceFitsMouth) })}
                <span className="quiet"> {t('evidence.blind')}</span>
              </p>
            )}
          </li>
        );
      })}
    </ul>
  );
}

/** The band of an offset that is named; a smaller one is within what natural speech does by itself. */
function bandWords({ lagMs, namesOffset }: SyncLag['faces'][number], t: TFunction): string {
  return namesOffset && lagMs !== null ? t(`sync-bands.${bandOf(lagMs)}`) : t('evidence.not-named');
}

/** Whole per cent that never reads as certainty. */
function fitPercent(share: number): number {
  return Math.min(99, Math.max(1, Math.round(share * 100)));
}
