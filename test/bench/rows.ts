/** One measured figure: milliseconds (or `unit`) over n runs, beside the same work by a named peer. */
export type BenchRow = {
  readonly id: string;
  readonly n: number;
  readonly p50: number;
  readonly p95: number;
  readonly max: number;
  /** Only where rare slow ones matter. */
  readonly p99?: number;
  readonly unit: string;
  /** Share of steps whose pixels were the asked-for frame; only where frames are stepped. */
  readonly exactShare?: number;
  readonly peer?: {
    readonly name: string;
    readonly p50: number;
    readonly p95: number;
    readonly exactShare?: number;
  };
  /** peer p50 / our p50: above 1 we are faster (for rates: ours / the peer's). */
  readonly ratioToPeer?: number;
};

/** Nearest-rank percentile, `share` from 0 to 1. */
export function percentile(values: readonly number[], share: number): number {
  if (values.length === 0) throw new Error('a percentile of nothing');
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? 0;
}

const rounded = (value: number) => Math.round(value * 1000) / 1000;

type Measured = { readonly values: readonly number[]; readonly exactShare?: number };

/** A row of times, where less is better. */
export function timeRow(
  id: string,
  ours: Measured,
  peer: Measured & { readonly name: string },
): BenchRow {
  const p50 = percentile(ours.values, 0.5);
  const peerP50 = percentile(peer.values, 0.5);
  return {
    id,
    n: ours.values.length,
    p50: rounded(p50),
    p95: rounded(percentile(ours.values, 0.95)),
    max: rounded(Math.max(...ours.values)),
    unit: 'ms',
    ...(ours.exactShare === undefined ? {} : { exactShare: rounded(ours.exactShare) }),
    peer: {
      name: peer.name,
      p50: rounded(peerP50),
      p95: rounded(percentile(peer.values, 0.95)),
      ...(peer.exactShare === undefined ? {} : { exactShare: rounded(peer.exactShare) }),
    },
    ratioToPeer: rounded(peerP50 / p50),
  };
}

/** A row of rates, where more is better; p95 is the rate that 95 % of the rounds reached. */
export function rateRow(
  id: string,
  unit: string,
  ours: readonly number[],
  peer: { readonly name: string; readonly values: readonly number[] },
): BenchRow {
  const p50 = percentile(ours, 0.5);
  const peerP50 = percentile(peer.values, 0.5);
  return {
    id,
    n: ours.length,
    p50: rounded(p50),
    p95: rounded(percentile(ours, 0.05)),
    max: rounded(Math.max(...ours)),
    unit,
    peer: { name: peer.name, p50: rounded(peerP50), p95: rounded(percentile(peer.values, 0.05)) },
    ratioToPeer: rounded(p50 / peerP50),
  };
}
