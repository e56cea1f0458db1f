/** Samples per column of the stored peaks; coarser levels are merged from it when drawn. */
export const baseSamplesPerColumn = 64;

/** Bytes of the header of audiowaveform's binary data format, version 2. */
const headerBytes = 24;

/**
 * Gathers lowest and highest sample per column, per channel, from blocks in rising order; what no block
 * covers is silence. `toBytes` gives audiowaveform's `.dat` format version 2 with 16-bit values
 * (github.com/bbc/audiowaveform, doc/DataFormat.md), so other tools read it.
 */
export class PeaksBuilder {
  readonly #values: Int16Array[];
  readonly #sampleRate: number;
  readonly #columns: number;

  constructor(channels: number, sampleRate: number, totalSamples: number) {
    this.#sampleRate = sampleRate;
    this.#columns = Math.ceil(totalSamples / baseSamplesPerColumn);
    // Low and high alternate, both at "nothing seen" until a sample is.
    this.#values = Array.from({ length: channels }, () => {
      const values = new Int16Array(this.#columns * 2);
      for (let i = 0; i < values.length; i += 2) {
        values[i] = 32767;
        values[i + 1] = -32768;
      }
      return values;
    });
  }

  add(channel: number, samples: Float32Array, firstSample: number): void {
    const values = this.#values[channel];
    if (!values) return;
    for (let i = Math.max(0, -firstSample); i < samples.length; i++) {
      const at = Math.floor((firstSample + i) / baseSamplesPerColumn) * 2;
      if (at >= values.length) return;
      const value = toInt16(samples[i] ?? 0);
      if (value < (values[at] ?? 0)) values[at] = value;
      if (value > (values[at + 1] ?? 0)) values[at + 1] = value;
    }
  }

  toBytes(): Uint8Array<ArrayBuffer> {
    const channels = this.#values.length;
    const bytes = new Uint8Array(headerBytes + this.#columns * channels * 4);
    const view = new DataView(bytes.buffer);
    view.setInt32(0, 2, true);
    view.setUint32(4, 0, true); // flags: 16-bit values
    view.setInt32(8, this.#sampleRate, true);
    view.setInt32(12, baseSamplesPerColumn, true);
    view.setUint32(16, this.#columns, true);
    view.setInt32(20, channels, true);
    let at = headerBytes;
    for (let column = 0; column < this.#columns; column++) {
      for (const values of this.#values) {
        const low = values[column * 2] ?? 0;
        const high = values[column * 2 + 1] ?? 0;
        const isSilent = low > high;
        view.setInt16(at, isSilent ? 0 : low, true);
        view.setInt16(at + 2, isSilent ? 0 : high, true);
        at += 4;
      }
    }
    return bytes;
  }
}

function toInt16(sample: number): number {
  return Math.max(-32768, Math.min(32767, Math.round(sample * 32768)));
}
