/**
 * Offsets of sound against picture in milliseconds, positive = sound late, after ITU-R BT.1359-1 (which prints
 * them the other way round): what people can detect, and what is still acceptable.
 */
export const syncBands = {
  detectable: { earlyMs: -45, lateMs: 125 },
  acceptable: { earlyMs: -90, lateMs: 185 },
} as const;

export type SyncBand = 'not-noticed' | 'noticed' | 'not-acceptable';

/** Where an offset is on the bands. */
export function bandOf(lagMs: number): SyncBand {
  const { detectable, acceptable } = syncBands;
  if (lagMs < acceptable.earlyMs || lagMs > acceptable.lateMs) return 'not-acceptable';
  if (lagMs < detectable.earlyMs || lagMs > detectable.lateMs) return 'noticed';
  return 'not-noticed';
}
