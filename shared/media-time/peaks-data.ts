/** Lowest and highest sample of each bucket of one channel, 16 bit. */
export type ChannelPeaks = { readonly low: Int16Array; readonly high: Int16Array };

/** Peaks of a soundtrack; bucket `i` covers samples `[i, i + 1) * samplesPerPixel`, the last one may be shorter. */
export type PeaksData = {
  readonly sampleRate: number;
  readonly samplesPerPixel: number;
  readonly channels: readonly ChannelPeaks[];
};
export type PeaksBits = 8 | 16;

const eightBitFlag = 1;
const mostChannels = 32;

/** Bytes before the values: version 1 (one channel) has no field for the channels. */
const headerBytes = (channels: number) => (channels === 1 ? 20 : 24);

/**
 * The bytes that audiowaveform writes for these peaks (its doc/DataFormat.md and `WaveformBuffer`): little
 * endian, version 1 for one channel and 2 for more, pairs interleaved, 8 bit by division towards zero.
 */
export function writeDat(peaks: PeaksData, bits: PeaksBits): Uint8Array<ArrayBuffer> {
  const { channels } = peaks;
  const length = channels[0]?.low.length ?? 0;
  const head = headerBytes(channels.length);
  const width = bits / 8;
  const bytes = new Uint8Array(head + length * channels.length * 2 * width);
  const view = new DataView(bytes.buffer);
  view.setInt32(0, channels.length === 1 ? 1 : 2, true);
  view.setUint32(4, bits === 8 ? eightBitFlag : 0, true);
  view.setInt32(8, peaks.sampleRate, true);
  view.setInt32(12, peaks.samplesPerPixel, true);
  view.setUint32(16, length, true);
  if (channels.length !== 1) view.setInt32(20, channels.length, true);
  const put = (at: number, value: number) =>
    bits === 8 ? view.setInt8(at, Math.trunc(value / 256)) : view.setInt16(at, value, true);
  let at = head;
  for (let i = 0; i < length; i++) {
    for (const { low, high } of channels) {
      put(at, low[i] ?? 0);
      put(at + width, high[i] ?? 0);
      at += 2 * width;
    }
  }
  return bytes;
}

/** Reads audiowaveform's `.dat`, version 1 or 2, 8 or 16 bit; null for anything else or cut short. */
export function readDat(bytes: Uint8Array): (PeaksData & { readonly bits: PeaksBits }) | null {
  if (bytes.length < 20) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const version = view.getInt32(0, true);
  const flags = view.getUint32(4, true);
  const sampleRate = view.getInt32(8, true);
  const samplesPerPixel = view.getInt32(12, true);
  const length = view.getUint32(16, true);
  const count = version === 2 && bytes.length >= 24 ? view.getInt32(20, true) : 1;
  const head = version === 2 ? 24 : 20;
  const bits = flags === eightBitFlag ? 8 : 16;
  const isKnown =
    (version === 1 || version === 2) &&
    flags <= eightBitFlag &&
    sampleRate > 0 &&
    samplesPerPixel > 0 &&
    count > 0 &&
    count <= mostChannels;
  if (!isKnown || bytes.length < head + (length * count * bits) / 4) return null;
  const channels = Array.from({ length: count }, () => emptyChannel(length));
  const width = bits / 8;
  const take = (at: number) => (bits === 8 ? view.getInt8(at) * 256 : view.getInt16(at, true));
  let at = head;
  for (let i = 0; i < length; i++) {
    for (const { low, high } of channels) {
      low[i] = take(at);
      high[i] = take(at + width);
      at += 2 * width;
    }
  }
  return { sampleRate, samplesPerPixel, channels, bits };
}

/** The same sound in buckets `by` times as long: exactly what a fresh measurement at that length would give. */
export function mergedPeaks(peaks: PeaksData, by: number): PeaksData {
  return {
    sampleRate: peaks.sampleRate,
    samplesPerPixel: peaks.samplesPerPixel * by,
    channels: peaks.channels.map(({ low, high }) => {
      const merged = emptyChannel(Math.ceil(low.length / by));
      for (let i = 0; i < merged.low.length; i++) {
        merged.low[i] = lowest(low, i * by, (i + 1) * by);
        merged.high[i] = highest(high, i * by, (i + 1) * by);
      }
      return merged;
    }),
  };
}

export function emptyChannel(length: number) {
  return { low: new Int16Array(length), high: new Int16Array(length) };
}

/** Lowest value of `[from, to)`, held inside the array; 0 (silence) where nothing is in it. */
export function lowest(values: Int16Array, from: number, to: number): number {
  const end = Math.min(values.length, to);
  let found = 32_767;
  let i = Math.max(0, from);
  if (i >= end) return 0;
  for (; i < end; i++) {
    const value = values[i] ?? 0;
    if (value < found) found = value;
  }
  return found;
}

/** Highest value of `[from, to)`, held inside the array; 0 (silence) where nothing is in it. */
export function highest(values: Int16Array, from: number, to: number): number {
  const end = Math.min(values.length, to);
  let found = -32_768;
  let i = Math.max(0, from);
  if (i >= end) return 0;
  for (; i < end; i++) {
    const value = values[i] ?? 0;
    if (value > found) found = value;
  }
  return found;
}
