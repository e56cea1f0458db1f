import type { MeasureOrder } from '../../../shared/contract/measuring-api.ts';
import { evidenceResult, type EvidenceResult } from '../../../shared/domain/evidence.ts';
import { err } from '../../../shared/lifetime/result.ts';
import type {
  Analyser,
  AnalyserRun,
  ClipToMeasure,
  MeasuredFrame,
  MeasuringDeps,
  SoundBlock,
} from './analyser.ts';
import { limitationOfCopy, withLimitation, type Limitation } from './limitation.ts';

type Slot = { readonly analyser: Analyser; readonly run: AnalyserRun };
type Stream = 'frames' | 'sound';

/** The analysers of one pass: one that throws is dropped, with a fault of its own, and the others continue. */
export class AnalyserPass {
  readonly #order: MeasureOrder;
  readonly #clip: ClipToMeasure;
  readonly #around: MeasuringDeps;
  readonly #results: EvidenceResult[];
  /** Not over yet: neither ended nor failed. */
  readonly #slots = new Map<string, Slot>();
  /** What is over, and what of it is lacking. */
  readonly #streamsOver = new Map<Stream, Limitation | null>();
  #ending: Promise<void> = Promise.resolve();

  constructor(order: MeasureOrder, clip: ClipToMeasure, around: MeasuringDeps) {
    this.#order = order;
    this.#clip = clip;
    this.#around = around;
    this.#results = [...order.earlier];
  }

  async begin(): Promise<void> {
    for (const id of this.#order.analysers) {
      if (this.#around.signal.aborted) return;
      try {
        const analyser = await this.#around.find(id, this.#order);
        if (!analyser) throw new Error('unknown');
        this.#slots.set(id, { analyser, run: await analyser.begin(this.#clip) });
      } catch (error) {
        this.#fail(id, error);
      }
    }
  }

  wants(stream: Stream): boolean {
    return [...this.#slots.values()].some(({ analyser }) => analyser.needs[stream]);
  }

  async giveFrame(picture: MeasuredFrame): Promise<void> {
    for (const [id, { analyser, run }] of this.#slots)
      if (analyser.needs.frames) await this.#guard(id, () => run.frame?.(picture));
  }

  async giveSound(block: SoundBlock): Promise<void> {
    for (const [id, { analyser, run }] of this.#slots)
      if (analyser.needs.sound) await this.#guard(id, () => run.sound?.(block));
  }

  /** All of a stream was handed over that will be. */
  async over(stream: Stream, limitation: Limitation | null): Promise<void> {
    this.#streamsOver.set(stream, limitation);
    await this.endReady();
  }

  /** Ends every analyser that has what it needs, those that others wait for first. One at a time. */
  endReady(): Promise<void> {
    this.#ending = this.#ending.then(async () => {
      for (let ready = this.#nextReady(); ready; ready = this.#nextReady())
        await this.#end(...ready);
    });
    return this.#ending;
  }

  close(): void {
    for (const id of this.#slots.keys()) this.#drop(id);
  }

  #nextReady(): [string, Slot] | undefined {
    if (this.#around.signal.aborted) return undefined;
    return [...this.#slots].find(
      ([, { analyser }]) =>
        (!analyser.needs.frames || this.#streamsOver.has('frames')) &&
        (!analyser.needs.sound || this.#streamsOver.has('sound')) &&
        !analyser.after.some((other) => this.#slots.has(other)),
    );
  }

  async #end(id: string, { analyser, run }: Slot): Promise<void> {
    await this.#guard(id, async () => {
      const found = evidenceResult.parse(await run.end(this.#results));
      const limitation =
        this.#limitationFor(analyser) ?? limitationOfCopy(found.kind, this.#clip.isProxy);
      const result = withLimitation(found, limitation);
      this.#drop(id);
      this.#results.push(result);
      this.#tell(id, { result, fault: null });
    });
  }

  #limitationFor({ needs }: Analyser): Limitation | null {
    const streams = (['frames', 'sound'] as const).filter((stream) => needs[stream]);
    return streams.map((stream) => this.#streamsOver.get(stream) ?? null).find(Boolean) ?? null;
  }

  async #guard(id: string, act: () => unknown): Promise<void> {
    if (this.#around.signal.aborted) return;
    try {
      await act();
    } catch (error) {
      this.#drop(id);
      this.#fail(id, error);
    }
  }

  #drop(id: string): void {
    const slot = this.#slots.get(id);
    this.#slots.delete(id);
    try {
      slot?.run.close?.();
    } catch {
      // What it measured counts, not how it tidied up.
    }
  }

  #fail(id: string, error: unknown): void {
    const { fault } =
      error instanceof MeasuringTrouble
        ? err('failed', error.message)
        : err(
            'failed',
            `This measurement failed (${error instanceof Error ? error.name : 'unknown'}). The others are not touched.`,
          );
    if (!(error instanceof MeasuringTrouble)) reportError(error);
    this.#tell(id, { result: null, fault });
  }

  #tell(
    analyser: string,
    what: Pick<Parameters<MeasuringDeps['onMeasured']>[0], 'result' | 'fault'>,
  ): void {
    this.#around.onMeasured({ sha256: this.#order.sha256, analyser, ...what });
  }
}

/** Trouble that an analyser can say in a sentence for the reviewer, without content of the clip. */
export class MeasuringTrouble extends Error {
  override readonly name = 'MeasuringTrouble';
}
