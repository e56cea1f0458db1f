import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Server, Socket } from 'node:net';
import { refuseWithStatus, sendProblem } from './problem.ts';
import { networkOf } from './wrong-guesses.ts';

/** How long the backend waits, and how many connections it takes. */
export type HttpLimits = {
  /** Head of a request, from its first byte. */
  readonly headMs: number;
  /** Body of a call, from its head to its last byte; media uploads are bounded by `wholeRequestMs` instead. */
  readonly bodyMs: number;
  /** Head and body of any request, uploads of clips included. */
  readonly wholeRequestMs: number;
  /** A connection on which nothing moves at all. Longer than an upload waits for its review copy. */
  readonly idleMs: number;
  readonly connectionsPerAddress: number;
  readonly connections: number;
};

export const usualLimits: HttpLimits = {
  headMs: 15_000,
  bodyMs: 30_000,
  wholeRequestMs: 30 * 60_000,
  idleMs: 120_000,
  connectionsPerAddress: 256,
  connections: 2000,
};

/** Fastify's and Node's own options for these limits. */
export function serverOptions({ headMs, wholeRequestMs, idleMs }: HttpLimits) {
  const looksEveryMs = Math.min(5000, headMs);
  return {
    requestTimeout: wholeRequestMs,
    connectionTimeout: idleMs,
    http: { headersTimeout: headMs, connectionsCheckingInterval: looksEveryMs },
  };
}

/** Ends what is too slow and what is too much. */
export function limitConnections(app: FastifyInstance, limits: HttpLimits): void {
  const { server } = app;
  server.maxConnections = limits.connections;
  countByAddress(server, limits.connectionsPerAddress);
  app.addHook('onRequest', (request, reply, done) => {
    if (isUpload(request) || request.raw.complete) return done();
    const late = setTimeout(() => {
      if (request.raw.complete) return;
      // The rest of the body would be read as the next request: the connection ends with the answer.
      reply.raw.once('close', () => request.raw.destroy());
      void sendProblem(
        reply.header('connection', 'close'),
        refuseWithStatus(408, 'The request took too long to arrive; nothing of it was kept.'),
      );
    }, limits.bodyMs);
    request.raw.once('close', () => clearTimeout(late));
    request.raw.once('end', () => clearTimeout(late));
    done();
  });
}

/** Only clips come as a stream that the handler itself reads. */
function isUpload(request: FastifyRequest): boolean {
  const { call } = request.routeOptions.config;
  return call?.method === 'PUT' && call.body === undefined;
}

function countByAddress(server: Server, most: number): void {
  const open = new Map<string, number>();
  server.on('connection', (socket: Socket) => {
    const from = networkOf(socket.remoteAddress ?? '');
    const count = (open.get(from) ?? 0) + 1;
    open.set(from, count);
    socket.once('close', () => {
      const left = (open.get(from) ?? 1) - 1;
      if (left === 0) open.delete(from);
      else open.set(from, left);
    });
    if (count > most) socket.destroy();
  });
}
