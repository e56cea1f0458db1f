import type { BackendApi } from '../../shared/contract/backend-api.ts';
import { protocolHeader, protocolVersion } from '../../shared/contract/version.ts';
import { ed25519Key } from '../audit/open-envelope.ts';
import { claimCases, describeClaims } from '../review/claims.ts';
import {
  releaseLease,
  renewLease,
  type ItemResult,
  type LeaseItem,
} from '../review/leases-by-item.ts';
import {
  feedHorizon,
  feedPrunedTo,
  feedStart,
  readCursor,
  readFeed,
  writeCursor,
} from '../store/changes.ts';
import { enrolDevice } from '../store/devices.ts';
import { liveLeases, quotaLeft } from '../store/leases.ts';
import { currentPolicy, findPolicy } from '../store/policies.ts';
import type { Backend } from './backend.ts';
import type { HttpHandlers } from './call-route.ts';
import { refuse } from './problem.ts';
import { refuseToWait } from './sign-in.ts';

type LeaseCalls = Pick<BackendApi, 'claimCases' | 'renewClaims' | 'releaseClaims'>;
type DeskCalls = Pick<BackendApi, 'readHealth' | 'enrolDevice' | 'readPolicy'>;
type FeedCalls = Pick<BackendApi, 'readChanges' | 'readSnapshot'>;

export function leaseCalls({ database, leaseTimes, now }: Backend): HttpHandlers<LeaseCalls> {
  /** One after the other, each in its own transaction: a bad item spoils none. */
  async function each(
    items: readonly LeaseItem[],
    run: (item: LeaseItem, nowMs: number) => Promise<ItemResult>,
  ) {
    const nowMs = now();
    const results: ItemResult[] = [];
    for (const item of items) results.push(await run(item, nowMs));
    return { status: 200 as const, body: { nowMs, items: results } };
  }

  return {
    async claimCases({ headers, body, caller: { deviceId, reviewerId, queues } }) {
      if (!queues.includes(body.queue)) {
        return refuse('urn:second-look:forbidden', 'This reviewer does not work on that queue.');
      }
      const nowMs = now();
      const wish = { ...body, deviceId, reviewerId, idempotencyKey: headers['idempotency-key'] };
      const claims = await claimCases(database, leaseTimes, wish, nowMs);
      const quota = await quotaLeft(database, reviewerId, nowMs);
      return { status: 200, body: { nowMs, claims: [...claims], quota } };
    },
    renewClaims: ({ body, caller }) =>
      each(body.items, (item, nowMs) =>
        renewLease(database, leaseTimes, caller.deviceId, item, nowMs),
      ),
    releaseClaims: ({ body, caller }) =>
      each(body.items, (item, nowMs) => releaseLease(database, caller.deviceId, item, nowMs)),
  };
}

export function deskCalls({
  database,
  now,
  canTranscode,
  rescuePublicKey,
  securityContact,
  guesses: { codes: guesses },
}: Backend): HttpHandlers<DeskCalls> {
  return {
    async readHealth() {
      await database.query('SELECT 1');
      const { isDurable: durable, description: storage } = database;
      return {
        status: 200,
        body: {
          protocol: protocolVersion,
          nowMs: now(),
          durable,
          storage,
          canTranscode,
          securityContact,
        },
      };
    },

    async enrolDevice({ body, raw }) {
      const waitMs = guesses.waitMs(raw.ip);
      if (waitMs > 0) return refuseToWait(waitMs);
      // Before the code is looked at, so that this says nothing of it, and spends none.
      if (ed25519Key(body.devicePublicKey) === null)
        return refuse(
          'urn:second-look:bad-request',
          "The desk's public key is no Ed25519 key (SPKI DER in base64); the invitation was not used.",
        );
      const signsAlways = raw.headers[protocolHeader] !== '1';
      const enrolled = await database.transaction((tx) =>
        enrolDevice(tx, { ...body, signsAlways }, now()),
      );
      if (!enrolled) {
        guesses.wasWrong(raw.ip);
        return refuse(
          'urn:second-look:invitation-unknown',
          'This invitation is not known here, or it was used, was withdrawn or has ended: ask for a new one.',
        );
      }
      guesses.wasRight(raw.ip);
      return { status: 201, body: { ...enrolled, queues: [...enrolled.queues], rescuePublicKey } };
    },

    async readPolicy({ params: { version } }) {
      const policy = await findPolicy(database, version);
      if (!policy)
        return refuse('urn:second-look:not-found', 'There is no such policy version here.');
      return {
        status: 200,
        headers: { 'cache-control': 'private, immutable, max-age=31536000' },
        body: policy,
      };
    },
  };
}

const defaultPageSize = 200;

export function feedCalls({ database, now, feedId }: Backend): HttpHandlers<FeedCalls> {
  const gone = () =>
    refuse('urn:second-look:cursor-gone', 'Ask for a snapshot and go on from its cursor.');

  return {
    async readChanges({ query: { cursor, limit = defaultPageSize }, caller }) {
      const after = cursor === undefined ? feedStart : readCursor(feedId, cursor);
      if (!after) return gone();
      const prunedTo = BigInt(await feedPrunedTo(database));
      if (cursor !== undefined && prunedTo > 0n && BigInt(after.tx) <= prunedTo) return gone();
      const page = await readFeed(database, feedId, caller, after, limit);
      const nextCursor = writeCursor(feedId, page.next);
      return {
        status: 200,
        body: { nowMs: now(), changes: [...page.changes], nextCursor, more: page.more },
      };
    },

    async readSnapshot({ caller }) {
      const nowMs = now();
      // The cursor first: what changes while the claims are read is then reported again, never missed.
      const cursor = writeCursor(feedId, await feedHorizon(database));
      const claims = await describeClaims(
        database,
        await liveLeases(database, caller.deviceId, nowMs),
      );
      const { version: policyVersion } = await currentPolicy(database, nowMs);
      return { status: 200, body: { nowMs, cursor, claims: [...claims], policyVersion } };
    },
  };
}
