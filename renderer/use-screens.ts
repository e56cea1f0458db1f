import { useEffect, useState } from 'react';
import type { Room } from './routes.ts';

/** The rooms that the first picture does without: with them come the player, the lanes and the charts. */
async function loadRooms() {
  const [kase, journal, statistics, settings, travel, day] = await Promise.all([
    import('./case/case-screen.tsx'),
    import('./journal/journal-screen.tsx'),
    import('./stats/statistics-screen.tsx'),
    import('./settings/settings-screen.tsx'),
    import('./travel/travel-screen.tsx'),
    import('./day/day-screen.tsx'),
  ]);
  return { ...kase, ...journal, ...statistics, ...settings, ...travel, ...day };
}

type Rooms = Awaited<ReturnType<typeof loadRooms>>;

/** The rooms behind the queue, once they are loaded: when the page has a quiet moment, or at once when one is entered. */
export function useScreens(room: Room | 'case'): Rooms | null {
  const [rooms, setRooms] = useState<Rooms | null>(null);
  const isWanted = room !== 'queue';
  const isLoaded = rooms !== null;
  useEffect(() => {
    if (isLoaded) return undefined;
    const load = () => void loadRooms().then(setRooms);
    if (isWanted) return load();
    const moment = requestIdleCallback(load, { timeout: 1000 });
    return () => cancelIdleCallback(moment);
  }, [isWanted, isLoaded]);
  return rooms;
}
