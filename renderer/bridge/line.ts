import { ask, type Asker } from '../../shared/contract/ask.ts';
import type {
  Asking,
  Contract,
  EventData,
  EventName,
  Wire,
} from '../../shared/contract/contract.ts';
import type { Outcome } from '../../shared/lifetime/outcome.ts';

export const lineStates = ['connecting', 'open', 'gone'] as const;
/** connecting: no port yet; gone: the other program ended, a fresh port is awaited. */
export type LineState = (typeof lineStates)[number];

/** An asker that outlives its port: calls wait for a port, a fresh port takes over. */
export type Line<C extends Contract> = {
  readonly call: Asking<C>;
  on<N extends EventName<C>>(name: N, listener: (data: EventData<C, N>) => void): () => void;
  state(): LineState;
  onState(listener: (state: LineState) => void): () => void;
  /** Told by whoever notices that the other end answers no more, or answers again. */
  notice(isAnswering: boolean): void;
  /** Puts the line on a fresh wire; calls under way on the old one end as `closed`. */
  attach(wire: Wire): void;
};

/** A listener that goes along to each fresh asker. */
type Following<C extends Contract> = { readonly attach: (asker: Asker<C>) => () => void };

/** A line with no wire yet. Calls made meanwhile are asked as soon as one is attached. */
export function makeLine<C extends Contract>(contract: C): Line<C> {
  const listeners = new Set<Following<C>>();
  const stateListeners = new Set<(state: LineState) => void>();
  const waiting: ((asker: Asker<C>) => void)[] = [];
  const now: { asker: Asker<C> | null; state: LineState } = { asker: null, state: 'connecting' };

  function become(state: LineState): void {
    if (now.state === state) return;
    now.state = state;
    for (const listener of stateListeners) listener(state);
  }

  function attach(wire: Wire): void {
    now.asker?.close();
    const asker = ask(contract, wire);
    now.asker = asker;
    wire.onClose(() => {
      if (now.asker !== asker) return;
      now.asker = null;
      become('gone');
    });
    for (const entry of listeners) entry.attach(asker);
    become('open');
    for (const run of waiting.splice(0)) run(asker);
  }

  function send(name: string, input: unknown): Promise<Outcome<unknown>> {
    const run = (asker: Asker<C>) =>
      (asker.call as Record<string, (input: unknown) => Promise<Outcome<unknown>>>)[name]?.(input);
    const asker = now.asker;
    if (asker) return run(asker) as Promise<Outcome<unknown>>;
    return new Promise((settle) => waiting.push((later) => void run(later)?.then(settle)));
  }

  return {
    call: Object.fromEntries(
      Object.keys(contract.calls).map((name) => [name, (input: unknown) => send(name, input)]),
    ) as unknown as Asking<C>,
    on(name, listener) {
      const entry: Following<C> = { attach: (asker) => asker.on(name, listener) };
      listeners.add(entry);
      const stop = now.asker && entry.attach(now.asker);
      return () => {
        listeners.delete(entry);
        stop?.();
      };
    },
    notice(isAnswering) {
      if (now.asker) become(isAnswering ? 'open' : 'gone');
    },
    state: () => now.state,
    onState(listener) {
      stateListeners.add(listener);
      return () => stateListeners.delete(listener);
    },
    attach,
  };
}
