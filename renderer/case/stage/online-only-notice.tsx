import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { CaseRow } from '../../../shared/domain/case.ts';
import type { Fault } from '../../../shared/lifetime/fault.ts';
import { useDeskClient } from '../../bridge/desk-client.ts';
import { deskQueries } from '../../bridge/desk-queries.ts';
import { ForeignText } from '../../ui/foreign-text.tsx';

type OnlineOnlyNoticeProps = {
  readonly row: CaseRow;
  readonly clip: 'coming' | 'gone';
  /** What keeps the clip from coming; null when nothing does. */
  readonly fault: Fault | null;
};

/** In the picture's place: the clip is fetched only while its case is open, or has left this desk. */
export function OnlineOnlyNotice({ row, clip, fault }: OnlineOnlyNoticeProps) {
  const { t } = useTranslation();
  const { data: desk } = useQuery(deskQueries(useDeskClient()).desk());
  const isAway = desk?.connection === 'offline' || desk?.connection === 'refused';
  const says = clip === 'coming' && isAway ? 'away' : clip;
  const percent = Math.floor(row.fetched * 100);
  return (
    <div className="media-trouble" role="status">
      <h2>{t(`online-only.${says}-title`, { percent })}</h2>
      <p>{t(`online-only.${says}`)}</p>
      {fault !== null && fault.message !== '' && (
        <p dir="auto">
          <ForeignText text={fault.message} />
        </p>
      )}
    </div>
  );
}
