import type { Measured, MeasureOrder } from '../../../shared/contract/measuring-api.ts';
import type { AnalyserCard } from '../../../shared/domain/analyser-cards.ts';
import type { EvidenceResult } from '../../../shared/domain/evidence.ts';
import type { Fault } from '../../../shared/lifetime/fault.ts';
import type { FrameIndex } from '../../../shared/media-time/frame-index.ts';
import type { MediaUs } from '../../../shared/media-time/units.ts';

/** One decoded picture, upright. Valid only during the call that hands it over. */
export type MeasuredFrame = {
  readonly frame: number;
  readonly startUs: MediaUs;
  readonly width: number;
  readonly height: number;
  /** RGBA, 4 bytes a pixel, scaled so that neither side is longer than `maxSidePx`. */
  rgba(maxSidePx: number): {
    readonly width: number;
    readonly height: number;
    readonly data: Uint8ClampedArray;
  };
  /** Luma, one byte a pixel, scaled likewise. */
  luma(maxSidePx: number): {
    readonly width: number;
    readonly height: number;
    readonly data: Uint8Array;
  };
};

/** Decoded sound placed by its timestamps; gaps between blocks are stretches without a recording. */
export type SoundBlock = {
  readonly fromUs: MediaUs;
  readonly sampleRate: number;
  /** One array per channel, -1..1. */
  readonly channels: readonly Float32Array[];
};

export type ClipToMeasure = {
  readonly sha256: string;
  /** Where the file's bytes are read, by ranges. */
  readonly url: string;
  readonly mimeType: string;
  readonly sizeBytes: number;
  /** The file is a review copy, not what was generated. */
  readonly isProxy: boolean;
  /** Root certificates (PEM) whose C2PA signers count as trusted; empty for none. */
  readonly trustAnchors: string;
  /** Null where the file has no picture that can be indexed. */
  readonly index: FrameIndex | null;
  readonly hasSound: boolean;
  /** Why a stream that exists can't be decoded; null when it can or is not there. */
  readonly pictureFault: Fault | null;
  readonly soundFault: Fault | null;
  /** Where the container says that the sound ends; 0 without any. */
  readonly soundEndUs: MediaUs;
  /** Where picture or sound begins on the file's own clock. */
  readonly beginUs: MediaUs;
  /** From there to the end of the one that ends last. */
  readonly durationUs: MediaUs;
};

/** One pass of one analyser over one clip. Pictures come first in order, sound in order beside them. */
export type AnalyserRun<Result extends EvidenceResult = EvidenceResult> = {
  frame?(picture: MeasuredFrame): void | Promise<void>;
  sound?(block: SoundBlock): void | Promise<void>;
  /** All was handed over. `others` holds the results of the analysers named in `after`. */
  end(others: readonly EvidenceResult[]): Promise<Result>;
  /** Frees what was held, whether it ended or not. */
  close?(): void;
};

/**
 * One way of measuring a clip. Pure but for what it loads: the same clip gives the same result. Its id, version,
 * author and `after` stand in `analyserCards`, so that the desk knows them without loading it.
 */
export type Analyser<Result extends EvidenceResult = EvidenceResult> = AnalyserCard & {
  readonly needs: { readonly frames: boolean; readonly sound: boolean };
  begin(clip: ClipToMeasure): Promise<AnalyserRun<Result>>;
};

/** Finds an analyser by its id; undefined for one that this build does not have. */
export type FindAnalyser = (id: string, order: MeasureOrder) => Promise<Analyser> | undefined;

export type MeasuringDeps = {
  readonly find: FindAnalyser;
  readonly clipUrl: (sha256: string) => string;
  readonly signal: AbortSignal;
  readonly onMeasured: (measured: Measured) => void;
  /** Waited for before every frame and every block of sound. */
  readonly mayGoOn: () => Promise<void>;
  /** 0..1; called often. */
  readonly onProgress: (done: number) => void;
};
