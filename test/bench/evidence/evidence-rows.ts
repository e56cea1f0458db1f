import type { EvidenceResult, SyncLag } from '../../../shared/domain/evidence.ts';
import { bestFace } from '../../../renderer/evidence/sync/sync-analyser.ts';

type FacesResult = Extract<EvidenceResult, { kind: 'faces' }>;

/** One clip under one known shift of its sound, or with another clip's sound. */
export type EvidenceRow = {
  readonly clip: string;
  /** How much later the sound was made; null for another clip's sound. */
  readonly shiftMs: number | null;
  /** The face that fits best; null where there is none. */
  readonly face: number | null;
  /** Its middle as shares of the picture at its first sighting. */
  readonly faceAt: { readonly x: number; readonly y: number } | null;
  readonly verdict: 'clear' | 'weak' | 'cannot-tell';
  readonly lagMs: number | null;
  readonly confidence: number | null;
  /** Seconds of work for one second of the clip, pictures included where they were looked at; null if its length is not known. */
  readonly workPerSecond: number | null;
  readonly reason: string | null;
  readonly soundOf: string | null;
};

/** A row that the bench could not measure, through no property of the clip: counted apart, and the bench fails. */
export type LostRow = {
  readonly clip: string;
  /** Null where the clip was lost as a whole, or its sound replaced. */
  readonly shiftMs: number | null;
  readonly soundOf: string | null;
  /** The kind of the fault, or the error's name; then its sentence. */
  readonly lost: string;
};
export type BenchRow = EvidenceRow | LostRow;

/** What the bench itself failed at, with the fault's kind. */
export class Lost extends Error {
  override readonly name = 'Lost';
}

/** The row that `make` measures, or the loss that it ended in. */
export async function rowOrLoss(
  named: Pick<LostRow, 'clip' | 'shiftMs' | 'soundOf'>,
  make: () => Promise<EvidenceRow>,
): Promise<BenchRow> {
  try {
    return await make();
  } catch (error) {
    return { ...named, lost: lossOf(error) };
  }
}

/** An error in one line, without the paths and logs that programs append. */
export function lossOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  const [line = ''] = error.message.split('\n');
  return error instanceof Lost ? line : `${error.name}: ${line.slice(0, 200)}`;
}

export function isLost(row: BenchRow): row is LostRow {
  return 'lost' in row;
}

export type Setting = Pick<EvidenceRow, 'clip' | 'shiftMs' | 'soundOf' | 'workPerSecond'>;

export function rowOf(setting: Setting, sync: SyncLag, faces: FacesResult | null): EvidenceRow {
  const best = bestFace(sync.faces);
  const box = faces?.tracks.find((track) => track.faceId === best?.faceId)?.boxes[0];
  return {
    ...setting,
    face: best?.faceId ?? null,
    faceAt: box ? { x: box.x + box.width / 2, y: box.y + box.height / 2 } : null,
    verdict: sync.certainty,
    lagMs: best?.lagMs ?? null,
    confidence: best?.confidence ?? null,
    reason: sync.reason,
  };
}

/** A row of a clip of which nothing can be told, for a reason that lies in the clip. */
export function untoldRow(setting: Setting, reason: string): EvidenceRow {
  return {
    ...setting,
    face: null,
    faceAt: null,
    verdict: 'cannot-tell',
    lagMs: null,
    confidence: null,
    reason,
  };
}

/** The figures that one reads first. */
export function summary(rows: readonly EvidenceRow[]): Readonly<Record<string, string>> {
  const moved = rows.filter((row) => row.soundOf === null);
  const swapped = rows.filter((row) => row.soundOf !== null);
  const clear = moved.filter((row) => row.verdict === 'clear');
  const errors = clear.map((row) => Math.abs((row.lagMs ?? 0) - (row.shiftMs ?? 0)));
  const work = moved.flatMap(({ shiftMs, workPerSecond }) =>
    shiftMs === 0 && workPerSecond !== null ? [workPerSecond] : [],
  );
  const words = Map.groupBy(moved, (row) => row.clip).values();
  const steady = [...words].map((rows) => new Set(rows.map((row) => row.verdict)).size === 1);
  return {
    'rows (clear, weak, cannot tell)': ['clear', 'weak', 'cannot-tell']
      .map((word) => moved.filter((row) => row.verdict === word).length)
      .join(', '),
    'clips with the same word at every shift': `${steady.filter(Boolean).length} of ${steady.length}`,
    'follows a known shift, clear rows, median / p95 ms': quantiles(followErrors(clear, moved)),
    'lag against the shift, clear rows, median / p95 / max ms': `${quantiles(errors)} / ${Math.max(0, ...errors).toFixed(1)}`,
    'swapped sound called clear': `${swapped.filter((row) => row.verdict === 'clear').length} of ${swapped.length}`,
    'work per second of clip, median': quantile(work, 0.5).toFixed(2),
  };
}

/** How far the lag moved beside the shift, against the same clip unmoved. */
function followErrors(
  clear: readonly EvidenceRow[],
  all: readonly EvidenceRow[],
): readonly number[] {
  return clear.flatMap((row) => {
    const still = all.find((one) => one.clip === row.clip && one.shiftMs === 0);
    if (!row.shiftMs || row.lagMs === null || still?.verdict !== 'clear') return [];
    return [Math.abs(row.lagMs - (still.lagMs ?? 0) - row.shiftMs)];
  });
}

function quantiles(values: readonly number[]): string {
  return `${quantile(values, 0.5).toFixed(1)} / ${quantile(values, 0.95).toFixed(1)}`;
}

export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length - 1e-9) - 1)] ?? 0;
}
