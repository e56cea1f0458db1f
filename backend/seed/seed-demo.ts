import { createReadStream, existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import type { NewGeneration } from '../../shared/contract/backend-api.ts';
import type { Backend } from '../routes/backend.ts';
import { defaultQueue } from '../store/cases.ts';
import { addGeneration, loadGeneration } from '../store/generations.ts';
import { addReviewer } from '../store/reviewers.ts';
import { demoBatch } from './demo-batch.ts';
import type { DemoGeneration } from './demo-batch/demo-generation.ts';
import { demoTranscript, spokenTruth } from './demo-batch/demo-transcript.ts';

const minute = 60_000;
/** The backend listens after this at the latest, and as soon as all that plays as it is waits in the queue. */
const patienceMs = 15_000;
/** Codecs that every desk plays; the others need a review copy and join the queue when it is made. */
const easyCodecs = ['avc', 'vp8', 'vp9', 'av1'];

/** Who reviews the demo batch, at whatever desk: their second opinions are never asked of themselves. */
export const demoReviewerId = 'demo-reviewer';

const clipTruth = z.object({
  id: z.string(),
  file: z.string(),
  videoCodec: z.string(),
  ...spokenTruth.shape,
});
type ClipTruth = z.output<typeof clipTruth>;
const truth = z.object({ clips: z.array(clipTruth) });

/** Makes the one who reviews the demo batch known. */
export async function addDemoReviewer({ database }: Backend): Promise<void> {
  const person = { name: 'Demo reviewer', role: 'reviewer', quotaPerDay: 400 } as const;
  await addReviewer(database, { ...person, queues: [defaultQueue] }, demoReviewerId);
}

/** Takes the demo batch in, through the same door that every generation takes; what is in already stays. */
export async function seedDemo(backend: Backend, mediaFolder: string | null): Promise<void> {
  const folder = mediaFolder ?? findMediaFolder();
  const clips = folder === null ? [] : await clipsIn(folder);
  const files = new Map(clips.map((clip) => [clip.id, clip]));
  const waitFor: Promise<void>[] = [];
  for (const easy of [true, false]) {
    for (const demo of demoBatch) {
      const clip = files.get(demo.clipId);
      if (!clip || easyCodecs.includes(clip.videoCodec) !== easy) continue;
      const work = await takeIn(backend, demo, clip, join(folder ?? '', clip.file));
      if (easy) waitFor.push(...work);
    }
  }
  const patience = new AbortController();
  const enough = sleep(patienceMs, undefined, { signal: patience.signal }).catch(() => undefined);
  await Promise.race([Promise.all(waitFor), enough]);
  patience.abort();
}

/** Beside this file in the sources; two steps up when this is the built program. */
function findMediaFolder(): string | null {
  const places = [
    join(import.meta.dirname, 'media'),
    join(import.meta.dirname, '../../backend/seed/media'),
  ];
  return places.find((place) => existsSync(join(place, 'truth.json'))) ?? null;
}

async function clipsIn(folder: string) {
  return truth.parse(JSON.parse(await readFile(join(folder, 'truth.json'), 'utf8'))).clips;
}

/** The work that is left after the file is stored: nothing when this generation is in already. */
async function takeIn(
  backend: Backend,
  demo: DemoGeneration,
  clip: ClipTruth,
  file: string,
): Promise<Promise<void>[]> {
  const generationId = `demo-${demo.clipId}`;
  const createdAtMs = backend.now() - demo.createdMinutesAgo * minute;
  await addGeneration(
    backend.database,
    generationId,
    recordOf(demo, clip, generationId, file),
    createdAtMs,
  );
  const stored = await loadGeneration(backend.database, generationId);
  if (stored?.intake !== 'media-missing') return [];
  await backend.intake.accept(generationId, await backend.folder.take(createReadStream(file)));
  return [backend.intake.finish(generationId)];
}

function recordOf(
  demo: DemoGeneration,
  clip: ClipTruth,
  generationId: string,
  file: string,
): NewGeneration {
  const { title, prompt, modifiers, style, model, account, uploadReference, scores } = demo;
  return {
    generationId,
    title,
    prompt,
    modifiers,
    style,
    model,
    account,
    uploadReference,
    scores: [...scores],
    reason: demo.reason,
    reasonDetail: demo.reasonDetail,
    offlineEligible: !scores.some(
      (score) => score.category === 'minors' && (score.score ?? 0) >= 0.5,
    ),
    dueInMs: (demo.createdMinutesAgo + demo.dueInMinutes) * minute,
    fileName: file.split(/[/\\]/).at(-1) ?? '',
    transcript: demoTranscript(clip),
    labels: demo.labels ?? null,
  };
}
