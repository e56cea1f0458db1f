import { execFile } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { syncLimits } from '../../../renderer/evidence/sync/judge-face.ts';
import { SoundFeatureMaker } from '../../../renderer/evidence/sync/sound-features.ts';
import { measureSync } from '../../../renderer/evidence/sync/sync-analyser.ts';
import type { EvidenceResult, SyncLag } from '../../../shared/domain/evidence.ts';
import type { MeasuredFile, MeasuringHarness } from '../../helpers/measuring-harness.ts';
import { measurable, nameOf, soundOf, withSoundMoved, withSoundOf } from './evidence-clips.ts';
import { failedRow, rowOf, type EvidenceRow, type Setting } from './evidence-rows.ts';
import type { LeaveOut } from './leave-out.ts';
import { speakerOf } from './speakers.ts';

const run = promisify(execFile);
type FacesResult = Extract<EvidenceResult, { kind: 'faces' }>;

type Prepared = {
  readonly file: string;
  readonly seconds: number;
  readonly faces: FacesResult | null;
  readonly speechUs: number;
  readonly still: MeasuredFile;
};

/** No clip may hold up the others for longer. */
const stopAfterMs = 300_000;

/** Measures clips as the desk would; moved copies share the picture pass, since their pictures are the same. */
export class ClipBench {
  readonly #harness: MeasuringHarness;
  readonly #folder: string;
  readonly #without: LeaveOut | null;
  readonly #prepared = new Map<string, Promise<Prepared | null>>();
  #made = 0;

  constructor(harness: MeasuringHarness, folder: string, without: LeaveOut | null) {
    this.#harness = harness;
    this.#folder = folder;
    this.#without = without;
  }

  async moved(clip: string, shifts: readonly number[]): Promise<readonly EvidenceRow[]> {
    const prepared = await this.#prepare(clip);
    const rows: EvidenceRow[] = [];
    for (const shiftMs of shifts) {
      const setting = { clip: nameOf(clip), shiftMs, soundOf: null };
      const isStill = shiftMs === 0 && this.#without?.(clip) === undefined;
      rows.push(
        await this.#row(clip, setting, prepared, (out, file) =>
          isStill ? Promise.resolve(null) : withSoundMoved(file, shiftMs, out),
        ),
      );
    }
    return rows;
  }

  /** With the sound of other clips in which somebody else speaks, `most` of them. */
  async swapped(
    clip: string,
    others: readonly string[],
    most: number,
  ): Promise<readonly EvidenceRow[]> {
    const prepared = await this.#prepare(clip);
    const rows: EvidenceRow[] = [];
    for (const other of others) {
      if (rows.length >= most) break;
      const sound = await this.#prepare(other);
      if (!prepared?.faces || !sound || sound.speechUs < syncLimits.leastSpeechUs) continue;
      if (speakerOf(other) === speakerOf(clip)) continue;
      const setting = { clip: nameOf(clip), shiftMs: null, soundOf: nameOf(other) };
      rows.push(
        await this.#row(clip, setting, prepared, (out, file) => withSoundOf(file, sound.file, out)),
      );
    }
    return rows;
  }

  #prepare(clip: string): Promise<Prepared | null> {
    const known = this.#prepared.get(clip);
    if (known) return known;
    const made = this.#measureStill(clip).catch(() => null);
    this.#prepared.set(clip, made);
    return made;
  }

  async #measureStill(clip: string): Promise<Prepared | null> {
    const file = await measurable(clip, this.#folder);
    if (!file) return null;
    const analysers = ['speech', 'faces', 'sync'];
    const still = await this.#harness.measure(file, { analysers, stopAfterMs });
    const faces = still.of('faces')?.result;
    const speech = still.of('speech')?.result;
    return {
      file,
      still,
      seconds: await secondsOf(file),
      faces: faces?.kind === 'faces' ? faces : null,
      speechUs: speech?.kind === 'speech' ? speech.speechUs : 0,
    };
  }

  /** One row; `edit` makes the file to listen to, or answers null for the clip as it is. */
  async #row(
    clip: string,
    named: Omit<Setting, 'workPerSecond'>,
    prepared: Prepared | null,
    edit: (out: string, file: string) => Promise<string | null>,
  ): Promise<EvidenceRow> {
    if (!prepared) return failedRow({ ...named, workPerSecond: 0 }, 'unreadable');
    const { file, faces, seconds, still } = prepared;
    const out = join(this.#folder, `edited-${this.#made}.mkv`);
    this.#made += 1;
    const edited = await edit(out, file).catch(() => undefined);
    try {
      const from = performance.now();
      const sync =
        edited === undefined || edited === null
          ? syncIn(still)
          : await this.#sync(clip, edited, faces);
      const ms = edited === null ? still.ms : performance.now() - from;
      const setting = { ...named, workPerSecond: ms / 1000 / seconds };
      if (edited === undefined) return failedRow(setting, sync?.reason ?? 'no-sound');
      return sync ? rowOf(setting, sync, faces) : failedRow(setting, 'failed');
    } finally {
      if (edited) await rm(edited, { force: true });
    }
  }

  async #sync(clip: string, edited: string, faces: FacesResult | null): Promise<SyncLag | null> {
    const map = this.#without?.(clip);
    const earlier = faces ? [faces] : [];
    if (!map) {
      const options = { analysers: ['speech', 'sync'], earlier, stopAfterMs };
      return syncIn(await this.#harness.measure(edited, options));
    }
    const maker = new SoundFeatureMaker();
    const sound = await soundOf(edited);
    if (sound) maker.add(sound);
    const streams = { hasSound: sound !== null, soundFault: null, pictureFault: null };
    const author = { name: 'sync', version: 'left out' };
    return {
      kind: 'sync',
      author,
      ...measureSync({ ...streams, hasPicture: true }, earlier, maker.end(), map),
    };
  }
}

function syncIn(measured: MeasuredFile): SyncLag | null {
  const result = measured.of('sync')?.result;
  return result?.kind === 'sync' ? result : null;
}

async function secondsOf(file: string): Promise<number> {
  const args = ['-v', 'error', '-show_entries', 'format=duration', '-of', 'csv=p=0', file];
  const { stdout } = await run('ffprobe', args);
  return Number(stdout.trim()) || 1;
}
