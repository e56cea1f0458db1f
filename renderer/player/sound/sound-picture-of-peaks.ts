import type { ChannelColumns, SoundPicture } from '../../../shared/media-time/sound-picture.ts';
import {
  highest,
  lowest,
  mergedPeaks,
  readDat,
  type PeaksData,
} from '../../../shared/media-time/peaks-data.ts';
import { secondsFromUs, type Span } from '../../../shared/media-time/units.ts';

/** Each level merges this many buckets of the one below: 64, 256, 1024, 4096 samples and on. */
const levelStep = 4;
/** A level this short is coarse enough for a whole clip in one glance. */
const coarsestBuckets = 1024;
const fullScale = 32_768;

type Peaks = { readonly sampleRate: number; readonly levels: readonly PeaksData[] };

/** Reads audiowaveform's `.dat` and builds its coarser levels; null for anything else. */
export function peaksFromBytes(bytes: Uint8Array): Peaks | null {
  const finest = readDat(bytes);
  if (!finest) return null;
  const levels: PeaksData[] = [finest];
  for (
    let level: PeaksData = finest;
    (level.channels[0]?.low.length ?? 0) > coarsestBuckets;
    levels.push(level)
  )
    level = mergedPeaks(level, levelStep);
  return { sampleRate: finest.sampleRate, levels };
}

/** The sound of a clip, drawn from its peaks, whose first bucket is where the clip begins; single samples come from `readSamples`. */
export function soundPictureOfPeaks(
  peaks: Peaks,
  { fromUs: beginUs, toUs: durationUs }: Span,
  readSamples: (span: Span) => Promise<readonly Float32Array[]>,
): SoundPicture {
  const { sampleRate, levels } = peaks;
  return {
    sampleRate,
    channels: levels[0]?.channels.length ?? 0,
    beginUs,
    durationUs,
    loudest: loudestOf(levels.at(-1)),
    readSamples,
    columns(span, columns) {
      const first = secondsFromUs(span.fromUs - beginUs) * sampleRate;
      const perColumn =
        (secondsFromUs(span.toUs - span.fromUs) * sampleRate) / Math.max(1, columns);
      const level = levels.findLast((known) => known.samplesPerPixel <= perColumn);
      return level ? columnsOf(level, first, perColumn, columns) : null;
    },
  };
}

function loudestOf(level: PeaksData | undefined): number {
  const loudest = Math.max(
    0,
    ...(level?.channels ?? []).map(({ low, high }) =>
      Math.max(-lowest(low, 0, low.length), highest(high, 0, high.length)),
    ),
  );
  return Math.min(1, loudest / fullScale);
}

function columnsOf(
  level: PeaksData,
  first: number,
  perColumn: number,
  columns: number,
): readonly ChannelColumns[] {
  const at = (column: number) => Math.floor((first + column * perColumn) / level.samplesPerPixel);
  return level.channels.map(({ low, high }) => {
    const min = new Float32Array(columns);
    const max = new Float32Array(columns);
    for (let column = 0; column < columns; column++) {
      const from = at(column);
      const to = Math.max(from + 1, at(column + 1));
      min[column] = lowest(low, from, to) / fullScale;
      max[column] = highest(high, from, to) / fullScale;
    }
    return { min, max };
  });
}
