import type { Announce } from '../runtime/announcements.ts';
import type { Tables } from '../cache/tables.ts';
import type { BackendClient } from '../network/backend-client.ts';

/** Learns where received verdicts stand in the backend's log. */
export type LogPlaces = { learn(): Promise<void> };

/** One request asks for so many. */
const most = 200;

/** Asks once a round while something is unknown; a backend without a log is not asked again. */
export function createLogPlaces(context: {
  readonly tables: Tables;
  readonly client: BackendClient;
  readonly announce: Announce;
}): LogPlaces {
  const { tables, client, announce } = context;
  let hasLog = true;
  return {
    async learn() {
      const verdictIds = [...tables.verdicts.unlogged(most)];
      if (!hasLog || verdictIds.length === 0) return;
      const answered = await client.call('readLogPlaces', { body: { verdictIds } });
      if (!answered.ok) {
        hasLog = answered.status === 0 || answered.status >= 500 || answered.status === 429;
        return;
      }
      const { places } = answered.value;
      if (places.length === 0) return;
      tables.transaction(() => {
        for (const { verdictId, leafIndex } of places)
          if (verdictIds.includes(verdictId)) tables.verdicts.setLogIndex(verdictId, leafIndex);
      });
      announce('deskChanged', {});
    },
  };
}
