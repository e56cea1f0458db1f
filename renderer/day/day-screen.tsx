import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DeskStatistics } from '../../shared/contract/desk-api.ts';
import type { OwnDay } from '../../shared/contract/care-api.ts';
import { ownDayQuery } from '../bridge/care-query.ts';
import { useDeskClient } from '../bridge/desk-client.ts';
import { deskQueries } from '../bridge/desk-queries.ts';
import { faultOf } from '../bridge/fault-error.ts';
import { FaultNotice } from '../ui/fault-notice.tsx';
import { ForeignText } from '../ui/foreign-text.tsx';
import { Panel } from '../ui/panel.tsx';
import { handleWords } from '../ui/time-words.ts';
import './day.css';

const dayMs = 86_400_000;

/** What was done and seen today, for the person who did and saw it. */
export function DayScreen() {
  const { t } = useTranslation();
  const lines = useDeskClient();
  const [dayStartMs] = useState(() => new Date().setHours(0, 0, 0, 0));
  const day = useQuery(ownDayQuery(lines, dayStartMs));
  const done = useQuery(
    deskQueries(lines).statistics({
      fromMs: dayStartMs,
      toMs: dayStartMs + dayMs,
      timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    }),
  );
  const fault = faultOf(day.error) ?? faultOf(done.error);
  return (
    <main className="day-screen" aria-label={t('day.title')}>
      <header className="room-head">
        <h1>{t('day.title')}</h1>
        <p>{t('day.private')}</p>
      </header>
      {fault && <FaultNotice fault={fault} onRetry={() => void day.refetch()} />}
      <div className="day-parts">
        {done.data && <Done statistics={done.data} />}
        {day.data && <Seen day={day.data} />}
        {day.data && <Rests day={day.data} />}
      </div>
    </main>
  );
}

function Done({ statistics }: { readonly statistics: DeskStatistics }) {
  const { t } = useTranslation();
  const { verdicts, byDecision, handleMs } = statistics;
  return (
    <Panel title={t('day.done')}>
      <p>{t('day.verdicts', { count: verdicts })}</p>
      <ul>
        {byDecision
          .filter(({ n }) => n > 0)
          .map(({ decision, n }) => (
            <li key={decision}>
              {t(`decisions.${decision}`)}: {n}
            </li>
          ))}
      </ul>
      {handleMs.median !== null && (
        <p>{t('day.handle', { time: handleWords(handleMs.median, t) })}</p>
      )}
    </Panel>
  );
}

function Seen({ day }: { readonly day: OwnDay }) {
  const { t } = useTranslation();
  return (
    <Panel title={t('day.seen')}>
      {day.lines.length === 0 ? (
        <p>{t('day.nothing')}</p>
      ) : (
        <table>
          <thead>
            <tr>
              <th scope="col">{t('day.harm')}</th>
              <th scope="col">{t('day.severity')}</th>
              <th scope="col">{t('day.items')}</th>
              <th scope="col">{t('day.unfiltered')}</th>
              <th scope="col">{t('day.filtered')}</th>
            </tr>
          </thead>
          <tbody>
            {day.lines.map(({ harm, severity, items, unfilteredMs, filteredMs }) => (
              <tr key={`${harm} ${severity}`}>
                <th scope="row">{t(`categories.${harm ?? 'none'}`)}</th>
                <td>
                  {severity === null ? t('day.not-judged') : t(`severities.${severity as 0}`)}
                </td>
                <td>{items}</td>
                <td>{handleWords(unfilteredMs, t)}</td>
                <td>{handleWords(filteredMs, t)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <p>{t('day.what-counts')}</p>
    </Panel>
  );
}

function Rests({ day }: { readonly day: OwnDay }) {
  const { t, i18n } = useTranslation();
  const clock = new Intl.DateTimeFormat(i18n.language, { hour: '2-digit', minute: '2-digit' });
  const { breaks, stops, areCapsKept } = day;
  return (
    <Panel title={t('day.rests')}>
      <p>{t(areCapsKept ? 'day.caps-kept' : 'day.caps-passed')}</p>
      <p>{t('day.breaks', { count: breaks.length })}</p>
      <ul>
        {breaks.map(({ fromMs, endedAtMs, isCutShort, reason }) => (
          <li key={fromMs}>
            {t(isCutShort ? 'day.cut-short' : 'day.whole', {
              from: clock.format(fromMs),
              to: clock.format(endedAtMs),
            })}{' '}
            <ForeignText text={reason} />
          </li>
        ))}
        {stops.map(({ atMs, reason }) => (
          <li key={atMs}>
            {t('day.stopped', { at: clock.format(atMs) })} <ForeignText text={reason} />
          </li>
        ))}
      </ul>
    </Panel>
  );
}
