import type { WebContents } from 'electron';
import type { HandAtWork } from '../../../shared/contract/measuring-api.ts';

type HandOptions = {
  /** Told at most once in `everyMs` for each kind. */
  readonly onHand: (hand: HandAtWork['hand']) => void;
  readonly nowMs: () => number;
};

/** Signs of the hand are told this often at most, in milliseconds: well within the time for which one holds. */
const everyMs = 250;
const playingEveryMs = 700;
/** Moving the pointer over the page is not yet work. */
const idleInput = new Set(['mouseMove', 'mouseEnter', 'mouseLeave']);

/** Hears what a reviewer does at the desk's page: keys, presses, the wheel, and that a clip plays. */
export function watchHand(page: WebContents, { onHand, nowMs }: HandOptions): void {
  let toldAtMs = -Infinity;
  let playing: NodeJS.Timeout | undefined;
  const rest = () => {
    clearInterval(playing);
    playing = undefined;
  };
  page.on('input-event', (_event, { type }) => {
    if (idleInput.has(type) || nowMs() - toldAtMs < everyMs) return;
    toldAtMs = nowMs();
    onHand('stepping');
  });
  page.on('media-started-playing', () => {
    onHand('playing');
    playing ??= setInterval(() => onHand('playing'), playingEveryMs);
  });
  page.on('media-paused', rest);
  page.on('did-navigate', rest);
  page.on('destroyed', rest);
}
