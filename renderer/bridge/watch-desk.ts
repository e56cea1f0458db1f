import type { DeskClient } from './desk-client.ts';

const everyMs = 4000;
const answerWithinMs = 2500;

/**
 * Notices that the data service answers no more: a page's MessagePort says nothing when its other end
 * dies (measured in Chromium 156). The fresh port that follows mends everything; this is for the words.
 */
export function watchDesk({ desk }: DeskClient): () => void {
  const timers = new Set<ReturnType<typeof setTimeout>>();
  const beat = setInterval(() => {
    if (desk.state() === 'connecting') return;
    const late = setTimeout(() => {
      timers.delete(late);
      desk.notice(false);
    }, answerWithinMs);
    timers.add(late);
    void desk.call.readDesk({}).then((outcome) => {
      clearTimeout(late);
      timers.delete(late);
      if (outcome.ok || outcome.fault.kind !== 'closed') desk.notice(true);
    });
  }, everyMs);
  return () => {
    clearInterval(beat);
    for (const timer of timers) clearTimeout(timer);
  };
}
