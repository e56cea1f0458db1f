import { isLoopbackHost } from '../runtime/loopback.ts';

/**
 * Why a PostgreSQL server may not be connected to, in one sentence; null when it may: it is on this machine, or the line
 * is encrypted and its certificate is looked at. `host` and `ssl` are what the driver made of URL and environment.
 */
export function unsafePostgres(host: string, ssl: unknown): string | null {
  // A path is a socket of this machine.
  if (host.startsWith('/') || isLoopbackHost(host)) return null;
  const isChecked =
    ssl === true ||
    (typeof ssl === 'object' &&
      ssl !== null &&
      !('rejectUnauthorized' in ssl && ssl.rejectUnauthorized === false));
  if (isChecked) return null;
  return (
    `DATABASE_URL names ${host} without TLS, or without a look at its certificate: prompts and verdicts would travel ` +
    'in clear. Nothing was sent. Add "?sslmode=verify-full" (and "&sslrootcert=FILE" for a certificate authority of your own).'
  );
}
