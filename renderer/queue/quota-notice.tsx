import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useDeskClient } from '../bridge/desk-client.ts';
import { deskQueries } from '../bridge/desk-queries.ts';
import { Notice } from '../ui/notice.tsx';
import { momentWords } from '../ui/time-words.ts';
import { useNow } from '../ui/use-now.ts';

/** Why no new case comes today, and when they come again; nothing while the quota lasts. */
export function QuotaNotice() {
  const { t, i18n } = useTranslation();
  const nowMs = useNow(60_000);
  const untilMs = useQuery(deskQueries(useDeskClient()).desk()).data?.enrolment?.quotaUsedUpUntilMs;
  if (untilMs === undefined || untilMs === null) return null;
  return (
    <Notice tone="quiet" role="status">
      {t('queue.quota-used-up', { at: momentWords(untilMs, nowMs, i18n.language) })}
    </Notice>
  );
}
