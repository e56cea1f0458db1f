import fastify, {
  type FastifyError,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
} from 'fastify';
import {
  hasZodFastifySchemaValidationErrors,
  serializerCompiler,
  validatorCompiler,
} from 'fastify-type-provider-zod';
import { backendApi } from '../../shared/contract/backend-api.ts';
import { unstorableIn, unstorableSentence } from '../../shared/domain/text.ts';
import { isUnfitValue } from '../store/database.ts';
import { auditCalls } from './audit-calls.ts';
import type { Backend } from './backend.ts';
import { routeCalls, type HttpHandlers } from './call-route.ts';
import { deskCalls, feedCalls, leaseCalls } from './desk-calls.ts';
import { mediaCalls } from './media-calls.ts';
import {
  limitConnections,
  serverOptions,
  usualLimits,
  type HttpLimits,
} from './connection-limits.ts';
import { guardHosts } from './host-guard.ts';
import { describeCalls } from './openapi.ts';
import { operatorCalls } from './operator-calls.ts';
import { peopleCalls } from './people-calls.ts';
import { takePackedBodies } from './packed-bodies.ts';
import {
  refuse,
  refuseWithStatus,
  sendProblem,
  unfitSentence,
  type ProblemReply,
} from './problem.ts';
import { serveSecurityContact } from './security-contact.ts';
import { makeSignIn } from './sign-in.ts';
import { verdictCalls } from './verdict-calls.ts';

/** How the backend meets the network. */
export type HttpOptions = {
  /** PEM texts; null speaks plain HTTP. */
  readonly tls: { readonly cert: string; readonly key: string } | null;
  /** The address of who asks is in `X-Forwarded-For` then. */
  readonly isBehindTlsProxy: boolean;
  /** Host names that it answers under, besides those of this machine. */
  readonly publicNames: readonly string[];
  readonly limits: HttpLimits;
};

export const loopbackOnly: HttpOptions = {
  tls: null,
  isBehindTlsProxy: false,
  publicNames: [],
  limits: usualLimits,
};

/** Behind a proxy all connections are the proxy's, and it counts them itself. */
function limitsOf({ limits, isBehindTlsProxy }: HttpOptions): HttpLimits {
  return isBehindTlsProxy ? { ...limits, connectionsPerAddress: limits.connections } : limits;
}

function listener({ tls, limits, isBehindTlsProxy }: HttpOptions): FastifyInstance {
  const { http, ...timeouts } = serverOptions(limits);
  const common = {
    ...timeouts,
    exposeHeadRoutes: false,
    forceCloseConnections: true,
    // Trust the proxy itself and no address that it passes on: the real client comes last in `X-Forwarded-For`.
    trustProxy: isBehindTlsProxy ? (_address: string, hop: number) => hop === 0 : false,
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 200 },
  };
  if (tls === null) return fastify({ ...common, http });
  // The same calls over another kind of server: its type says no more than that.
  const secure = fastify({ ...common, https: { ...http, ...tls, minVersion: 'TLSv1.2' } });
  return secure as unknown as FastifyInstance;
}

/** The whole protocol over HTTP, not listening yet. */
export async function makeHttpServer(
  backend: Backend,
  options: HttpOptions = loopbackOnly,
): Promise<FastifyInstance> {
  const app = listener(options);
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  app.setErrorHandler((error: FastifyError, request, reply) =>
    answerError(backend, error, request, reply),
  );
  app.setNotFoundHandler((_request, reply) =>
    sendProblem(reply, refuse('urn:second-look:not-found', 'There is no such call; see /docs.')),
  );
  // Media arrives as a stream of whatever type the sender names; only the handler reads it.
  app.addContentTypeParser('*', (_request, _payload, done) => done(null));

  guardHosts(app, options.publicNames);
  limitConnections(app, limitsOf(options));
  takePackedBodies(app);
  app.addHook('preValidation', (request, reply, done) => {
    const where = unstorableIn([request.params, request.query, request.body]);
    if (where === null) return done();
    const path = where.replace(/^\/\d/, '');
    const call = request.routeOptions.schema?.operationId ?? 'unknown call';
    return void sendProblem(reply, misfit(call, unstorableSentence(path)));
  });

  const handlers: HttpHandlers<typeof backendApi> = {
    ...deskCalls(backend),
    ...leaseCalls(backend),
    ...feedCalls(backend),
    ...mediaCalls(backend),
    ...verdictCalls(backend),
    ...operatorCalls(backend),
    ...peopleCalls(backend),
    ...auditCalls(backend),
  };
  await describeCalls(app);
  serveSecurityContact(app, backend.securityContact, backend.now);
  routeCalls(
    app,
    backendApi,
    handlers,
    makeSignIn(backend.database, backend.operatorToken, backend.guesses.tokens),
  );
  await app.ready();
  return app;
}

function answerError(
  backend: Backend,
  error: FastifyError,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  const name = request.routeOptions.schema?.operationId ?? 'unknown call';
  const refusal = refusalOf(error, name);
  if (refusal.problem.status >= 500) backend.onBug(name, error);
  return sendProblem(reply, refusal);
}

/** A verdict that can't be read stays at the desk, visible: the desk must know that no retry helps. */
function misfit(callName: string, detail: string): ProblemReply {
  const isVerdict = callName === 'putVerdict';
  return refuse(
    isVerdict ? 'urn:second-look:verdict-unreadable' : 'urn:second-look:bad-request',
    detail,
  );
}

function refusalOf(error: FastifyError, callName: string): ProblemReply {
  if (hasZodFastifySchemaValidationErrors(error)) {
    const where = error.validation
      .map((issue) => issue.instancePath)
      .slice(0, 5)
      .join(', ');
    const detail = `The ${error.validationContext ?? 'request'} does not fit the contract at: ${where || '/'}.`;
    return error.validationContext === 'body'
      ? misfit(callName, detail)
      : refuse('urn:second-look:bad-request', detail);
  }
  if (isUnfitValue(error)) return misfit(callName, unfitSentence);
  const status = error.statusCode ?? 500;
  if (status === 400)
    return refuse('urn:second-look:bad-request', 'The request could not be read.');
  if (status > 400 && status < 500) return refuseWithStatus(status, 'The request was refused.');
  return refuse(
    'urn:second-look:internal',
    'The backend failed; nothing of this request was kept.',
  );
}
