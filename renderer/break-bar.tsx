import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { usePreferences } from './bridge/preferences.ts';
import { breakAfter, type WorkSoFar, workedOn } from './work-so-far.ts';
import { ActButton } from './ui/act-button.tsx';

const lookEveryMs = 30_000;

/** Says when it is time for a break. It blocks no key. */
export function BreakBar() {
  const { t } = useTranslation();
  const { breakAfterMinutes } = usePreferences().preferences.wellbeing;
  const [minutes, setMinutes] = useState<number | null>(null);
  useEffect(() => {
    const work: { so: WorkSoFar | null } = { so: null };
    const act = () => {
      work.so = workedOn(work.so, Date.now());
    };
    const look = () => setMinutes(breakAfter(work.so, breakAfterMinutes));
    const timer = setInterval(look, lookEveryMs);
    window.addEventListener('keydown', act, { passive: true, capture: true });
    window.addEventListener('pointerdown', act, { passive: true, capture: true });
    return () => {
      clearInterval(timer);
      window.removeEventListener('keydown', act, { capture: true });
      window.removeEventListener('pointerdown', act, { capture: true });
    };
  }, [breakAfterMinutes]);

  const [putOffAt, setPutOffAt] = useState(0);
  if (minutes === null || minutes < putOffAt) return null;
  return (
    <div className="bar is-break" role="status">
      {t('break.time', { minutes })}
      <ActButton look="quiet" onPress={() => setPutOffAt(minutes + putOffMinutes)}>
        {t('break.later')}
      </ActButton>
    </div>
  );
}

const putOffMinutes = 15;
