import type { QueryClient } from '@tanstack/react-query';
import type { DeskClient } from './desk-client.ts';

/** Turns the desk's events into questions to ask again; a fresh data service means: ask everything. */
export function followDesk(client: QueryClient, { desk }: DeskClient): () => void {
  const again = (...names: readonly string[]) => {
    for (const name of names) void client.invalidateQueries({ queryKey: [name] });
  };
  const stops = [
    desk.on('caseChanged', ({ caseId }) => {
      void client.invalidateQueries({ queryKey: ['openCase', caseId] });
      again('listCases', 'listJournal', 'readPolicyChange');
    }),
    desk.on('queueChanged', () => again('listCases', 'neighbourCase', 'readDesk')),
    // Which case is next depends on whether the backend can be reached.
    desk.on('deskChanged', () => again('readDesk', 'planTravel', 'neighbourCase')),
    desk.on('careChanged', () => again('readCare', 'readOwnDay')),
    desk.on('travelChanged', () => again('readTravel', 'planTravel')),
    desk.on('verdictSettled', ({ caseId }) => {
      void client.invalidateQueries({ queryKey: ['openCase', caseId] });
      again('listJournal', 'readDesk', 'listCases', 'readStatistics');
    }),
    desk.onState((state) => {
      if (state === 'open') {
        void client.invalidateQueries({
          predicate: (query) => query.queryKey[0] !== 'readFrameIndex',
        });
      }
    }),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}
