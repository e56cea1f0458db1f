import { timingSafeEqual } from 'node:crypto';
import type { HttpCall } from '../../shared/contract/http-contract.ts';
import { protocolHeader, protocolVersion, spokenProtocols } from '../../shared/contract/version.ts';
import type { Queries } from '../store/database.ts';
import { findDeviceByToken } from '../store/devices.ts';
import { sha256Of } from '../store/secrets.ts';
import type { DeskCaller, SignIn } from './caller.ts';
import { refuse, type ProblemReply } from './problem.ts';
import type { WrongGuesses } from './wrong-guesses.ts';

/** Who asks, by bearer token: a desk, the operator, or no one where the call is open to all. */
export function makeSignIn(
  database: Queries,
  operatorToken: string,
  guesses: WrongGuesses,
): SignIn {
  const operatorHash = Buffer.from(sha256Of(operatorToken));

  async function deskOf(token: string | null, call: HttpCall): Promise<DeskCaller | null> {
    const device = token === null ? null : await findDeviceByToken(database, token);
    return device && (!device.isRevoked || call.openToRevoked) ? device : null;
  }

  function isOperator(token: string | null): boolean {
    return token !== null && timingSafeEqual(Buffer.from(sha256Of(token)), operatorHash);
  }

  /** The same answer to a token that never was, one that is over, and none. A known one never waits for others' guesses. */
  function refuseToken(call: HttpCall, token: string | null, address: string): ProblemReply {
    const waitMs = token === null ? 0 : guesses.waitMs(address);
    if (waitMs > 0) return refuseToWait(waitMs);
    if (token !== null) guesses.wasWrong(address);
    return refuse(
      'urn:second-look:unauthorized',
      call.auth === 'operator'
        ? "This call needs the operator's token."
        : 'This desk is not enrolled here, or was taken off.',
    );
  }

  return async (call, request) => {
    const spoken = request.headers[protocolHeader];
    if (spoken !== undefined && !spokenProtocols.includes(Number(spoken))) {
      const detail = `This backend speaks the versions ${spokenProtocols.join(' and ')} of the protocol.`;
      return refuse('urn:second-look:upgrade-required', detail, {
        upgrade: `second-look/${protocolVersion}`,
      });
    }
    if (call.auth === 'none') return null;
    const token = bearerToken(request.headers.authorization);
    if (call.auth !== 'device' && isOperator(token)) return null;
    const desk = call.auth === 'operator' ? null : await deskOf(token, call);
    return desk ?? refuseToken(call, token, request.ip);
  };
}

/** 429 with the time to wait, in whole seconds (RFC 9110, 10.2.3). */
export function refuseToWait(waitMs: number): ProblemReply {
  const seconds = Math.ceil(waitMs / 1000);
  return refuse(
    'urn:second-look:too-many-requests',
    `Too many wrong codes or tokens came from there: wait ${seconds} s. Nothing is lost.`,
    { 'retry-after': String(seconds) },
  );
}

function bearerToken(header: string | undefined): string | null {
  return /^Bearer +(\S+)$/i.exec(header ?? '')?.[1] ?? null;
}
