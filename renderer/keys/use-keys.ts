import { createContext, useContext, useEffect, useLayoutEffect, useRef } from 'react';
import { printChord } from './chord.ts';
import type { CommandId } from './command-list.ts';
import type { KeyDispatcher, KeyLayer } from './dispatcher.ts';
import type { KeyMap } from './key-map.ts';

export const KeysContext = createContext<{
  readonly dispatcher: KeyDispatcher;
  readonly map: KeyMap;
} | null>(null);

export function useKeys() {
  const keys = useContext(KeysContext);
  if (!keys) throw new Error('there are no keys here');
  return keys;
}

/** The printed key of a command, for showing where it acts. */
export function useKeyPrint(): (id: CommandId) => string {
  const { map } = useKeys();
  return (id) => printChord(map[id]);
}

type Acts = Partial<Record<CommandId, (() => unknown) | false>>;

/**
 * Lets commands act while the component is there. A command that is absent or false does nothing, and one that found
 * nothing to do answers `didNothing`: either is said.
 */
export function useCommands(acts: Acts): void {
  const { dispatcher } = useKeys();
  const latest = useRef(acts);
  useEffect(() => {
    latest.current = acts;
  });
  const ids = Object.entries(acts)
    .flatMap(([id, act]) => (act ? [id] : []))
    .join(' ');
  useEffect(() => {
    const names = ids === '' ? [] : (ids.split(' ') as CommandId[]);
    const stops = names.map((id) =>
      dispatcher.register(id, {
        press: () => {
          const act = latest.current[id];
          return act ? act() : undefined;
        },
      }),
    );
    return () => {
      for (const stop of stops) stop();
    };
  }, [dispatcher, ids]);
}

/** A command that acts while its key is held; false: it does nothing. */
export function useHeldCommand(id: CommandId, change: ((isHeld: boolean) => void) | false): void {
  const { dispatcher } = useKeys();
  const latest = useRef(change);
  useEffect(() => {
    latest.current = change;
  });
  const isOn = change !== false;
  useEffect(() => {
    if (!isOn) return undefined;
    const tell = (isHeld: boolean) => {
      if (latest.current) latest.current(isHeld);
    };
    return dispatcher.register(id, { press: () => tell(true), release: () => tell(false) });
  }, [dispatcher, id, isOn]);
}

/** Says of which command a key does nothing here now, while the component is there. */
export function useUnansweredKeys(tell: (id: CommandId) => void): void {
  const { dispatcher } = useKeys();
  const latest = useRef(tell);
  useEffect(() => {
    latest.current = tell;
  });
  useEffect(() => dispatcher.onUnanswered((id) => latest.current(id)), [dispatcher]);
}

/** Sees every key before anything acts or is typed while the component is there; true swallows it. */
export function useKeyGuard(guard: KeyLayer): void {
  const { dispatcher } = useKeys();
  const latest = useRef(guard);
  useEffect(() => {
    latest.current = guard;
  });
  useLayoutEffect(
    () => dispatcher.pushGuard((chord, event) => latest.current(chord, event)),
    [dispatcher],
  );
}

/** Takes every key first while the component is there, e.g. a picker or the capture of a new key. */
export function useKeyLayer(layer: KeyLayer | null): void {
  const { dispatcher } = useKeys();
  const latest = useRef(layer);
  useEffect(() => {
    latest.current = layer;
  });
  const isOn = layer !== null;
  useEffect(() => {
    if (!isOn) return undefined;
    return dispatcher.pushLayer((chord, event) => latest.current?.(chord, event) ?? false);
  }, [dispatcher, isOn]);
}
