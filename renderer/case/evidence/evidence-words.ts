import type { TFunction, i18n } from 'i18next';
import type { SyncLag } from '../../../shared/domain/evidence.ts';
import { plainText } from '../../../shared/domain/hidden-signs.ts';

/** The sentence of an analyser's reason code; a code that this desk does not know is shown as it is. */
export function reasonWords(code: string | null, t: TFunction, catalogue: i18n): string {
  if (code === null) return '';
  const key = `evidence-reasons.${code}`;
  // The codes come from analysers of other versions as well, so the catalogue is asked at run time.
  return catalogue.exists(key)
    ? catalogue.t(key as 'evidence-reasons.no-sound')
    : t('evidence-reasons.other', { code: plainText(code) });
}

/** An offset in words: "83 ms late". Positive = sound late. */
export function lagWords(lagMs: number, t: TFunction): string {
  const ms = Math.round(Math.abs(lagMs));
  if (ms === 0) return t('evidence.ms-even');
  return lagMs > 0 ? t('evidence.ms-late', { ms }) : t('evidence.ms-early', { ms });
}

/** What the whole clip says of one face: an offset with its doubt, or why there is none. */
export function answerWords(face: SyncLag['faces'][number], t: TFunction, catalogue: i18n): string {
  if (face.certainty === 'cannot-tell' || face.lagMs === null)
    return reasonWords(face.reason, t, catalogue);
  const lag = `${lagWords(face.lagMs, t)} ${t('evidence.plus-minus', { ms: face.uncertaintyMs })}`;
  // A weak lag is a place to look at: said in one breath with its doubt, never as an offset.
  return face.certainty === 'weak' ? t('evidence.too-unsure', { lag }) : lag;
}
