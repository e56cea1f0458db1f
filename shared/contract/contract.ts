import type { z } from 'zod';
import type { Result } from '../lifetime/result.ts';

/** One call: what goes in, what comes out. */
export type Call = { readonly input: z.ZodType; readonly output: z.ZodType };

/** What two programs say to each other over a port: calls that are answered, events that are not. */
export type Contract = {
  readonly calls: Readonly<Record<string, Call>>;
  readonly events: Readonly<Record<string, z.ZodType>>;
};

export type CallName<C extends Contract> = Extract<keyof C['calls'], string>;
export type EventName<C extends Contract> = Extract<keyof C['events'], string>;
type CallOf<C extends Contract, N extends CallName<C>> = NonNullable<C['calls'][N]>;
export type CallInput<C extends Contract, N extends CallName<C>> = z.input<CallOf<C, N>['input']>;
export type ParsedInput<C extends Contract, N extends CallName<C>> = z.output<
  CallOf<C, N>['input']
>;
export type CallOutput<C extends Contract, N extends CallName<C>> = z.output<
  CallOf<C, N>['output']
>;
export type EventData<C extends Contract, N extends EventName<C>> = z.output<
  NonNullable<C['events'][N]>
>;

/** The asking side: one function per call, each ending in an outcome, never in a rejection. */
export type Asking<C extends Contract> = {
  readonly [N in CallName<C>]: (input: CallInput<C, N>) => Promise<Result<CallOutput<C, N>>>;
};

/** The answering side: a handler per call; a call without one doesn't compile. */
export type Handlers<C extends Contract> = {
  readonly [N in CallName<C>]: (
    input: ParsedInput<C, N>,
  ) => Promise<Result<CallOutput<C, N>>> | Result<CallOutput<C, N>>;
};

/** A two-way pipe of structured-clone messages. `onClose` fires once, when the other end is gone. */
export type Wire = {
  send(message: unknown): void;
  onMessage(listener: (message: unknown) => void): () => void;
  onClose(listener: () => void): () => void;
};
