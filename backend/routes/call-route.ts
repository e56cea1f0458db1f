import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { problem } from '../../shared/contract/backend-api.ts';
import type { HttpCall, HttpContract } from '../../shared/contract/http-contract.ts';
import { sendProblem, type ProblemReply } from './problem.ts';
import type { Caller, DeskCaller, SignIn } from './caller.ts';

type Part<C extends HttpCall, K extends 'params' | 'query' | 'headers' | 'body'> = C extends {
  readonly [P in K]: infer S extends z.ZodType;
}
  ? z.output<S>
  : undefined;

/** What a handler gets: the checked parts of the request and who asks. `raw` is for streams and ranges. */
export type CallRequest<C extends HttpCall> = {
  readonly params: Part<C, 'params'>;
  readonly query: Part<C, 'query'>;
  readonly headers: Part<C, 'headers'>;
  readonly body: Part<C, 'body'>;
  readonly caller: C['auth'] extends 'device'
    ? DeskCaller
    : C['auth'] extends 'device-or-operator'
      ? DeskCaller | null
      : null;
  readonly raw: FastifyRequest;
};

/** One of the replies that the contract lists, or a problem. */
export type CallReply<C extends HttpCall> =
  | ProblemReply
  | {
      [S in keyof C['replies'] & number]: {
        readonly status: S;
        readonly body: z.output<C['replies'][S]>;
        readonly headers?: Readonly<Record<string, string | number>>;
      };
    }[keyof C['replies'] & number];

/** A handler per call of the contract: a call without one doesn't compile. */
export type HttpHandlers<A extends HttpContract> = {
  readonly [N in keyof A]: (request: CallRequest<A[N]>) => Promise<CallReply<A[N]>>;
};

type AnyReply =
  | ProblemReply
  | {
      readonly status: number;
      readonly body: unknown;
      readonly headers?: Readonly<Record<string, string | number>>;
    };
type AnyHandler = (request: {
  readonly params: unknown;
  readonly query: unknown;
  readonly headers: unknown;
  readonly body: unknown;
  readonly caller: Caller;
  readonly raw: FastifyRequest;
}) => Promise<AnyReply>;

/** 500 leases to prolong, twice over. */
const usualBodyLimitBytes = 256 * 1024;

declare module 'fastify' {
  // oxlint-disable-next-line typescript/consistent-type-definitions -- a declaration of Fastify is added to
  interface FastifyContextConfig {
    /** The call that a route answers; the pages of `/docs` have none. */
    readonly call?: HttpCall;
  }
}

/** Registers every call of a contract: method, path, schemas and sign-in come from the contract alone. */
export function routeCalls<A extends HttpContract>(
  app: FastifyInstance,
  contract: A,
  handlers: HttpHandlers<A>,
  signIn: SignIn,
): void {
  for (const [name, call] of Object.entries(contract)) {
    // The mapped type above has paired call and handler; behind it all handlers look alike.
    routeCall(
      app,
      name,
      call,
      (handlers as unknown as Readonly<Record<string, AnyHandler>>)[name],
      signIn,
    );
  }
}

function routeCall(
  app: FastifyInstance,
  name: string,
  call: HttpCall,
  handler: AnyHandler | undefined,
  signIn: SignIn,
): void {
  if (!handler) throw new Error(`no handler for ${name}`);
  const callers = new WeakMap<FastifyRequest, Caller>();

  async function greet(request: FastifyRequest, reply: FastifyReply): Promise<unknown> {
    const caller = await signIn(call, request);
    if (caller !== null && 'problem' in caller) return sendProblem(reply, caller);
    callers.set(request, caller);
    return undefined;
  }

  app.route({
    method: call.method,
    url: call.path.replace(/\{(\w+)\}/g, ':$1'),
    schema: schemaOf(name, call),
    bodyLimit: call.bodyLimitBytes ?? usualBodyLimitBytes,
    config: { call },
    onRequest: greet,
    async handler(request, reply) {
      const { params, query, headers, body } = request;
      const caller = callers.get(request) ?? null;
      const answer = await handler({ params, query, headers, body, caller, raw: request });
      if ('problem' in answer) return sendProblem(reply, answer);
      return reply
        .code(answer.status)
        .headers({ ...answer.headers })
        .send(answer.body);
    },
  });
}

function schemaOf(name: string, call: HttpCall) {
  return {
    operationId: name,
    summary: call.summary,
    ...(call.params ? { params: call.params } : {}),
    ...(call.query ? { querystring: call.query } : {}),
    ...(call.headers ? { headers: call.headers } : {}),
    ...(call.body ? { body: call.body } : {}),
    ...(call.auth === 'none'
      ? {}
      : { security: call.auth.split('-or-').map((who) => ({ [who]: [] })) }),
    response: {
      ...Object.fromEntries(Object.entries(call.replies).map(([status, body]) => [status, body])),
      default: {
        description: 'Problem details (RFC 9457)',
        content: { 'application/problem+json': { schema: problem } },
      },
    },
  };
}
