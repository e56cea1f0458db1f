import type { Announce } from './runtime/announcements.ts';
import type { Ballast } from './runtime/ballast.ts';
import type { Tables } from './cache/tables.ts';
import type { OnlineOnly } from './intake/online-only.ts';
import { wipeExpired } from './intake/wipe-expired.ts';
import type { Log } from './runtime/log.ts';
import type { MediaStore } from './media-store/media-store.ts';
import type { ServerClock } from './network/server-clock.ts';
import { startLoop, type Loop } from './runtime/loop.ts';
import type { World } from './runtime/world.ts';

const lookEveryMs = 60_000;

type WipingDeps = {
  readonly tables: Tables;
  readonly store: MediaStore;
  readonly clock: ServerClock;
  readonly world: World;
  readonly announce: Announce;
  readonly log: Log;
  readonly onlineOnly: Pick<OnlineOnly, 'tidy'>;
  readonly ballast: Pick<Ballast, 'renew'>;
};

/**
 * Destroys in time what this desk may no longer hold: at the start, every minute, and when the machine
 * woke. It needs no backend: the latest time known is kept, so that no restart makes it earlier.
 */
export function keepWiping(parts: WipingDeps, signal: AbortSignal): Loop {
  const { tables, clock } = parts;
  async function look(): Promise<number> {
    const nowMs = clock.nowMs();
    if (nowMs > (tables.settings.read('serverTimeMs') ?? 0))
      tables.settings.write('serverTimeMs', nowMs);
    await wipeExpired(parts);
    parts.ballast.renew();
    const nextMs = await parts.onlineOnly.tidy();
    const wipeMs = tables.cases.nextWipe(nowMs);
    return Math.min(lookEveryMs, nextMs ?? lookEveryMs, wipeMs ?? lookEveryMs);
  }
  return startLoop('wipe', look, parts.world, parts.log, signal);
}
