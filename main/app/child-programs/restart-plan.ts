/** Waits before the first, the second and every later restart, in milliseconds. */
const backOffMs = [200, 1_000, 5_000] as const;
const windowMs = 60_000;
const deathsToGiveUp = 5;

export type RestartPlan =
  { readonly kind: 'restart'; readonly afterMs: number } | { readonly kind: 'give-up' };

/** What to do after a child died, from the times of its deaths, the newest last. */
export function planRestart(diedAtMs: readonly number[], nowMs: number): RestartPlan {
  const recent = diedAtMs.filter((atMs) => nowMs - atMs < windowMs).length;
  if (recent >= deathsToGiveUp) return { kind: 'give-up' };
  const step = Math.min(Math.max(recent, 1), backOffMs.length) - 1;
  return { kind: 'restart', afterMs: backOffMs[step] ?? backOffMs[0] };
}
