import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { breakDue, careFloor } from '../shared/domain/care.ts';
import { careQuery, useCare } from './bridge/care-query.ts';
import { useDeskClient } from './bridge/desk-client.ts';
import { usePreferences } from './bridge/preferences.ts';
import { usePageCover } from './cover/use-page-cover.ts';
import { minutesWorked, type WorkSoFar, workedOn } from './work-so-far.ts';
import { useNow } from './ui/use-now.ts';
import { ActButton } from './ui/act-button.tsx';

const lookEveryMs = 30_000;
const putOffMinutes = 15;

/** Says when it is time for a break, which may be put off; at the limit that nobody can lower it begins by itself. */
export function BreakBar() {
  const { t } = useTranslation();
  const { breakAfterMinutes } = usePreferences().preferences.wellbeing;
  const care = useCare();
  const minutes = useMinutesWorked(care?.lastBreakEndedAtMs ?? null);
  const begin = useBeginBreak();
  const [putOffAt, setPutOffAt] = useState(0);
  const due =
    care === null || care.breakUntilMs !== null
      ? null
      : breakDue(care.rules, {
          workedMinutes: minutes,
          remindAfterMinutes: breakAfterMinutes,
          severeInARow: care.severeInARow,
          hasOnlySevere: care.hasOnlySevere,
        });
  const isFirm = due === 'firm';
  useEffect(() => {
    if (isFirm) begin('break');
  }, [isFirm, begin]);

  if (due === null || isFirm) return null;
  if (due === 'prompt' && minutes < putOffAt) return null;
  return (
    <div className="bar is-break" role="status">
      {due === 'pause'
        ? t('break.pause', { count: careFloor.severeInARow, minutes: careFloor.pauseMinutes })
        : t('break.time', { minutes })}
      <ActButton onPress={() => begin(due === 'pause' ? 'pause' : 'break')}>
        {t('break.begin')}
      </ActButton>
      {due === 'prompt' && (
        <ActButton look="quiet" onPress={() => setPutOffAt(minutes + putOffMinutes)}>
          {t('break.later')}
        </ActButton>
      )}
    </div>
  );
}

/** Begins a break: the desk keeps its end, so that no restart ends it, and the page is covered until then. */
function useBeginBreak() {
  const lines = useDeskClient();
  const client = useQueryClient();
  const cover = usePageCover();
  return useCallback(
    (kind: 'break' | 'pause') => {
      cover.lay('break');
      void lines.desk.call
        .beginBreak({ kind })
        .then(() => client.invalidateQueries({ queryKey: careQuery(lines).queryKey }));
    },
    [cover, client, lines],
  );
}

/** Minutes of work without a break. A break that was cut short counts as none, but is not asked for again at once. */
function useMinutesWorked(lastBreakEndedAtMs: number | null): number {
  const cover = usePageCover();
  const nowMs = useNow();
  const [minutes, setMinutes] = useState(0);
  useEffect(() => {
    const work: { so: WorkSoFar | null } = { so: null };
    const act = () => {
      // Writing a word on the break's own page is no work.
      if (cover.read() !== 'break') work.so = workedOn(work.so, Date.now());
    };
    const look = () => setMinutes(minutesWorked(work.so));
    const timer = setInterval(look, lookEveryMs);
    for (const name of ['keydown', 'pointerdown'] as const)
      window.addEventListener(name, act, { passive: true, capture: true });
    return () => {
      clearInterval(timer);
      for (const name of ['keydown', 'pointerdown'] as const)
        window.removeEventListener(name, act, { capture: true });
    };
  }, [cover]);
  const isJustBack =
    lastBreakEndedAtMs !== null && nowMs - lastBreakEndedAtMs < putOffMinutes * 60_000;
  return isJustBack ? 0 : minutes;
}
