import type { MediaUs, Span } from './units.ts';

/** Version of the peaks method and format; stored with the kept bytes. 4: they begin where the clip does, not at media time 0. */
export const peaksVersion = 4;

/** Lowest and highest sample of each column, per channel, -1 to 1. */
export type ChannelColumns = { readonly min: Float32Array; readonly max: Float32Array };

/** What a lane needs to draw sound at any zoom. */
export type SoundPicture = {
  readonly sampleRate: number;
  readonly channels: number;
  /** Where the clip begins and ends. */
  readonly beginUs: MediaUs;
  readonly durationUs: MediaUs;
  /** Greatest absolute sample of the whole track, 0 to 1. */
  readonly loudest: number;
  /**
   * The sound of `span` in `columns` columns per channel, at once from the peaks. Finer than the peaks
   * it needs samples: then `null` comes back and `readSamples` has them.
   */
  columns(span: Span, columns: number): readonly ChannelColumns[] | null;
  /**
   * Levels over time and frequency: `columns * rows` bytes, column after column, 0 Hz to 8 kHz upwards; 0 is 50 dB
   * or more below the loudest of the span. Null where the sound can't be decoded.
   */
  readonly spectrogram?: (
    span: Span,
    columns: number,
    rows: number,
    band: 'wide' | 'narrow',
  ) => Promise<Uint8Array | null>;
  /** The samples of a span, one array per channel; silence where the track has none. */
  readSamples(span: Span): Promise<readonly Float32Array[]>;
};
