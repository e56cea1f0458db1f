import { createResampler } from './resampler.ts';
import { createPowerSpectrum } from './power-spectrum.ts';

/** Wide band shows bursts and pulses (5 ms window), narrow band the pitch (30 ms). */
export type SpectrogramBand = 'wide' | 'narrow';

/** Levels of a stretch of sound over time and frequency, 0 Hz in the first row of each column. */
export type SpectrogramTile = {
  readonly columns: number;
  readonly rows: number;
  /** `columns * rows` levels, column after column; 0 = 50 dB or more below the loudest, 255 = the loudest. */
  readonly levels: Uint8Array<ArrayBuffer>;
};

/** Speech is below 8 kHz: half of this rate. */
const rate = 16_000;
const topHz = 8000;
const windows = { wide: 128, narrow: 512 } as const;
/** Speech falls by about 6 dB an octave; lifted by as much its formants are equally bright. */
const preEmphasis = 0.97;
const rangeDb = 50;
/** Windows of one column at most, when a column covers more time than a window. */
const mostPerColumn = 4;

/** The spectrogram of mono samples at `sampleRate`, `columns` wide and `rows` high, 0 to 8 kHz. */
export function spectrogramOf(
  samples: Float32Array,
  sampleRate: number,
  columns: number,
  rows: number,
  band: SpectrogramBand,
): SpectrogramTile {
  const resampler = createResampler(sampleRate, rate);
  const first = resampler.push(samples);
  const rest = resampler.end();
  const sound = new Float32Array(first.length + rest.length);
  sound.set(first);
  sound.set(rest, first.length);
  for (let i = sound.length - 1; i > 0; i--)
    sound[i] = (sound[i] ?? 0) - preEmphasis * (sound[i - 1] ?? 0);

  // Padded to one size, so that both bands have bins fine enough for the rows.
  const spectrum = createPowerSpectrum(512, windows[band]);
  const power = new Float32Array(columns * rows);
  const step = sound.length / columns;
  const looks = Math.max(1, Math.min(mostPerColumn, Math.ceil(step / (windows[band] / 2))));
  let loudest = 0;
  for (let column = 0; column < columns; column++) {
    for (let look = 0; look < looks; look++) {
      const centre = (column + (look + 0.5) / looks) * step;
      const bins = spectrum.of(sound, Math.round(centre - windows[band] / 2));
      for (let row = 0; row < rows; row++) {
        const bin = ((row + 0.5) / rows) * (topHz / rate) * spectrum.size;
        const low = Math.floor(bin);
        const value = mix(bins[low] ?? 0, bins[low + 1] ?? 0, bin - low);
        const at = column * rows + row;
        power[at] = Math.max(power[at] ?? 0, value);
        loudest = Math.max(loudest, value);
      }
    }
  }
  return { columns, rows, levels: inDecibels(power, loudest) };
}

function inDecibels(power: Float32Array, loudest: number): Uint8Array<ArrayBuffer> {
  const levels = new Uint8Array(power.length);
  if (loudest <= 0) return levels;
  power.forEach((value, at) => {
    const db = 10 * Math.log10(Math.max(value / loudest, 1e-12));
    levels[at] = Math.round(255 * Math.max(0, Math.min(1, 1 + db / rangeDb)));
  });
  return levels;
}

function mix(one: number, other: number, share: number): number {
  return one + (other - one) * share;
}
