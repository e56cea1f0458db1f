/** The longest run of samples below `level`, in milliseconds. */
export function longestSilenceMs(
  samples: readonly number[],
  sampleRate: number,
  level: number,
): number {
  let longest = 0;
  let run = 0;
  for (const value of samples) {
    run = Math.abs(value) < level ? run + 1 : 0;
    longest = Math.max(longest, run);
  }
  return (longest / sampleRate) * 1000;
}

export function loudestOf(samples: readonly number[]): number {
  return samples.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
}

/** The largest step from one sample to the next. */
export function steepest(samples: readonly number[]): number {
  let most = 0;
  for (let i = 1; i < samples.length; i++)
    most = Math.max(most, Math.abs((samples[i] ?? 0) - (samples[i - 1] ?? 0)));
  return most;
}

/** The largest difference between samples one period apart. */
export function periodError(samples: readonly number[], period: number): number {
  let most = 0;
  for (let i = period; i < samples.length; i++)
    most = Math.max(most, Math.abs((samples[i] ?? 0) - (samples[i - period] ?? 0)));
  return most;
}
