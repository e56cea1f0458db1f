import type { FastifyInstance } from 'fastify';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';

/**
 * Lets JSON bodies come gzipped, and says so with every answer (`Accept-Encoding` of a server, RFC 9110, 12.5.3):
 * a desk packs only for a backend that said it. The limit on bodies counts unpacked bytes.
 */
export function takePackedBodies(app: FastifyInstance): void {
  app.addHook('onSend', (_request, reply, payload, done) => {
    reply.header('accept-encoding', 'gzip');
    done(null, payload);
  });
  app.addHook('preParsing', (request, _reply, payload, done) => {
    const coding = request.headers['content-encoding'] ?? 'identity';
    const isJson = /^application\/json\b/i.test(request.headers['content-type'] ?? '');
    if (!isJson || coding === 'identity') return done(null, payload);
    // A body without a sign-in is small, and is not unpacked.
    const isSignedIn = request.routeOptions.config.call?.auth !== 'none';
    if (coding.toLowerCase() !== 'gzip' || !isSignedIn)
      return done(
        Object.assign(new Error('only gzip is unpacked, after sign-in'), { statusCode: 415 }),
      );
    const plain = Object.assign(createGunzip(), { receivedEncodedLength: 0 });
    payload.on('data', (piece: Buffer) => (plain.receivedEncodedLength += piece.length));
    // A broken body is reported by the stream itself: the request is refused as one that can't be read.
    pipeline(payload, plain, () => undefined);
    // Where the body is not read (it was refused before) it has no error listener: an error would end the whole backend.
    plain.on('error', () => undefined);
    return done(null, plain);
  });
}
