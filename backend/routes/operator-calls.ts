import type { IncomingMessage } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { uuidv7 } from 'uuidv7';
import type { BackendApi } from '../../shared/contract/backend-api.ts';
import { originalFile } from '../../shared/domain/generation.ts';
import type { StoredMedia } from '../store/media-files.ts';
import { closeCase, findCase, lockCase } from '../store/cases.ts';
import { appendChange } from '../store/changes.ts';
import { revokeDevice } from '../store/devices.ts';
import { addGeneration, loadGeneration, type StoredGeneration } from '../store/generations.ts';
import { findLease, isLive } from '../store/leases.ts';
import { verdictsOfCase } from '../store/verdicts.ts';
import { shownVerdict } from './verdict-calls.ts';
import type { Backend } from './backend.ts';
import type { CallReply, HttpHandlers } from './call-route.ts';
import { refuse } from './problem.ts';

type OperatorCalls = Pick<
  BackendApi,
  'registerGeneration' | 'uploadMedia' | 'readCase' | 'withdrawCase' | 'revokeDevice'
>;
type UploadReply = CallReply<BackendApi['uploadMedia']>;

export function operatorCalls(backend: Backend): HttpHandlers<OperatorCalls> {
  const { database, now } = backend;
  return {
    async registerGeneration({ body }) {
      const generationId = body.generationId ?? uuidv7();
      const isNew = await database.transaction((tx) =>
        addGeneration(tx, generationId, body, now()),
      );
      const known = isNew ? null : await loadGeneration(database, generationId);
      if (known && known.intake !== 'media-missing') {
        return refuse('urn:second-look:bad-request', 'A generation with this id is here already.');
      }
      return { status: 201, body: { generationId } };
    },

    uploadMedia: ({ params, raw }) =>
      upload(backend, params.generationId, raw.raw, raw.headers['content-digest']),

    async readCase({ params: { caseId } }) {
      const found = await findCase(database, caseId);
      if (!found) return refuse('urn:second-look:not-found', 'There is no such case here.');
      const verdicts = await verdictsOfCase(database, caseId);
      const lease = await findLease(database, caseId, found.epoch);
      const open = lease && isLive(lease, now()) ? 'claimed' : 'pending';
      const { generationId, status, epoch } = found;
      const effective = verdicts.find((verdict) => verdict.outcome === 'effective');
      return {
        status: 200,
        body: {
          caseId,
          generationId,
          epoch,
          state: status === 'open' ? open : status,
          effectiveVerdictId: effective?.verdict.verdictId ?? null,
          verdicts: verdicts.map(shownVerdict),
        },
      };
    },

    async revokeDevice({ params: { deviceId } }) {
      const isThere = await database.transaction((tx) => revokeDevice(tx, deviceId, now()));
      if (!isThere) return refuse('urn:second-look:not-found', 'There is no such desk here.');
      return { status: 200, body: { deviceId } };
    },

    async withdrawCase({ params: { caseId } }) {
      const nowMs = now();
      const isThere = await database.transaction(async (tx) => {
        const found = await lockCase(tx, caseId);
        if (!found || found.status === 'withdrawn') return found !== null;
        await closeCase(tx, caseId, 'withdrawn', nowMs);
        await tx.query(
          'UPDATE leases SET wipe_at_ms = least(wipe_at_ms, $2::bigint) WHERE case_id = $1',
          [caseId, nowMs],
        );
        await appendChange(tx, {
          kind: 'withdrawn',
          caseId,
          deviceId: null,
          atMs: nowMs,
          detail: {},
        });
        return true;
      });
      if (!isThere) return refuse('urn:second-look:not-found', 'There is no such case here.');
      return { status: 200, body: { caseId } };
    },
  };
}

async function upload(
  backend: Backend,
  generationId: string,
  request: IncomingMessage,
  digest: string | string[] | undefined,
): Promise<UploadReply> {
  const stored = await loadGeneration(backend.database, generationId);
  if (!stored) return refuse('urn:second-look:not-found', 'Register the generation first.');
  const received = await backend.folder.receive(request).catch((error: unknown) => {
    if (request.errored || request.destroyed) return null;
    throw error;
  });
  if (!received) return refuse('urn:second-look:bad-request', 'The upload broke off.');
  const { media } = received;
  const trouble = troubleWith(media, stored, digest);
  if (trouble !== null) {
    await received.discard();
    return refuse('urn:second-look:media-mismatch', trouble);
  }
  await received.keep();
  if (stored.intake === 'media-missing') await backend.intake.accept(generationId, media);
  const patience = new AbortController();
  await Promise.race([
    backend.intake.finish(generationId),
    sleep(backend.uploadPatienceMs, undefined, { signal: patience.signal }).catch(() => undefined),
  ]);
  patience.abort();
  return uploadReply(backend, generationId, media.sha256);
}

function troubleWith(
  media: StoredMedia,
  stored: StoredGeneration,
  digest: string | string[] | undefined,
): string | null {
  // RFC 9530: sha-256=:base64:
  const announced = /sha-256=:([A-Za-z0-9+/=]+):/.exec(String(digest ?? ''))?.[1];
  if (
    announced !== undefined &&
    Buffer.from(announced, 'base64').toString('hex') !== media.sha256
  ) {
    return 'The bytes that arrived are not those of the Content-Digest.';
  }
  const known = originalFile(stored.generation);
  return known && known.sha256 !== media.sha256
    ? 'This generation has another media file already.'
    : null;
}

async function uploadReply(
  backend: Backend,
  generationId: string,
  sha256: string,
): Promise<UploadReply> {
  const stored = await loadGeneration(backend.database, generationId);
  if (!stored) throw new Error('a generation went away during its upload');
  const { generation, firstCaseId: caseId } = stored;
  const { mediaState, mediaNote } = generation;
  return { status: 201, body: { caseId, mediaState, mediaNote, sha256, generation } };
}
