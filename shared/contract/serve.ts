import { err, type Result } from '../lifetime/result.ts';
import type { Contract, EventData, EventName, Handlers, Wire } from './contract.ts';
import { parseMessage, parseStranger, type Message } from './message.ts';

export type Server<C extends Contract> = {
  emit<N extends EventName<C>>(name: N, data: EventData<C, N>): void;
  close(): void;
};

/**
 * The answering end of a contract. A message that doesn't fit is answered with `bad-message` before any
 * handler runs; a handler that throws is a bug: `onBug` receives it, the client gets `failed`.
 */
export function serve<C extends Contract>(
  contract: C,
  handlers: Handlers<C>,
  wire: Wire,
  onBug: (name: string, error: unknown) => void,
): Server<C> {
  const run = handlers as Readonly<
    Record<string, (input: unknown) => Promise<Result<unknown>> | Result<unknown>>
  >;

  async function outcomeOf(name: string, input: unknown): Promise<Result<unknown>> {
    const call = Object.hasOwn(contract.calls, name) ? contract.calls[name] : undefined;
    const handler = Object.hasOwn(run, name) ? run[name] : undefined;
    if (!call || !handler)
      return err('bad-message', `There is no call named ${name.slice(0, 40)}.`);
    const parsed = parseStranger(call.input, input);
    if (!parsed.success)
      return err('bad-message', `The input of ${name} does not fit the contract.`);
    try {
      return await handler(parsed.data);
    } catch (error) {
      onBug(name, error);
      return err(
        'failed',
        `${name} failed inside the desk. Nothing that was saved is lost.`,
        'after-user',
      );
    }
  }

  async function reply(id: number, name: string, input: unknown): Promise<void> {
    const outcome = await outcomeOf(name, input);
    const message: Message = outcome.ok
      ? { t: 'value', id, value: outcome.value }
      : { t: 'fault', id, fault: outcome.fault };
    wire.send(message);
  }

  const stop = wire.onMessage((raw) => {
    const incoming = parseMessage(raw);
    if (incoming?.t === 'call') void reply(incoming.id, incoming.name, incoming.input);
  });

  return {
    emit: (name, data) => wire.send({ t: 'event', name, data } satisfies Message),
    close: stop,
  };
}
