import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDeskClient } from '../bridge/desk-client.ts';
import { deskQueries } from '../bridge/desk-queries.ts';
import { faultOf } from '../bridge/fault-error.ts';
import { usePreferences } from '../bridge/preferences.ts';
import { useCommands } from '../keys/use-keys.ts';
import { createClipPrefetch } from '../player/clip-prefetch.ts';
import { ActButton } from '../ui/act-button.tsx';
import { FaultNotice } from '../ui/fault-notice.tsx';
import { OpenCase } from './open-case.tsx';
import type { QueueOrder } from './navigation/use-neighbours.ts';
import { usePosition } from './use-position.ts';
import './case.css';
import './context/context.css';

type CaseScreenProps = {
  readonly caseId: string;
  readonly order: QueueOrder;
  /** Where the case was in the queue when it was opened from there. */
  readonly hintIndex: number;
  readonly onClose: () => void;
  readonly onGo: (caseId: string | null, skipped: number) => void;
  /** So many cases before this one could not be fetched, because the backend was away. */
  readonly skipped: number;
  /** Its verdict is taken up again at once. */
  readonly isChange: boolean;
};

/** Reads a case and opens it; each case gets a new component state. */
export function CaseScreen(props: CaseScreenProps) {
  const { caseId, order, hintIndex, skipped, isChange, onClose, onGo } = props;
  const { t } = useTranslation();
  const lines = useDeskClient();
  const query = useQuery(deskQueries(lines).openCase(caseId));
  const place = usePosition(caseId, order, hintIndex);
  const { isRead } = usePreferences();
  const [ahead] = useState(createClipPrefetch);
  useEffect(() => ahead.end, [ahead]);
  const fault = faultOf(query.error);
  useCommands({ 'case-close': onClose });

  if (query.data && isRead) {
    return (
      <OpenCase
        key={caseId}
        detail={query.data}
        order={order}
        ahead={ahead}
        position={place ? t('case.position', place) : ''}
        skipped={skipped}
        isChange={isChange}
        onClose={onClose}
        onGo={onGo}
      />
    );
  }
  return (
    <main className="case-waits">
      {fault ? (
        <FaultNotice fault={fault} role="alert" onRetry={() => void query.refetch()} />
      ) : (
        <p role="status">{t('case.opening')}</p>
      )}
      <ActButton command="case-close" onPress={onClose}>
        {t('case.back')}
      </ActButton>
    </main>
  );
}
