/** How loud a sound is over its length: levels of its frames of 10 ms, in dB below full scale. */
export type SoundLevels = {
  /** Level that 5 % of the frames exceed. */
  readonly loudDb: number;
  /** Level that 90 % of the frames exceed. */
  readonly quietDb: number;
};

const sampleRate = 16_000;
const frameSamples = sampleRate / 100;

/** Levels of signed 16-bit little-endian mono samples at 16 kHz; null for less than a tenth of a second. */
export function soundLevels(samples: Int16Array): SoundLevels | null {
  const levels: number[] = [];
  for (let at = 0; at + frameSamples <= samples.length; at += frameSamples) {
    let power = 0;
    for (let n = at; n < at + frameSamples; n += 1) power += ((samples[n] ?? 0) / 32_768) ** 2;
    levels.push(10 * Math.log10(power / frameSamples + 1e-12));
  }
  if (levels.length < 10) return null;
  levels.sort((a, b) => a - b);
  const level = (share: number) =>
    levels[Math.min(levels.length - 1, Math.floor(levels.length * share))] ?? 0;
  return { loudDb: level(0.95), quietDb: level(0.1) };
}

const silenceDb = -60;
/** With less between loud and quiet, no voice stands out of what else sounds. */
const fewestDb = 6;

/** Why words can't be looked for in a sound of these levels; null where they can. */
export function unclearSound(levels: SoundLevels | null): 'silence' | 'noise-as-loud' | null {
  if (levels === null || levels.loudDb < silenceDb) return 'silence';
  return levels.loudDb - levels.quietDb < fewestDb ? 'noise-as-loud' : null;
}
