import type { i18n, TFunction } from 'i18next';
import type { EvidenceResult } from '../../../shared/domain/evidence.ts';
import { clockTime } from '../../../shared/media-time/timecode.ts';
import { answerWords } from './evidence-words.ts';

/** A clear result in a few words, for one line; empty where its own word for clear says as much. */
export function inShort(result: EvidenceResult, t: TFunction, catalogue: i18n): string {
  switch (result.kind) {
    case 'sync': {
      const [face] = result.faces;
      return face && result.faces.length === 1 ? answerWords(face, t, catalogue) : '';
    }
    case 'speech':
      return result.spans.length === 0
        ? t('evidence.none-short')
        : t('evidence.speech-length', { time: clockTime(result.speechUs) });
    case 'faces':
      return t('evidence.faces-short', { count: result.tracks.length });
    case 'sound-facts':
      return result.integratedLufs === null ? '' : `${result.integratedLufs.toFixed(1)} LUFS`;
    case 'container':
      return result.warnings.length === 0
        ? ''
        : t('evidence.warnings-short', { count: result.warnings.length });
    case 'picture-events':
    case 'provenance':
    case 'model':
      return '';
  }
}
