import { useTranslation } from 'react-i18next';
import type { CaseDetail } from '../../../shared/contract/desk-api.ts';
import type { Fault } from '../../../shared/lifetime/fault.ts';
import { originalFile } from '../../../shared/domain/generation.ts';
import { faultWords } from '../../ui/fault-words.ts';
import { sizeWords } from '../../ui/time-words.ts';
import { ForeignText } from '../../ui/foreign-text.tsx';
import { plainText } from '../../../shared/domain/hidden-signs.ts';

type MediaTroubleProps = { readonly fault: Fault; readonly detail: CaseDetail };

/** In the picture's place: what the clip is, why it can't be shown, and the way out. */
export function MediaTrouble({ fault, detail }: MediaTroubleProps) {
  const { t, i18n } = useTranslation();
  const words = faultWords(fault, t);
  const file = originalFile(detail.generation);
  return (
    <div className="media-trouble" role="status">
      <h2>{words.what}</h2>
      {fault.message !== '' && (
        <p dir="auto">
          <ForeignText text={fault.message} />
        </p>
      )}
      {detail.generation.mediaNote !== '' && detail.generation.mediaNote !== fault.message && (
        <p dir="auto">
          <ForeignText text={detail.generation.mediaNote} />
        </p>
      )}
      {file && (
        <p className="numbers">
          {t('media.file-is', {
            type: plainText(file.mimeType),
            size: sizeWords(file.sizeBytes, i18n.language),
          })}
        </p>
      )}
      <p>{words.next}</p>
      <p>{t('media.still-reviewable')}</p>
    </div>
  );
}
