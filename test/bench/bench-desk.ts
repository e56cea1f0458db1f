import type { Page } from '@playwright/test';
import { createReadStream } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { seedDemo } from '../../backend/seed/seed-demo.ts';
import { startBackend, type RunningServer } from '../../backend/start-backend.ts';
import { addGeneration } from '../../backend/store/generations.ts';
import { defaultPreferences, type Preferences } from '../../shared/contract/app-api.ts';
import { invite } from '../helpers/backend/invite.ts';
import { launchDesk, projectDir, type Desk } from '../app/helpers/launch-desk.ts';
import { someGeneration } from '../helpers/backend/backend-fixtures.ts';
import { numberedClip, numberedClips, type ClipRecipe } from '../helpers/numbered-clips.ts';
import { installProbe } from './picture-probe.ts';
import { marksOfCode, marksOfRecipe, type FrameMarks } from './frame-marks.ts';
import { demoBatch } from '../../backend/seed/demo-batch.ts';
import { readTruth } from '../../tools/demo-media/truth.ts';

/** A clip in the bench's queue whose frames carry their number. */
export type BenchClip = {
  readonly name: string;
  readonly title: string;
  readonly mediaUrl: string;
  readonly frames: number;
  /** Average frames per second: what a tool steps by that does not know the timestamps. */
  readonly fps: number;
  readonly marks: FrameMarks;
};

export type BenchDesk = {
  readonly desk: Desk;
  readonly clips: readonly BenchClip[];
  close(): Promise<void>;
};

/** As the desk comes, but with the picture open at once: what is measured is the picture. */
export const benchPreferences: Preferences = {
  ...defaultPreferences,
  wellbeing: { ...defaultPreferences.wellbeing, textFirst: false, warnAtScore: 1 },
};

/** The real desk on a backend that holds the demo batch and the numbered clips. */
export async function openBenchDesk(
  preferences: Preferences = benchPreferences,
): Promise<BenchDesk> {
  const folder = await mkdtemp(join(tmpdir(), 'bench-desk-'));
  const server = await startBackend({
    host: '127.0.0.1',
    port: 0,
    dataFolder: join(folder, 'backend'),
    databaseUrl: null,
    onBug: (where, error) => {
      throw new Error(`the backend failed at ${where}`, { cause: error });
    },
  });
  const clips = [...(await takeInNumbered(server)), ...demoClips()];
  await seedDemo(server.parts, null);
  // Review copies are encoded by ffmpeg: not beside a measurement.
  await server.parts.intake.idle();
  const userDataDir = join(folder, 'desk');
  const desk = await openWith(userDataDir, preferences, server.url, await invite(server.parts));
  await untilFetched(desk.page, clips);
  return {
    desk,
    clips,
    async close() {
      await desk.close();
      await server.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

const titleOf = (name: string) => `Numbered clip ${name}`;

/** Of the numbered clips those that every player shows, in the order of the queue. */
const usedClips = ['1080p30', '720p30', '720p2997', 'vfr720', 'webm480', 'rotated'] as const;

/** The numbered clips, each as a generation of its own; the queue holds them in this order. */
async function takeInNumbered({ parts }: RunningServer): Promise<readonly BenchClip[]> {
  const clips: BenchClip[] = [];
  for (const name of usedClips) {
    const recipe: ClipRecipe = numberedClips[name];
    const file = await numberedClip(recipe);
    const generationId = `numbered-${recipe.name}`;
    const told = someGeneration({
      generationId,
      title: titleOf(recipe.name),
      dueInMs: 3_600_000 + clips.length * 1000,
      fileName: basename(file),
    });
    await addGeneration(parts.database, generationId, told, parts.now());
    const media = await parts.folder.take(createReadStream(file));
    await parts.intake.accept(generationId, media);
    await parts.intake.finish(generationId);
    const [over = 30, under = 1] = recipe.rate.split('/').map(Number);
    clips.push({
      name: recipe.name,
      title: titleOf(recipe.name),
      mediaUrl: `media://clip/${media.sha256}`,
      frames: recipe.frames,
      fps: over / under,
      marks: marksOfRecipe(recipe),
    });
  }
  return clips;
}

function demoClips(): readonly BenchClip[] {
  return readTruth(join(projectDir, 'backend/seed/media')).flatMap((clip) => {
    const title = demoBatch.find((made) => made.clipId === clip.id)?.title;
    if (clip.frameCode === null || title === undefined) return [];
    return [
      {
        name: clip.id,
        title,
        mediaUrl: `media://clip/${clip.sha256}`,
        frames: clip.frameCount,
        fps: clip.frameCount / (clip.durationUs / 1e6),
        marks: marksOfCode(clip.frameCode),
      },
    ];
  });
}

async function openWith(
  userDataDir: string,
  preferences: Preferences,
  backendUrl: string,
  invitation: string,
): Promise<Desk> {
  await mkdir(userDataDir, { recursive: true });
  await writeFile(join(userDataDir, 'preferences.json'), JSON.stringify(preferences));
  const desk = await launchDesk({ userDataDir, backendUrl, invitation });
  await desk.untilEvent('ready');
  await installProbe(desk.page);
  return desk;
}

/** Waits until the desk has every clip on its disk, as it would after a few minutes of work. */
async function untilFetched(page: Page, clips: readonly BenchClip[]): Promise<void> {
  for (const { title } of clips) {
    await filterQueue(page, title);
    const row = page.getByRole('row').filter({ hasText: title });
    await row.locator('.queue-state.is-ready').waitFor();
  }
}

/** Opens a case by its title and waits for its first exact frame. */
export async function openClip(page: Page, title: string): Promise<void> {
  await filterQueue(page, title);
  await page.getByRole('grid').focus();
  await page.keyboard.press('Enter');
  await page.locator('.time-badge', { hasText: /^exact/ }).waitFor();
}

/** Back to the queue. */
export async function leaveCase(page: Page): Promise<void> {
  await page.keyboard.press('Escape');
  await page.getByRole('search').waitFor();
}

/** Narrows the queue to the cases whose title has this text. */
export async function filterQueue(page: Page, text: string): Promise<void> {
  await page.keyboard.press('/');
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type(text.slice(0, 40));
  await page.getByRole('row').filter({ hasText: text }).first().waitFor();
  await page.keyboard.press('Escape');
}
