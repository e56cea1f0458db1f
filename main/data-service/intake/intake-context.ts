import type { Announce } from '../runtime/announcements.ts';
import type { Tables } from '../cache/tables.ts';
import type { Log } from '../runtime/log.ts';
import type { BackendClient } from '../network/backend-client.ts';
import type { ServerClock } from '../network/server-clock.ts';
import type { World } from '../runtime/world.ts';

/** What every step of the intake works with. */
export type IntakeDeps = {
  readonly tables: Tables;
  readonly client: BackendClient;
  readonly clock: ServerClock;
  readonly world: World;
  readonly announce: Announce;
  readonly log: Log;
};

/** Changes a case in the cache and says so. */
export function changeCase(
  context: Pick<IntakeDeps, 'tables' | 'announce'>,
  caseId: string,
  patch: Parameters<Tables['cases']['change']>[1],
): void {
  const revision = context.tables.cases.change(caseId, patch);
  if (revision !== null) context.announce('caseChanged', { caseId, revision });
}
