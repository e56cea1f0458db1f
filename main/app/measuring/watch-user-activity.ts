import type { WebContents } from 'electron';
import type { UserActivity } from '../../../shared/contract/measuring-api.ts';

type ActivityOptions = {
  /** Reported at most once in `everyMs` for each kind. */
  readonly onActivity: (activity: UserActivity['activity']) => void;
  readonly nowMs: () => number;
};

/** Signs of activity are reported this often at most, in milliseconds: well within the time for which one holds. */
const everyMs = 250;
const playingEveryMs = 700;
/** Moving the pointer over the page is not yet work. */
const idleInput = new Set(['mouseMove', 'mouseEnter', 'mouseLeave']);

/** Observes the reviewer's activity at the desk's page: keys, presses, the wheel, and that a clip plays. */
export function watchUserActivity(page: WebContents, { onActivity, nowMs }: ActivityOptions): void {
  let toldAtMs = -Infinity;
  let playing: NodeJS.Timeout | undefined;
  const rest = () => {
    clearInterval(playing);
    playing = undefined;
  };
  page.on('input-event', (_event, { type }) => {
    if (idleInput.has(type) || nowMs() - toldAtMs < everyMs) return;
    toldAtMs = nowMs();
    onActivity('stepping');
  });
  page.on('media-started-playing', () => {
    onActivity('playing');
    playing ??= setInterval(() => onActivity('playing'), playingEveryMs);
  });
  page.on('media-paused', rest);
  page.on('did-navigate', rest);
  page.on('destroyed', rest);
}
