import type { DeskStatistics } from '../../../../shared/contract/desk-api.ts';
import type { JournalEntry } from '../../../../shared/contract/journal-api.ts';
import type { CaseRow } from '../../../../shared/domain/case.ts';

const dayMs = 86_400_000;

function tally<K extends string>(keys: readonly K[]): { key: K; n: number }[] {
  const counts = new Map<K, number>();
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  return [...counts].map(([key, n]) => ({ key, n })).sort((a, b) => b.n - a.n);
}

function quantile(sorted: readonly number[], q: number): number | null {
  return sorted.length === 0
    ? null
    : (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))] ?? null);
}

/** Statistics over the fake desk's own journal. */
export function countStatistics(
  journal: readonly JournalEntry[],
  rows: readonly CaseRow[],
  span: { fromMs: number; toMs: number },
): DeskStatistics {
  const inside = journal.filter(
    ({ verdict }) => verdict.decidedAtMs >= span.fromMs && verdict.decidedAtMs < span.toMs,
  );
  const times = inside.map(({ verdict }) => verdict.conduct.handleMs).sort((a, b) => a - b);
  const days = tally(
    inside.map(({ verdict }) => String(Math.floor(verdict.decidedAtMs / dayMs) * dayMs)),
  );
  const reasons = new Map(rows.map((row) => [row.caseId, row.reason]));
  const decisions = (list: readonly JournalEntry[]) =>
    tally(list.map(({ verdict }) => verdict.decision)).map(({ key, n }) => ({ decision: key, n }));
  return {
    fromMs: span.fromMs,
    toMs: span.toMs,
    verdicts: inside.length,
    superseded: inside.filter(({ verdict }) => verdict.supersedesVerdictId !== null).length,
    handleMs: { n: times.length, median: quantile(times, 0.5), p90: quantile(times, 0.9) },
    byDecision: decisions(inside),
    byCategory: tally(inside.map(({ verdict }) => verdict.category ?? 'none')).map(
      ({ key, n }) => ({
        category: key === 'none' ? null : key,
        n,
        byDecision: decisions(inside.filter(({ verdict }) => (verdict.category ?? 'none') === key)),
        medianHandleMs: n < 3 ? null : quantile(times, 0.5),
      }),
    ),
    byOutcome: tally(
      inside.map(({ state, receipt }) =>
        state === 'rejected' ? 'rejected' : (receipt?.outcome ?? 'waiting'),
      ),
    ).map(({ key, n }) => ({ outcome: key, n })),
    byDay: days
      .map(({ key, n }) => ({ dayStartMs: Number(key), n, medianHandleMs: null }))
      .sort((a, b) => a.dayStartMs - b.dayStartMs),
    byReason: tally(
      inside.map(({ verdict }) => reasons.get(verdict.caseId) ?? 'random-sample'),
    ).map(({ key, n }) => ({ reason: key, n })),
  };
}
