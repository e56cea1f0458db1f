import { err, ok, type Result } from '../lifetime/result.ts';
import type { Asking, CallName, Contract, EventData, EventName, Wire } from './contract.ts';
import { parseMessage, parseStranger, type Message } from './message.ts';

export type Client<C extends Contract> = {
  readonly call: Asking<C>;
  on<N extends EventName<C>>(name: N, listener: (data: EventData<C, N>) => void): () => void;
  close(): void;
};

type Waiting = { readonly name: string; readonly settle: (result: Result<unknown>) => void };

/** The asking end of a contract over a wire. When the wire closes, every waiting call ends as `closed`. */
export function createClient<C extends Contract>(contract: C, wire: Wire): Client<C> {
  const waiting = new Map<number, Waiting>();
  const listeners = new Map<string, Set<(data: never) => void>>();
  let nextId = 1;
  let closed = false;

  function onReply(reply: Extract<Message, { t: 'value' | 'fault' }>): void {
    const entry = waiting.get(reply.id);
    if (!entry) return;
    waiting.delete(reply.id);
    entry.settle(
      reply.t === 'fault'
        ? { ok: false, fault: reply.fault }
        : checked(contract, entry.name, reply.value),
    );
  }

  function onEvent(event: Extract<Message, { t: 'event' }>): void {
    const schema = Object.hasOwn(contract.events, event.name)
      ? contract.events[event.name]
      : undefined;
    const parsed = schema ? parseStranger(schema, event.data) : { success: false as const };
    if (!parsed.success) return;
    for (const listener of listeners.get(event.name) ?? [])
      (listener as (data: unknown) => void)(parsed.data);
  }

  const stopMessages = wire.onMessage((raw) => {
    const incoming = parseMessage(raw);
    if (incoming?.t === 'event') onEvent(incoming);
    else if (incoming && incoming.t !== 'call') onReply(incoming);
  });
  const stopClose = wire.onClose(close);

  function close(): void {
    if (closed) return;
    closed = true;
    stopMessages();
    stopClose();
    for (const entry of waiting.values())
      entry.settle(err('closed', 'The other side of this connection went away.', 'later'));
    waiting.clear();
    listeners.clear();
  }

  function send(name: string, input: unknown): Promise<Result<unknown>> {
    if (closed) return Promise.resolve(err('closed', 'This connection is closed.', 'later'));
    const id = nextId++;
    return new Promise((settle) => {
      waiting.set(id, { name, settle });
      wire.send({ t: 'call', id, name, input } satisfies Message);
    });
  }

  const call = Object.fromEntries(
    Object.keys(contract.calls).map((name) => [name, (input: unknown) => send(name, input)]),
  ) as unknown as Asking<C>;

  return {
    call,
    close,
    on(name, listener) {
      const known = listeners.get(name) ?? new Set();
      known.add(listener);
      listeners.set(name, known);
      return () => known.delete(listener);
    },
  };
}

function checked<C extends Contract>(
  contract: C,
  name: CallName<C> | string,
  value: unknown,
): Result<unknown> {
  const call = contract.calls[name];
  const parsed = call ? parseStranger(call.output, value) : { success: false as const };
  if (parsed.success) return ok(parsed.data);
  return err('bad-message', `The answer to ${name} does not fit the contract.`);
}
