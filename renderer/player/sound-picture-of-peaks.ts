import type { ChannelColumns, SoundPicture } from '../../shared/media-time/sound-picture.ts';
import { secondsFromUs, type MediaUs, type Span } from '../../shared/media-time/units.ts';

/** Each level merges this many columns of the one below. */
const levelStep = 4;

type Level = { readonly samplesPerColumn: number; readonly channels: readonly ChannelColumns[] };

type Peaks = { readonly sampleRate: number; readonly levels: readonly Level[] };

/** Reads audiowaveform's `.dat` version 2 (16 bit) and builds its coarser levels; null for anything else. */
export function peaksFromBytes(bytes: Uint8Array): Peaks | null {
  if (bytes.length < 24) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const [version, flags, sampleRate, samplesPerColumn, length, count] = [0, 4, 8, 12, 16, 20].map(
    (at) => view.getInt32(at, true),
  ) as [number, number, number, number, number, number];
  const isSound =
    version === 2 &&
    flags === 0 &&
    sampleRate > 0 &&
    samplesPerColumn > 0 &&
    length >= 0 &&
    count > 0 &&
    count <= 32;
  if (!isSound || bytes.length < 24 + length * count * 4) return null;
  const channels = Array.from({ length: count }, () => ({
    min: new Float32Array(length),
    max: new Float32Array(length),
  }));
  for (let column = 0, at = 24; column < length; column++) {
    for (const channel of channels) {
      channel.min[column] = view.getInt16(at, true) / 32768;
      channel.max[column] = view.getInt16(at + 2, true) / 32768;
      at += 4;
    }
  }
  const levels: Level[] = [{ samplesPerColumn, channels }];
  for (let level = levels[0]; level && (level.channels[0]?.min.length ?? 0) > 1024;) {
    level = merged(level);
    levels.push(level);
  }
  return { sampleRate, levels };
}

function merged(level: Level): Level {
  return {
    samplesPerColumn: level.samplesPerColumn * levelStep,
    channels: level.channels.map((channel) => {
      const columns = Math.ceil(channel.min.length / levelStep);
      const min = new Float32Array(columns);
      const max = new Float32Array(columns);
      for (let i = 0; i < columns; i++) {
        min[i] = lowest(channel.min, i * levelStep, (i + 1) * levelStep);
        max[i] = highest(channel.max, i * levelStep, (i + 1) * levelStep);
      }
      return { min, max };
    }),
  };
}

export function lowest(values: Float32Array, from: number, to: number): number {
  let found = Infinity;
  for (let i = Math.max(0, from); i < Math.min(values.length, to); i++)
    found = Math.min(found, values[i] ?? 0);
  return Number.isFinite(found) ? found : 0;
}

export function highest(values: Float32Array, from: number, to: number): number {
  let found = -Infinity;
  for (let i = Math.max(0, from); i < Math.min(values.length, to); i++)
    found = Math.max(found, values[i] ?? 0);
  return Number.isFinite(found) ? found : 0;
}

/** The sound of a clip, drawn from its peaks; single samples come from `readSamples`. */
export function soundPictureOfPeaks(
  peaks: Peaks,
  durationUs: MediaUs,
  readSamples: (span: Span) => Promise<readonly Float32Array[]>,
): SoundPicture {
  const { sampleRate, levels } = peaks;
  return {
    sampleRate,
    channels: levels[0]?.channels.length ?? 0,
    durationUs,
    loudest: loudestOf(levels.at(-1)),
    readSamples,
    columns(span, columns) {
      const first = secondsFromUs(span.fromUs) * sampleRate;
      const perColumn =
        (secondsFromUs(span.toUs - span.fromUs) * sampleRate) / Math.max(1, columns);
      const level = levels.findLast((known) => known.samplesPerColumn <= perColumn);
      return level ? columnsOf(level, first, perColumn, columns) : null;
    },
  };
}

function loudestOf(level: Level | undefined): number {
  return Math.max(
    0,
    ...(level?.channels ?? []).map(({ min, max }) =>
      Math.max(-lowest(min, 0, min.length), highest(max, 0, max.length)),
    ),
  );
}

function columnsOf(
  level: Level,
  first: number,
  perColumn: number,
  columns: number,
): readonly ChannelColumns[] {
  const at = (column: number) => Math.floor((first + column * perColumn) / level.samplesPerColumn);
  return level.channels.map((channel) => {
    const min = new Float32Array(columns);
    const max = new Float32Array(columns);
    for (let column = 0; column < columns; column++) {
      const from = at(column);
      const to = Math.max(from + 1, at(column + 1));
      min[column] = lowest(channel.min, from, to);
      max[column] = highest(channel.max, from, to);
    }
    return { min, max };
  });
}
