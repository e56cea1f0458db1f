import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { BreakBar } from './break-bar.tsx';
import { useDeskClient } from './bridge/desk-client.ts';
import { deskQueries } from './bridge/desk-queries.ts';
import { KeysOverlay } from './keys-overlay.tsx';
import { useCommands } from './keys/use-keys.ts';
import { NavBar } from './nav-bar.tsx';
import { QueueScreen } from './queue/queue-screen.tsx';
import { firstQueueView, queueQuestion, type QueueView } from './queue/queue-view.ts';
import { commandOf, rooms, type Room } from './routes.ts';
import { SavedLine } from './saved-line.tsx';
import { StatusBar } from './status-bar.tsx';
import { TroubleBars } from './trouble-bars.tsx';
import { usePlace } from './use-place.ts';
import { useReadyReport } from './use-ready-report.ts';
import { useScreens } from './use-screens.ts';
import { usePreferences } from './bridge/preferences.ts';
import { useTheme } from './ui/use-theme.ts';

/** Locks the desk. Without a passphrase there is nothing to lock with: the settings say how to set one. */
function useLockDesk(go: (room: Room) => void): () => void {
  const { app } = useDeskClient();
  return () =>
    void app.call.lockDesk({}).then((locked) => {
      if (!locked.ok && locked.fault.kind === 'not-configured') go('settings');
    });
}

/** The keys that go from room to room. */
function useRoomKeys(go: (room: Room) => void): void {
  useCommands(Object.fromEntries(rooms.map((room) => [commandOf[room], () => go(room)])));
}

/** The whole desk: one room at a time between the rooms' names and one quiet line of state. */
export function Desk() {
  const lines = useDeskClient();
  const client = useQueryClient();
  const { place, go, openCase, reopenCase } = usePlace();
  const [view, setView] = useState<QueueView>(firstQueueView);
  const [showsKeys, setShowsKeys] = useState(false);
  const screens = useScreens(place.room);
  useTheme(usePreferences().preferences.theme);

  const changeView = useCallback(
    (change: Partial<QueueView>) => setView((now) => ({ ...now, ...change })),
    [],
  );
  const toQueue = useCallback(() => go('queue'), [go]);
  const goCase = useCallback(
    (caseId: string | null, skipped = 0) => {
      if (caseId === null) return toQueue();
      setView((now) => ({ ...now, focus: { ...now.focus, caseId } }));
      openCase(caseId, skipped);
    },
    [openCase, toQueue],
  );
  const { text, state, reason, sort } = view;
  const order = useMemo(
    () => queueQuestion({ ...firstQueueView, text, state, reason, sort }),
    [text, state, reason, sort],
  );
  const present = useRef(place);
  useEffect(() => {
    present.current = place;
  }, [place]);
  const openNext = useCallback(async () => {
    const from = present.current;
    const query = deskQueries(lines).neighbour(order, null, 'next');
    const next = await client.fetchQuery({ ...query, staleTime: 0 }).catch(() => null);
    // The reviewer may have gone elsewhere meanwhile.
    if (next?.caseId && present.current === from) goCase(next.caseId, next.skipped);
  }, [client, goCase, lines, order]);
  const onShown = useReadyReport();
  const lockDesk = useLockDesk(go);

  useRoomKeys(go);
  useCommands({
    'sync-now': () => void lines.desk.call.syncNow({}),
    'lock-desk': lockDesk,
    'show-keys': () => setShowsKeys(true),
    'queue-next-open': place.room === 'queue' && (() => void openNext()),
  });
  useEffect(() => {
    document.documentElement.dataset['room'] = place.room;
  }, [place.room]);

  return (
    <div className="desk">
      <NavBar place={place} onGo={go} />
      <TroubleBars isInQueue={place.room === 'queue'} />
      <BreakBar />
      <div className="desk-room">
        {place.room === 'queue' && (
          <QueueScreen view={view} onView={changeView} onOpen={goCase} onShown={onShown} />
        )}
        {screens && place.room === 'case' && (
          <screens.CaseScreen
            caseId={place.caseId}
            skipped={place.skipped ?? 0}
            isChange={place.isChange ?? false}
            order={order}
            hintIndex={view.focus.index}
            onClose={toQueue}
            onGo={goCase}
          />
        )}
        {screens && place.room === 'journal' && <screens.JournalScreen onOpen={openCase} />}
        {screens && place.room === 'statistics' && <screens.StatisticsScreen />}
        {screens && place.room === 'settings' && <screens.SettingsScreen />}
        {screens && place.room === 'day' && <screens.DayScreen />}
        {screens && place.room === 'travel' && (
          <screens.TravelScreen onSettings={() => go('settings')} />
        )}
      </div>
      <StatusBar
        onSettings={() => go('settings')}
        onJournal={() => go('journal')}
        onKeys={() => setShowsKeys(true)}
        saved={<SavedLine place={place} onReopen={reopenCase} />}
      />
      {showsKeys && <KeysOverlay onClose={() => setShowsKeys(false)} />}
    </div>
  );
}
