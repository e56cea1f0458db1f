import { rm } from 'node:fs/promises';
import { createReadStream } from 'node:fs';
import type { Generation, MediaFile } from '../../shared/domain/generation.ts';
import type { DeskReading } from '../media/desk-reading.ts';
import { lookInto } from '../media/look-into.ts';
import type { ReviewPlan } from '../media/media-facts.ts';
import type { MediaFolder } from '../media/media-folder.ts';
import { makeProxy } from '../media/review-proxy.ts';
import { defaultQueue, openCase } from '../store/cases.ts';
import type { Database, Queries } from '../store/database.ts';
import { loadGeneration, setMediaState, unfinishedGenerations } from '../store/generations.ts';
import { addMediaFile, linkMedia, type StoredMedia } from '../store/media-files.ts';

/** What intake needs to look at media and to open cases. */
export type IntakeTools = {
  readonly database: Database;
  readonly folder: MediaFolder;
  readonly ffmpeg: { readonly version: string } | null;
  readonly now: () => number;
  readonly signal: AbortSignal;
  readonly onBug: (where: string, error: unknown) => void;
};

/** Looks at media in the order in which it came, two files at a time: encoders take every core they get. */
export class Intake {
  readonly #tools: IntakeTools;
  readonly #waiting = new Map<string, Promise<void>>();
  readonly #lanes: Promise<void>[] = [Promise.resolve(), Promise.resolve()];
  #turn = 0;

  constructor(tools: IntakeTools) {
    this.#tools = tools;
  }

  /** Records a generation's original file; from here on a restart finishes what is left to do. */
  async accept(generationId: string, media: StoredMedia): Promise<void> {
    const file = originalOf(media, 'application/octet-stream');
    await this.#tools.database.transaction(async (tx) => {
      await addMediaFile(tx, media);
      await linkMedia(tx, generationId, file);
      await setMediaState(
        tx,
        generationId,
        'processing',
        'needs-transcoding',
        'The file is being looked at.',
      );
    });
  }

  /** Looks at an accepted file, makes a review copy where one is needed, opens the case. */
  finish(generationId: string): Promise<void> {
    const known = this.#waiting.get(generationId);
    if (known) return known;
    this.#turn = (this.#turn + 1) % this.#lanes.length;
    const work = (this.#lanes[this.#turn] ?? Promise.resolve())
      .then(() => finishOne(this.#tools, generationId))
      .catch((error: unknown) => this.#tools.onBug('intake', error))
      .finally(() => this.#waiting.delete(generationId));
    this.#waiting.set(generationId, work);
    this.#lanes[this.#turn] = work;
    return work;
  }

  /** Takes up what an earlier run left. */
  async resume(): Promise<void> {
    for (const generationId of await unfinishedGenerations(this.#tools.database))
      void this.finish(generationId);
  }

  /** Ends when nothing is under way. */
  async idle(): Promise<void> {
    await Promise.all(this.#lanes);
  }
}

function originalOf(media: StoredMedia, mimeType: string): MediaFile {
  const { sha256, sizeBytes, chunkBytes } = media;
  return { sha256, sizeBytes, chunkBytes, mimeType, role: 'original', proxy: null };
}

type Finding = {
  readonly state: Generation['mediaState'];
  readonly note: string;
  readonly proxy: Made | null;
};
type Made = { readonly file: MediaFile; readonly media: StoredMedia };

async function finishOne(tools: IntakeTools, generationId: string): Promise<void> {
  const stored = await loadGeneration(tools.database, generationId);
  const original = stored?.generation.media.find((file) => file.role === 'original');
  if (!stored || !original || stored.intake !== 'processing') return;
  const path = tools.folder.pathOf(original.sha256);
  const { plan, reading } = await lookInto(path, tools.ffmpeg !== null);
  const { note, ...finding } = await follow(tools, plan, path, reading);
  if (tools.signal.aborted) return;
  await tools.database.transaction(async (tx) => {
    await linkMedia(tx, generationId, { ...original, mimeType: plan.mimeType });
    if (finding.proxy) {
      await addMediaFile(tx, finding.proxy.media);
      await linkMedia(tx, generationId, finding.proxy.file);
    }
    await setMediaState(tx, generationId, 'done', finding.state, wholeSentences(note));
    await openFirstCase(tx, generationId, tools.now());
  });
}

async function openFirstCase(tx: Queries, generationId: string, nowMs: number): Promise<void> {
  const stored = await loadGeneration(tx, generationId);
  if (!stored) return;
  const { generation, record, dueAtMs, firstCaseId: caseId } = stored;
  const { reason, reasonDetail, offlineEligible } = record;
  const wish = {
    caseId,
    generation,
    reason,
    reasonDetail,
    dueAtMs,
    offlineEligible,
    queue: defaultQueue,
    notFor: [],
    secondOpinionOf: null,
  };
  await openCase(tx, wish, nowMs);
}

/** As many whole sentences as a note may hold. */
function wholeSentences(note: string): string {
  if (note.length <= longestNote) return note;
  return note.slice(0, note.lastIndexOf('. ', longestNote - 1) + 1);
}

/** Letters that a generation's note may have. */
const longestNote = 1000;
const asItIs = 'The desk shows the file as it is, and does not call a playing frame exact.';

async function follow(
  tools: IntakeTools,
  plan: ReviewPlan,
  path: string,
  reading: DeskReading,
): Promise<Finding> {
  if (plan.kind === 'broken') return { state: 'broken', note: plan.note, proxy: null };
  if (plan.kind === 'playable') return { state: 'ready', note: plan.note, proxy: null };
  const without = (note: string): Finding =>
    plan.isPlayable
      ? { state: 'ready', note: `${plan.why} ${note} ${asItIs}`, proxy: null }
      : { state: 'needs-transcoding', note, proxy: null };
  if (tools.ffmpeg === null) {
    const missing = 'A review copy needs ffmpeg, which this backend does not have.';
    return without(plan.isPlayable ? missing : `${plan.why} ${missing}`);
  }
  const scratch = tools.folder.scratchPath('.mp4');
  try {
    const { ffmpeg, signal } = tools;
    const make = (copyVideo: boolean) =>
      makeProxy(path, scratch, { copyVideo, ffmpegVersion: ffmpeg.version, reading }, signal);
    const copied = plan.copyVideo ? await make(true) : null;
    // A picture that can't be taken over as it is (AVI keeps no times for B-frames) is encoded again.
    const result = copied?.ok || signal.aborted ? copied : await make(false);
    if (!result) return without(plan.why);
    if (!result.ok) return without(result.note);
    const media = await tools.folder.take(createReadStream(scratch));
    const { encoder, settings: used, framesChecked } = result;
    const proxy = { encoder, settings: used, framesChecked };
    const file: MediaFile = { ...originalOf(media, 'video/mp4'), role: 'proxy', proxy };
    const note = `${plan.why} ${plan.besides} A review copy is shown.`.replaceAll('  ', ' ');
    return { state: 'ready', note, proxy: { file, media } };
  } finally {
    await rm(scratch, { force: true });
  }
}
