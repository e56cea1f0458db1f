import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { KnownContent } from './clip.ts';

/** Everything known about one committed clip; `broken` says how a spoiled file was spoiled. */
export type ClipTruth = KnownContent & {
  readonly id: string;
  readonly file: string;
  readonly sha256: string;
  readonly sizeBytes: number;
  readonly container: string;
  readonly videoCodec: string;
  readonly width: number;
  readonly height: number;
  readonly frameRate: 'vfr' | { readonly numerator: number; readonly denominator: number };
  /** Every frame's start where the rate varies; null at a constant rate. */
  readonly ptsUs: readonly number[] | null;
  readonly frameCount: number;
  readonly durationUs: number;
  readonly audio: {
    readonly codec: string;
    readonly sampleRate: number;
    readonly channels: number;
    readonly durationUs: number;
  } | null;
  readonly broken: string | null;
};

/** The file `truth.json`: what the clips were made with and what each contains. */
export type Truth = {
  readonly ffmpeg: string;
  readonly espeakNg: string;
  readonly clips: readonly ClipTruth[];
};

/** The clips of a `truth.json` made earlier; none if there is no such file. */
export function readTruth(folder: string): readonly ClipTruth[] {
  const path = join(folder, 'truth.json');
  if (!existsSync(path)) return [];
  // Written only by writeTruth below.
  return (JSON.parse(readFileSync(path, 'utf8')) as Truth).clips;
}

/** Writes `truth.json`, one clip a paragraph. */
export function writeTruth(folder: string, truth: Truth): void {
  writeFileSync(join(folder, 'truth.json'), `${JSON.stringify(truth, null, 2)}\n`);
}
