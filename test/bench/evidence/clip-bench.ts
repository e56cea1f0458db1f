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
import {
  Lost,
  lossOf,
  rowOf,
  rowOrLoss,
  untoldRow,
  type BenchRow,
  type EvidenceRow,
  type Setting,
} from './evidence-rows.ts';
import type { LeaveOut } from './leave-out.ts';
import { speakerOf } from './speakers.ts';

const run = promisify(execFile);
type FacesResult = Extract<EvidenceResult, { kind: 'faces' }>;

type Prepared = {
  readonly file: string;
  /** Null where the container does not say. */
  readonly seconds: number | null;
  readonly faces: FacesResult;
  readonly speechUs: number;
  readonly sync: SyncLag;
  readonly ms: number;
};

/** No clip may hold up the others for longer. */
const stopAfterMs = 300_000;

/** Reasons for which a clip has no soundtrack, or no picture, to make an edit of. */
const noEdit: ReadonlySet<string | null> = new Set([
  'no-sound',
  'sound-undecodable',
  'no-picture',
  'picture-undecodable',
]);

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

  /** A row for each shift; one lost row for a clip that could not be measured at all. */
  async *moved(clip: string, shifts: readonly number[]): AsyncGenerator<BenchRow> {
    const whole = { clip: nameOf(clip), shiftMs: null, soundOf: null };
    let prepared: Prepared | null;
    try {
      prepared = await this.#prepare(clip);
    } catch (error) {
      yield { ...whole, lost: lossOf(error) };
      return;
    }
    for (const shiftMs of shifts) {
      const setting = { ...whole, shiftMs };
      const isStill = shiftMs === 0 && this.#without?.(clip) === undefined;
      yield rowOrLoss(setting, () =>
        this.#row(
          clip,
          setting,
          prepared,
          isStill ? null : (file, out) => withSoundMoved(file, shiftMs, out),
        ),
      );
    }
  }

  /** With the sound of other clips in which somebody else speaks, `most` of them. Lost clips have their row already. */
  async *swapped(clip: string, others: readonly string[], most: number): AsyncGenerator<BenchRow> {
    const prepared = await this.#known(clip);
    if (!prepared || prepared.faces.tracks.length === 0) return;
    let made = 0;
    for (const other of others) {
      if (made >= most) return;
      if (speakerOf(other) === speakerOf(clip)) continue;
      const sound = await this.#known(other);
      if (!sound || sound.speechUs < syncLimits.leastSpeechUs) continue;
      const setting = { clip: nameOf(clip), shiftMs: null, soundOf: nameOf(other) };
      made += 1;
      yield rowOrLoss(setting, () =>
        this.#row(clip, setting, prepared, (file, out) => withSoundOf(file, sound.file, out)),
      );
    }
  }

  #prepare(clip: string): Promise<Prepared | null> {
    const known = this.#prepared.get(clip);
    if (known) return known;
    const made = this.#measureStill(clip);
    this.#prepared.set(clip, made);
    return made;
  }

  #known(clip: string): Promise<Prepared | null> {
    return this.#prepare(clip).catch(() => null);
  }

  /** Null for a clip that is broken; throws `Lost` where the bench, not the clip, is at fault. */
  async #measureStill(clip: string): Promise<Prepared | null> {
    const file = await measurable(clip, this.#folder);
    if (!file) return null;
    const still = await this.#harness.measure(file, {
      analysers: ['speech', 'faces', 'sync'],
      stopAfterMs,
    });
    const speech = resultIn(still, 'speech');
    return {
      file,
      ms: still.ms,
      seconds: await secondsOf(file),
      faces: resultIn(still, 'faces'),
      speechUs: speech.speechUs,
      sync: resultIn(still, 'sync'),
    };
  }

  /** One row; `edit` makes the file to listen to, null takes the clip as it is. */
  async #row(
    clip: string,
    named: Omit<Setting, 'workPerSecond'>,
    prepared: Prepared | null,
    edit: ((file: string, out: string) => Promise<string>) | null,
  ): Promise<EvidenceRow> {
    if (!prepared) return untoldRow({ ...named, workPerSecond: null }, 'unreadable');
    const { file, faces, seconds, sync: still } = prepared;
    const settingOf = (ms: number): Setting => ({
      ...named,
      workPerSecond: seconds === null ? null : ms / 1000 / seconds,
    });
    if (edit === null || noEdit.has(still.reason))
      return rowOf(settingOf(prepared.ms), still, faces);
    const out = join(this.#folder, `edited-${this.#made}.mkv`);
    this.#made += 1;
    try {
      const edited = await edit(file, out);
      const from = performance.now();
      const sync = await this.#sync(clip, edited, faces);
      return rowOf(settingOf(performance.now() - from), sync, faces);
    } finally {
      await rm(out, { force: true });
    }
  }

  async #sync(clip: string, edited: string, faces: FacesResult): Promise<SyncLag> {
    const map = this.#without?.(clip);
    const earlier = [faces];
    if (!map) {
      const options = { analysers: ['speech', 'sync'], earlier, stopAfterMs };
      return resultIn(await this.#harness.measure(edited, options), 'sync');
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

/** The result of that kind; every measurement that ended without one is a loss, whatever it was measured for. */
function resultIn<K extends 'speech' | 'faces' | 'sync'>(
  measured: MeasuredFile,
  kind: K,
): Extract<EvidenceResult, { kind: K }> {
  const one = measured.of(kind);
  const result = one?.result;
  // The kind decides the shape.
  if (result?.kind === kind) return result as Extract<EvidenceResult, { kind: K }>;
  const why = one?.fault ? `${one.fault.kind}: ${one.fault.message}` : 'no answer';
  throw new Lost(`${kind} ${measured.fault ?? why}`);
}

/** Null where the container does not say how long it is. */
async function secondsOf(file: string): Promise<number | null> {
  const args = ['-v', 'error', '-show_entries', 'format=duration', '-of', 'csv=p=0', file];
  const { stdout } = await run('ffprobe', args);
  return Number(stdout.trim()) || null;
}
