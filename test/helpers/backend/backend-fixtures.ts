import { createHash, randomUUID } from 'node:crypto';
import type { NewGeneration } from '../../../shared/contract/backend-api.ts';
import { openCase } from '../../../backend/store/cases.ts';
import {
  addGeneration,
  loadGeneration,
  setMediaState,
} from '../../../backend/store/generations.ts';
import { addMediaFile, chunkBytes, linkMedia } from '../../../backend/store/media-files.ts';
import type { TestBackend } from './backend-homes.ts';
import { HttpDesk } from './http-desk.ts';
import { invite } from './invite.ts';

/** What a pipeline says of a generation, in a test. */
export function someGeneration(changes: Partial<NewGeneration> = {}): NewGeneration {
  return {
    generationId: null,
    title: 'A paper boat on a pond',
    prompt: 'a paper boat drifts over a pond, wind in the reeds',
    modifiers: [{ name: 'camera', value: 'static' }],
    style: 'documentary',
    model: { name: 'test model', version: '1' },
    account: {
      accountId: 'account-1',
      displayName: 'Account 1',
      generationsToday: 3,
      quotaPerDay: 20,
    },
    uploadReference: null,
    scores: [
      { category: 'deception', modality: 'picture', score: 0.4, classifier: 'test', version: '1' },
    ],
    reason: 'classifier-unsure',
    reasonDetail: 'a test',
    offlineEligible: true,
    dueInMs: 3_600_000,
    fileName: 'boat.mp4',
    ...changes,
  };
}

/** A queue of its own with desks that work on it, so that tests in one backend don't meet. */
export class SmallWorld {
  readonly #backend: TestBackend;
  readonly queue = `queue-${randomUUID()}`;

  constructor(backend: TestBackend) {
    this.#backend = backend;
  }

  /** A desk of somebody new, or of whoever is named. */
  async desk(person: Parameters<typeof invite>[1] = {}, protocol?: number): Promise<HttpDesk> {
    const { server } = this.#backend;
    const code = await invite(server.parts, { queues: [this.queue], ...person });
    return HttpDesk.enrol(server.url, code, protocol);
  }

  /** Opens cases straight in the store: the media is a name and a size, nothing is on the disk. */
  async openCases(
    count: number,
    changes: Partial<NewGeneration> & { readonly sizeBytes?: number } = {},
  ): Promise<readonly string[]> {
    const { sizeBytes = 1000, ...record } = changes;
    const { database, now } = this.#backend.server.parts;
    return database.transaction(async (tx) => {
      const caseIds: string[] = [];
      for (let n = 0; n < count; n++) {
        const generationId = randomUUID();
        const sha256 = createHash('sha256').update(generationId).digest('hex');
        const told = someGeneration({ ...record, generationId });
        await addGeneration(tx, generationId, told, now());
        await addMediaFile(tx, { sha256, sizeBytes, chunkBytes, chunkHashes: new Uint8Array(32) });
        await linkMedia(tx, generationId, {
          sha256,
          sizeBytes,
          chunkBytes,
          mimeType: 'video/mp4',
          role: 'original',
          proxy: null,
        });
        await setMediaState(tx, generationId, 'done', 'ready', '');
        const stored = await loadGeneration(tx, generationId);
        if (!stored) throw new Error('the generation is not there');
        const { generation, dueAtMs, firstCaseId: caseId } = stored;
        const { reason, reasonDetail, offlineEligible } = told;
        await openCase(
          tx,
          {
            caseId,
            generation,
            reason,
            reasonDetail,
            dueAtMs,
            offlineEligible,
            queue: this.queue,
            notFor: [],
            secondOpinionOf: null,
          },
          now(),
        );
        caseIds.push(caseId);
      }
      return caseIds;
    });
  }
}
