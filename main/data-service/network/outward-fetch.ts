import { isIP } from 'node:net';
import type { World } from '../runtime/world.ts';
import { isLoopback } from './backend-address.ts';
import { isPrivateAddress } from './private-address.ts';
import { readBounded } from './read-bounded.ts';

/** What one request may do. */
export type OutwardRules = {
  /** The longest body, after unpacking, in bytes. */
  readonly longestAnswerBytes: number;
  /** Whether it may go to a host of a local network, or on this machine: only where a person chose that host. */
  readonly mayBePrivate: boolean;
};

/** Why nothing was sent, or the answer was given up. */
export class OutwardRefusal extends Error {
  readonly why: 'open-line' | 'private-address' | 'too-long';
  constructor(why: OutwardRefusal['why']) {
    super(`outward request refused: ${why}`);
    this.why = why;
  }
}

type OutwardWorld = Pick<World, 'fetch' | 'resolve'>;

/**
 * The one way out of this process. It speaks https, or http with this machine only; follows no redirect, which the caller
 * gets as the answer; and reads no more of an answer than was agreed. The answer's body is here when it resolves.
 * Throws `OutwardRefusal` before anything was sent, or when the answer is too long; else whatever `fetch` throws.
 */
export async function fetchOutward(
  world: OutwardWorld,
  address: URL,
  init: RequestInit,
  rules: OutwardRules,
): Promise<Response> {
  if (address.protocol !== 'https:' && !(address.protocol === 'http:' && isLoopback(address)))
    throw new OutwardRefusal('open-line');
  if (!rules.mayBePrivate && (await isInside(world, address)))
    throw new OutwardRefusal('private-address');
  const response = await world.fetch(address.href, { ...init, redirect: 'manual' });
  const bytes = await readBounded(response, rules.longestAnswerBytes);
  if (bytes === null) throw new OutwardRefusal('too-long');
  const { status, statusText, headers } = response;
  // These may hold no body at all.
  const body = [101, 204, 205, 304].includes(status) ? null : new Uint8Array(bytes);
  return new Response(body, { status, statusText, headers });
}

/**
 * Whether a host is in a local network or on this machine, by its address or by its name's. The connection asks for the
 * name again and might get another address: what is there then must still hold the name's certificate, so nothing of the
 * request reaches it.
 */
export async function isInside(world: Pick<World, 'resolve'>, address: URL): Promise<boolean> {
  if (isLoopback(address)) return true;
  const host = address.hostname.replace(/^\[|\]$/g, '');
  const found = isIP(host) === 0 ? await world.resolve(host).catch(() => []) : [host];
  return found.some(isPrivateAddress);
}
