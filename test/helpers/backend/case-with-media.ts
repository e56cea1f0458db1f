import { createHash, randomUUID } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Backend } from '../../../backend/routes/backend.ts';
import { openCase } from '../../../backend/store/cases.ts';
import type { Queries } from '../../../backend/store/database.ts';
import {
  addGeneration,
  loadGeneration,
  setMediaState,
} from '../../../backend/store/generations.ts';
import { addMediaFile, chunkBytes, linkMedia } from '../../../backend/store/media-files.ts';
import { someGeneration } from './backend-fixtures.ts';

type Place = Pick<Backend, 'database' | 'folder' | 'now'>;

/** Opens the `n`th case of a queue with a clip's bytes on the backend's disk, or with a broken clip; the lowest `n` is the most urgent. */
export async function openCaseWithMedia(
  { database, folder, now }: Place,
  queue: string,
  n: number,
  bytes: Buffer | null,
): Promise<string> {
  const generationId = randomUUID();
  const told = someGeneration({ generationId, title: `Clip ${n}`, dueInMs: 3_600_000 * (n + 1) });
  return database.transaction(async (tx) => {
    await addGeneration(tx, generationId, told, now());
    if (bytes !== null) await addMedia(tx, folder, generationId, bytes);
    await setMediaState(tx, generationId, 'done', bytes === null ? 'broken' : 'ready', '');
    const stored = await loadGeneration(tx, generationId);
    if (!stored) throw new Error('the generation is not there');
    const { generation, dueAtMs, firstCaseId: caseId } = stored;
    const rest = { reason: told.reason, reasonDetail: '', offlineEligible: true };
    const place = { queue, notFor: [], secondOpinionOf: null };
    await openCase(tx, { caseId, generation, dueAtMs, ...rest, ...place }, now());
    return caseId;
  });
}

async function addMedia(
  tx: Queries,
  folder: Backend['folder'],
  generationId: string,
  bytes: Buffer,
): Promise<void> {
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const hashes: Buffer[] = [];
  for (let at = 0; at < bytes.length; at += chunkBytes)
    hashes.push(
      createHash('sha256')
        .update(bytes.subarray(at, at + chunkBytes))
        .digest(),
    );
  const file = { sha256, sizeBytes: bytes.length, chunkBytes };
  await addMediaFile(tx, { ...file, chunkHashes: Buffer.concat(hashes) });
  const role = 'original' as const;
  await linkMedia(tx, generationId, { ...file, mimeType: 'video/mp4', role, proxy: null });
  const path = folder.pathOf(sha256);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, bytes);
}
