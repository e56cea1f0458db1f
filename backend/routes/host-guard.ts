import type { FastifyInstance, FastifyRequest } from 'fastify';
import { isIP } from 'node:net';
import { isLoopbackHost } from '../runtime/loopback.ts';
import { refuse, sendProblem, type ProblemReply } from './problem.ts';

/**
 * Answers only under its own names, and to no page of another origin. A browser on this machine reaches loopback too: a
 * page whose name was made to point here (DNS rebinding) carries that name in `Host`, and any other page its `Origin`.
 * `names` are host names in lower case without port, besides those of this machine.
 */
export function guardHosts(app: FastifyInstance, names: readonly string[]): void {
  const isOurs = (host: string) => isLoopbackHost(host) || names.includes(host);
  app.addHook('onRequest', async (request, reply) => {
    const refused = refusalOf(request, isOurs);
    return refused === null ? undefined : sendProblem(reply, refused);
  });
}

const ofOthers = () =>
  refuse('urn:second-look:forbidden', 'Pages of other origins may not ask this backend.');

function refusalOf(
  request: FastifyRequest,
  isOurs: (host: string) => boolean,
): ProblemReply | null {
  const { headers } = request;
  const host = hostIn(headers.host ?? headers[':authority']);
  if (host === null || !isOurs(host))
    return refuse(
      'urn:second-look:misdirected',
      'This backend does not answer under that name; its operator can add it with --public-name.',
    );
  const { origin } = headers;
  const site = headers['sec-fetch-site'];
  // What a page fetches without asking to read it (a picture, a script, a frame) carries no `Origin`, but says so here.
  // A link to /docs may be followed.
  const isVisit = headers['sec-fetch-dest'] === 'document' && request.method === 'GET';
  if (typeof site === 'string' && !['same-origin', 'none'].includes(site) && !isVisit)
    return ofOthers();
  if (origin === undefined) return null;
  // The backend's own pages at /docs: the same host and port as were asked for.
  const own = URL.canParse(origin) ? new URL(origin) : null;
  return own !== null &&
    /^https?:$/.test(own.protocol) &&
    own.host === portedHost(headers.host, own)
    ? null
    : ofOthers();
}

/** The name or address in a `Host` header, lower case, without port and brackets; null when it is none. */
function hostIn(header: string | string[] | undefined): string | null {
  if (typeof header !== 'string') return null;
  const [, bracketed, plain] =
    /^(?:\[([0-9A-Fa-f:.]+)\]|([^\s:/@[\]]+))(?::\d{1,5})?$/.exec(header) ?? [];
  if (bracketed !== undefined) return isIP(bracketed) === 6 ? bracketed.toLowerCase() : null;
  return plain?.toLowerCase().replace(/\.$/, '') ?? null;
}

/** `Host` in the form that `URL.host` has for the same scheme: a port that goes without saying is left out. */
function portedHost(header: string | undefined, origin: URL): string | null {
  const text = `${origin.protocol}//${header ?? ''}`;
  return URL.canParse(text) ? new URL(text).host : null;
}
