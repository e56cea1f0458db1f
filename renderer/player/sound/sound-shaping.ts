import type { MediaUs, Span } from '../../../shared/media-time/units.ts';

/** Decoded sound, one array per channel. */
export type Pcm = { readonly channels: readonly Float32Array[]; readonly sampleRate: number };

/** Nothing leaves the desk louder than this: half of full scale, -6 dBFS. */
export const loudest = 0.5;

/** Fade at both ends of a cut, so that a wave broken off in mid-swing doesn't click. */
export const cutFadeSeconds = 0.002;

/** The span's sound as heard when it is moved by `nudgeUs` against the picture (later is positive). */
export function nudgedSpan(span: Span, nudgeUs: MediaUs): Span {
  return { fromUs: span.fromUs - nudgeUs, toUs: span.toUs - nudgeUs };
}

/**
 * The samples of `span` at full length: what is before the clip's start or after its end is silence.
 * `read` holds the part of the span from media time 0 on, as long as there was sound.
 */
export function padded(read: Pcm, span: Span): Pcm {
  const at = (us: MediaUs) => Math.round((us / 1e6) * read.sampleRate);
  const length = at(span.toUs) - at(span.fromUs);
  const before = Math.max(0, -at(span.fromUs));
  const channels = read.channels.map((samples) => {
    const whole = new Float32Array(length);
    whole.set(samples.subarray(0, Math.max(0, length - before)), Math.min(before, length));
    return whole;
  });
  return { channels, sampleRate: read.sampleRate };
}

/** Fades the loop's ends in place, so that its end can be followed by its beginning. */
export function fadeSeam(
  { channels, sampleRate }: Pcm,
  { atStart, atEnd } = { atStart: true, atEnd: true },
): void {
  for (const samples of channels) {
    const fade = Math.min(Math.round(cutFadeSeconds * sampleRate), Math.floor(samples.length / 2));
    for (let i = 0; i < fade; i++) {
      const gain = i / fade;
      const last = samples.length - 1 - i;
      if (atStart) samples[i] = (samples[i] ?? 0) * gain;
      if (atEnd) samples[last] = (samples[last] ?? 0) * gain;
    }
  }
}
