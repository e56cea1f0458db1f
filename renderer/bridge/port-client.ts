import { createClient, type Client } from '../../shared/contract/create-client.ts';
import type {
  Asking,
  Contract,
  EventData,
  EventName,
  Wire,
} from '../../shared/contract/contract.ts';
import type { Result } from '../../shared/lifetime/result.ts';

export const portStates = ['connecting', 'open', 'closed'] as const;
/** connecting: no port yet; closed: the other program ended, a fresh port is awaited. */
export type PortState = (typeof portStates)[number];

/** An client that outlives its port: calls wait for a port, a fresh port takes over. */
export type PortClient<C extends Contract> = {
  readonly call: Asking<C>;
  on<N extends EventName<C>>(name: N, listener: (data: EventData<C, N>) => void): () => void;
  state(): PortState;
  onState(listener: (state: PortState) => void): () => void;
  /** Called where it is noticed that the other end no longer answers, or answers again. */
  notice(isAnswering: boolean): void;
  /** Puts the line on a fresh wire; calls under way on the old one end as `closed`. */
  attach(wire: Wire): void;
};

/** A listener that goes along to each fresh client. */
type Following<C extends Contract> = { readonly attach: (client: Client<C>) => () => void };

/** A line with no wire yet. Calls made meanwhile are asked as soon as one is attached. */
export function createPortClient<C extends Contract>(contract: C): PortClient<C> {
  const listeners = new Set<Following<C>>();
  const stateListeners = new Set<(state: PortState) => void>();
  const waiting: ((client: Client<C>) => void)[] = [];
  const now: { client: Client<C> | null; state: PortState } = { client: null, state: 'connecting' };

  function become(state: PortState): void {
    if (now.state === state) return;
    now.state = state;
    for (const listener of stateListeners) listener(state);
  }

  function attach(wire: Wire): void {
    now.client?.close();
    const client = createClient(contract, wire);
    now.client = client;
    wire.onClose(() => {
      if (now.client !== client) return;
      now.client = null;
      become('closed');
    });
    for (const entry of listeners) entry.attach(client);
    become('open');
    for (const run of waiting.splice(0)) run(client);
  }

  function send(name: string, input: unknown): Promise<Result<unknown>> {
    const run = (client: Client<C>) =>
      (client.call as Record<string, (input: unknown) => Promise<Result<unknown>>>)[name]?.(input);
    const client = now.client;
    if (client) return run(client) as Promise<Result<unknown>>;
    return new Promise((settle) => waiting.push((later) => void run(later)?.then(settle)));
  }

  return {
    call: Object.fromEntries(
      Object.keys(contract.calls).map((name) => [name, (input: unknown) => send(name, input)]),
    ) as unknown as Asking<C>,
    on(name, listener) {
      const entry: Following<C> = { attach: (client) => client.on(name, listener) };
      listeners.add(entry);
      const stop = now.client && entry.attach(now.client);
      return () => {
        listeners.delete(entry);
        stop?.();
      };
    },
    notice(isAnswering) {
      if (now.client) become(isAnswering ? 'open' : 'closed');
    },
    state: () => now.state,
    onState(listener) {
      stateListeners.add(listener);
      return () => stateListeners.delete(listener);
    },
    attach,
  };
}
