import { readFile } from 'node:fs/promises';

/** A WAV file's samples as audiowaveform's reader (libsndfile) hands them on: 16 bit, interleaved. */
export type PlainSound = {
  readonly sampleRate: number;
  readonly channels: number;
  readonly samples: Int16Array;
};

/** Reads PCM and float WAV by the format's own book, sharing no line with the desk. */
export async function readWav(file: string): Promise<PlainSound> {
  const bytes = await readFile(file);
  let at = 12;
  let format: { tag: number; channels: number; sampleRate: number; bits: number } | null = null;
  while (at + 8 <= bytes.length) {
    const name = bytes.toString('latin1', at, at + 4);
    const size = bytes.readUInt32LE(at + 4);
    const body = at + 8;
    if (name === 'fmt ') {
      const tag = bytes.readUInt16LE(body);
      format = {
        tag: tag === 0xfffe ? bytes.readUInt16LE(body + 24) : tag,
        channels: bytes.readUInt16LE(body + 2),
        sampleRate: bytes.readUInt32LE(body + 4),
        bits: bytes.readUInt16LE(body + 14),
      };
    }
    if (name === 'data' && format) {
      const end = Math.min(bytes.length, body + size);
      const width = format.bits / 8;
      const samples = new Int16Array(
        Math.floor((end - body) / width / format.channels) * format.channels,
      );
      for (let i = 0; i < samples.length; i++)
        samples[i] = sixteenBit(bytes, body + i * width, format);
      return { sampleRate: format.sampleRate, channels: format.channels, samples };
    }
    at = body + size + (size % 2);
  }
  throw new Error('not a WAV file with sound');
}

function sixteenBit(bytes: Buffer, at: number, format: { tag: number; bits: number }): number {
  if (format.tag === 3) {
    const value = format.bits === 64 ? bytes.readDoubleLE(at) : bytes.readFloatLE(at);
    return Math.trunc(Math.fround(Math.fround(value) * 32_767));
  }
  if (format.bits === 8) return (bytes.readUInt8(at) - 128) * 256;
  // The two highest bytes of a wider integer: lower bits are shifted away.
  return bytes.readInt16LE(at + format.bits / 8 - 2);
}

export type PlainRequest = {
  readonly samplesPerPixel: number;
  readonly bits: 8 | 16;
  /** One waveform of all channels' mean, as audiowaveform does without `--split-channels`. */
  readonly isMixed: boolean;
};

/**
 * The `.dat` that audiowaveform writes, sample by sample the way its documentation and source describe it:
 * the slow and obvious routine that the desk's own is compared with.
 */
export function plainDat(sound: PlainSound, request: PlainRequest): Buffer {
  const voices = request.isMixed ? 1 : sound.channels;
  const values: number[] = [];
  const lows: number[] = [];
  const highs: number[] = [];
  let count = 0;
  const empty = () => {
    for (let v = 0; v < voices; v++) {
      lows[v] = 32_767;
      highs[v] = -32_768;
    }
    count = 0;
  };
  const flush = () => {
    for (let v = 0; v < voices; v++) values.push(lows[v]!, highs[v]!);
    empty();
  };
  empty();
  for (let at = 0; at < sound.samples.length; at += sound.channels) {
    for (let v = 0; v < voices; v++) {
      let value = sound.samples[at + v]!;
      if (request.isMixed) {
        let sum = 0;
        for (let c = 0; c < sound.channels; c++) sum += sound.samples[at + c]!;
        value = Math.trunc(sum / sound.channels);
      }
      if (value < lows[v]!) lows[v] = value;
      if (value > highs[v]!) highs[v] = value;
    }
    count += 1;
    if (count === request.samplesPerPixel) flush();
  }
  if (count > 0) flush();
  const head = voices === 1 ? 20 : 24;
  const bytes = Buffer.alloc(head + (values.length * request.bits) / 8);
  bytes.writeInt32LE(voices === 1 ? 1 : 2, 0);
  bytes.writeUInt32LE(request.bits === 8 ? 1 : 0, 4);
  bytes.writeInt32LE(sound.sampleRate, 8);
  bytes.writeInt32LE(request.samplesPerPixel, 12);
  bytes.writeUInt32LE(values.length / 2 / voices, 16);
  if (voices !== 1) bytes.writeInt32LE(voices, 20);
  values.forEach((value, i) => {
    if (request.bits === 8) bytes.writeInt8(Math.trunc(value / 256), head + i);
    else bytes.writeInt16LE(value, head + 2 * i);
  });
  return bytes;
}
