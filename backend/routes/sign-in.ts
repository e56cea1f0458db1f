import type { FastifyRequest } from 'fastify';
import { timingSafeEqual } from 'node:crypto';
import type { HttpCall } from '../../shared/contract/http-contract.ts';
import { protocolHeader, protocolVersion, spokenProtocols } from '../../shared/contract/version.ts';
import type { Queries } from '../store/database.ts';
import { findDeviceByToken } from '../store/devices.ts';
import { sha256Of } from '../store/secrets.ts';
import { refuse, type ProblemReply } from './problem.ts';

/** An enrolled desk and the person at it. */
export type DeskCaller = {
  readonly deviceId: string;
  readonly reviewerId: string;
  readonly role: 'reviewer' | 'lead' | 'auditor';
  readonly queues: readonly string[];
};
export type Caller = DeskCaller | null;

/** A desk that was taken off still learns of it, and hands in what it had. */
const openToRevoked = ['/v1/changes', '/v1/verdicts'];

/** Who asks, by bearer token: a desk's, the operator's, or nobody's where the call is open to all. */
export function makeSignIn(database: Queries, operatorToken: string) {
  const operatorHash = Buffer.from(sha256Of(operatorToken));

  async function deskOf(token: string | null, path: string): Promise<DeskCaller | ProblemReply> {
    const device = token === null ? null : await findDeviceByToken(database, token);
    if (device && (!device.isRevoked || openToRevoked.some((open) => path.startsWith(open))))
      return device;
    return refuse(
      'urn:second-look:unauthorized',
      'This desk is not enrolled here, or was taken off.',
    );
  }

  function operatorOf(token: string | null): null | ProblemReply {
    if (token !== null && timingSafeEqual(Buffer.from(sha256Of(token)), operatorHash)) return null;
    return refuse('urn:second-look:unauthorized', "This call needs the operator's token.");
  }

  return async (
    auth: HttpCall['auth'],
    request: FastifyRequest,
  ): Promise<Caller | ProblemReply> => {
    const spoken = request.headers[protocolHeader];
    if (spoken !== undefined && !spokenProtocols.includes(Number(spoken))) {
      const detail = `This backend speaks the versions ${spokenProtocols.join(' and ')} of the protocol.`;
      return refuse('urn:second-look:upgrade-required', detail, {
        upgrade: `second-look/${protocolVersion}`,
      });
    }
    if (auth === 'none') return null;
    const token = bearerToken(request.headers.authorization);
    if (auth === 'device-or-operator' && operatorOf(token) === null) return null;
    return auth === 'operator' ? operatorOf(token) : deskOf(token, request.url);
  };
}

function bearerToken(header: string | undefined): string | null {
  return /^Bearer +(\S+)$/i.exec(header ?? '')?.[1] ?? null;
}
