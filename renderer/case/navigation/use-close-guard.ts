import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { commandsFor } from '../../keys/key-map.ts';
import { useKeyGuard, useKeys } from '../../keys/use-keys.ts';
import { isDeadKey } from './case-keys.ts';

/** Where a reviewer goes from a case. */
export type Destination = 'next' | 'previous' | 'queue';

type CloseGuardOptions = {
  /** The case in that direction; undefined where it is not known. */
  readonly find: (
    way: 'next' | 'previous',
  ) => Promise<{ readonly caseId: string | null; readonly skipped: number } | null>;
  readonly onClose: () => void;
  /** With how many cases were skipped on the way, because they could not be fetched. */
  readonly onGo: (caseId: string | null, skipped: number) => void;
};

/** A case that takes longer than this to leave says so, in milliseconds. */
const slowMs = 200;
/** A page that is not drawn (hidden behind others) counts as seen after this long, in milliseconds. */
const unseenMostMs = 1000;

/**
 * The way out of a case. From the moment the reviewer asks to leave, the case acts on no key but Escape, which calls
 * the leaving off and goes to the queue. A verdict that is being saved is waited for: one that could not be saved
 * keeps the case open. A case acts on no key that was pressed before it was on screen.
 */
export function useCloseGuard({ find, onClose, onGo }: CloseGuardOptions) {
  const { map } = useKeys();
  const isHere = useRef(false);
  const wish = useRef<Destination | null>(null);
  const saving = useRef<Promise<boolean> | null>(null);
  const touched = useRef(false);
  const { seenAtMs, screen } = useSeen();
  const [isSlow, setSlow] = useState(false);

  useEffect(() => {
    isHere.current = true;
    return () => {
      isHere.current = false;
    };
  }, []);

  const leave = useCallback(
    async (way: Destination) => {
      const before = wish.current;
      if (way === 'queue' && (saving.current === null || before === 'queue')) return onClose();
      if (before !== null && way !== 'queue') return;
      wish.current = way;
      if (before !== null) return;
      const slow = setTimeout(() => setSlow(true), slowMs);
      const isSafe = saving.current === null || (await saving.current);
      // Escape may have been pressed meanwhile.
      const asked = () => wish.current;
      const found = isSafe && way !== 'queue' && asked() === way ? await find(way) : null;
      clearTimeout(slow);
      if (!isHere.current) return;
      const last = asked();
      wish.current = null;
      setSlow(false);
      if (!isSafe) return;
      if (last === 'queue') onClose();
      // Before the first case there is nothing to go to; after the last one there is the queue.
      else if (found && (found.caseId !== null || way === 'next'))
        onGo(found.caseId, found.skipped);
    },
    [find, onClose, onGo],
  );

  /** A verdict is being saved: answers whether it is durable. */
  const awaitSave = useCallback((save: Promise<boolean>) => {
    saving.current = save;
    void save.finally(() => {
      if (saving.current === save) saving.current = null;
    });
  }, []);

  useKeyGuard((chord, event) => {
    const commands = commandsFor(chord, map);
    const isDead = isDeadKey({
      pressedAtMs: event.timeStamp,
      seenAtMs: seenAtMs.current,
      isLeaving: wish.current !== null,
      isTouched: touched.current,
      commands,
    });
    if (!isDead) touched.current = true;
    return isDead;
  });

  const isLeaving = useCallback(() => wish.current !== null, []);
  return { leave, awaitSave, isLeaving, isSlow, screen };
}

/** When the case was first on screen, by the page's clock; null until then. Its element says so, too. */
function useSeen() {
  const seenAtMs = useRef<number | null>(null);
  const screen = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const { port1, port2 } = new MessageChannel();
    const see = () => {
      seenAtMs.current ??= performance.now();
      screen.current?.setAttribute('data-seen', '');
    };
    // An animation frame comes before the picture is drawn, the message after it.
    port1.onmessage = see;
    const frame = requestAnimationFrame(() => port2.postMessage(null));
    const timer = setTimeout(see, unseenMostMs);
    return () => {
      cancelAnimationFrame(frame);
      clearTimeout(timer);
      port1.close();
    };
  }, []);
  return { seenAtMs, screen };
}
