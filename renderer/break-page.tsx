import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { careQuery, useCare } from './bridge/care-query.ts';
import { useDeskClient } from './bridge/desk-client.ts';
import { CoverPage } from './cover/cover-page.tsx';
import { useCoverState, usePageCover } from './cover/use-page-cover.ts';
import { ActButton } from './ui/act-button.tsx';
import { NoteInput } from './ui/note-input.tsx';
import { shortDuration } from './ui/time-words.ts';
import { useNow } from './ui/use-now.ts';

/** Covers the desk while a break is on, also one that was on when the desk was started. */
export function BreakPage() {
  const cover = usePageCover();
  const state = useCoverState();
  const care = useCare();
  const isOn = care !== null && care.breakUntilMs !== null;
  useEffect(() => {
    // What covers the page already stays: a stop or a cover is left by its own way.
    if (isOn && cover.read() === 'none') cover.lay('break');
  }, [isOn, state, cover]);
  return state === 'break' ? <Break untilMs={care?.breakUntilMs ?? null} /> : null;
}

function Break({ untilMs }: { readonly untilMs: number | null }) {
  const { t, i18n } = useTranslation();
  const lines = useDeskClient();
  const client = useQueryClient();
  const cover = usePageCover();
  const nowMs = useNow(1000);
  const [reason, setReason] = useState('');
  const [knownUntilMs, setKnownUntilMs] = useState(untilMs);
  if (untilMs !== null && untilMs !== knownUntilMs) setKnownUntilMs(untilMs);
  const isOver = knownUntilMs !== null && nowMs >= knownUntilMs;
  const end = async () => {
    const ended = await lines.desk.call.endBreak({ reason });
    if (!ended.ok) return;
    // Read first: a break that the page still believes in would cover it again.
    await client.fetchQuery(careQuery(lines)).catch(() => null);
    cover.lay('none');
  };
  const clock = new Intl.DateTimeFormat(i18n.language, { hour: '2-digit', minute: '2-digit' });
  return (
    <CoverPage heading={t(isOver ? 'break.over' : 'break.on')}>
      {knownUntilMs !== null && !isOver && (
        <p role="timer">
          {t('break.until', {
            at: clock.format(knownUntilMs),
            left: shortDuration(knownUntilMs - nowMs, t),
          })}
        </p>
      )}
      <p>{t('break.kept')}</p>
      {!isOver && (
        <NoteInput
          label={t('break.why-early')}
          value={reason}
          onChange={setReason}
          maxLength={2000}
        />
      )}
      <ActButton
        look={isOver ? 'strong' : 'quiet'}
        isDisabled={!isOver && reason.trim() === ''}
        onPress={() => void end()}
      >
        {t(isOver ? 'break.back' : 'break.end-early')}
      </ActButton>
    </CoverPage>
  );
}
