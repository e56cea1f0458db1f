import type { DeskStatistics } from '../../../shared/contract/desk-api.ts';
import { harmCategories } from '../../../shared/domain/harm-category.ts';
import { reviewReasons } from '../../../shared/domain/generation.ts';
import { decisions } from '../../../shared/domain/policy.ts';
import { verdictOutcomes } from '../../../shared/domain/verdict.ts';
import type { StoredVerdict } from '../cache/verdicts.ts';
import { dayStart } from './day-start.ts';

/** The span asked for, `[fromMs, toMs)`, with days in an IANA time zone. */
export type StatisticsSpan = {
  readonly fromMs: number;
  readonly toMs: number;
  readonly timeZone: string;
};

/** The value at rank `share` of the way through (nearest rank, as in NIST 7.2.6.2 without interpolation); null for none. */
export function quantile(values: readonly number[], share: number): number | null {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? null;
}

const median = (verdicts: readonly StoredVerdict[]) =>
  quantile(
    verdicts.map((v) => v.verdict.conduct.handleMs),
    0.5,
  );

/** What became of a verdict, as a lead reads it. */
export function outcomeOf(stored: StoredVerdict): DeskStatistics['byOutcome'][number]['outcome'] {
  return (
    stored.currentOutcome ?? stored.receipt?.outcome ?? (stored.isRejected ? 'rejected' : 'waiting')
  );
}

/** Counts and handle times of verdicts; those that a later one replaced are counted apart, their time counts. */
export function statisticsOf(all: readonly StoredVerdict[], span: StatisticsSpan): DeskStatistics {
  const counted = all.filter((stored) => stored.supersededBy === null);
  const handleMs = all.map((stored) => stored.verdict.conduct.handleMs);
  return {
    fromMs: span.fromMs,
    toMs: span.toMs,
    verdicts: counted.length,
    superseded: all.length - counted.length,
    handleMs: { n: handleMs.length, median: quantile(handleMs, 0.5), p90: quantile(handleMs, 0.9) },
    byDecision: countDecisions(counted),
    byCategory: [...harmCategories, null]
      .map((category) => categoryLine(category, counted))
      .filter((line) => line.n > 0),
    byOutcome: [...verdictOutcomes, 'waiting' as const, 'rejected' as const]
      .map((outcome) => ({
        outcome,
        n: counted.filter((stored) => outcomeOf(stored) === outcome).length,
      }))
      .filter((line) => line.n > 0),
    byDay: days(all, span.timeZone),
    byReason: reviewReasons
      .map((reason) => ({
        reason,
        n: counted.filter((stored) => stored.reviewReason === reason).length,
      }))
      .filter((line) => line.n > 0),
  };
}

function countDecisions(verdicts: readonly StoredVerdict[]): DeskStatistics['byDecision'] {
  return decisions
    .map((decision) => ({
      decision,
      n: verdicts.filter((v) => v.verdict.decision === decision).length,
    }))
    .filter((line) => line.n > 0);
}

function categoryLine(
  category: (typeof harmCategories)[number] | null,
  counted: readonly StoredVerdict[],
): DeskStatistics['byCategory'][number] {
  const mine = counted.filter((stored) => stored.verdict.category === category);
  return {
    category,
    n: mine.length,
    byDecision: countDecisions(mine),
    medianHandleMs: median(mine),
  };
}

function days(all: readonly StoredVerdict[], timeZone: string): DeskStatistics['byDay'] {
  const byDay = new Map<number, StoredVerdict[]>();
  for (const stored of all) {
    const start = dayStart(stored.verdict.decidedAtMs, timeZone);
    const mine = byDay.get(start);
    if (mine) mine.push(stored);
    else byDay.set(start, [stored]);
  }
  return [...byDay]
    .sort(([a], [b]) => a - b)
    .map(([dayStartMs, mine]) => ({ dayStartMs, n: mine.length, medianHandleMs: median(mine) }));
}
