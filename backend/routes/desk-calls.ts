import type { BackendApi } from '../../shared/contract/backend-api.ts';
import { protocolVersion } from '../../shared/contract/version.ts';
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
import { liveLeases } from '../store/leases.ts';
import { currentPolicy, findPolicy } from '../store/policies.ts';
import type { Backend } from './backend.ts';
import type { HttpHandlers } from './call-route.ts';
import { refuse } from './problem.ts';

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
      return { status: 200, body: { nowMs, claims: [...claims] } };
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
}: Backend): HttpHandlers<DeskCalls> {
  return {
    async readHealth() {
      await database.query('SELECT 1');
      const { isDurable: durable, description: storage } = database;
      return {
        status: 200,
        body: { protocol: protocolVersion, nowMs: now(), durable, storage, canTranscode },
      };
    },

    async enrolDevice({ body }) {
      const enrolled = await database.transaction((tx) => enrolDevice(tx, body, now()));
      if (!enrolled) {
        return refuse(
          'urn:second-look:invitation-unknown',
          'This invitation is not known here, or it is used up.',
        );
      }
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
      const page = await readFeed(database, feedId, caller.deviceId, after, limit);
      const nextCursor = writeCursor(feedId, page.next);
      return {
        status: 200,
        body: { nowMs: now(), changes: [...page.changes], nextCursor, more: page.more },
      };
    },

    async readSnapshot({ caller }) {
      const nowMs = now();
      // The cursor first: what changes while the claims are read is then told again, never missed.
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
