import type { DeskStatistics } from '../../../shared/contract/desk-api.ts';
import { heardUs } from '../../../shared/domain/heard.ts';
import type { Coverage } from '../../../shared/domain/verdict.ts';
import type { StoredVerdict } from '../cache/verdicts.ts';
import { csvOf, type Cell, type Row } from './csv-text.ts';
import { outcomeOf } from './statistics.ts';
import { countHidden } from '../../../shared/domain/hidden-signs.ts';

const verdictColumns = [
  'verdict_id',
  'case_id',
  'generation_id',
  'case_title',
  'review_reason',
  'decided_at',
  'decision',
  'branch_id',
  'category',
  'severity',
  'confidence',
  'reason_ids',
  'findings',
  'note',
  'handle_ms',
  'sound_heard',
  'proposals_seen',
  'frames_shown',
  'frames_total',
  'frames_seen_plain',
  'frames_seen_filtered',
  'heard_ms',
  'policy_version',
  'supersedes_verdict_id',
  'superseded_by',
  'outcome',
  'late',
  'received_at',
  'receipt_id',
  'device_id',
  'device_sequence',
  'media_sha256',
  'hidden_characters',
] as const;

const instant = (ms: number) => new Date(ms).toISOString();

/** Empty for verdicts of older desks, which did not record it; heard counts at speeds that can be judged. */
function coverageCells(seen: Coverage | undefined) {
  const frames = (runs: Coverage['seenPlain'] | undefined) =>
    runs ? runs.reduce((sum, [from, to]) => sum + to - from, 0) : null;
  return {
    frames_seen_plain: frames(seen?.seenPlain),
    frames_seen_filtered: frames(seen?.seenFiltered),
    heard_ms: seen ? Math.round(heardUs(seen.heard) / 1000) : null,
  };
}

function verdictRow(stored: StoredVerdict): Record<(typeof verdictColumns)[number], Cell> {
  const { verdict, receipt } = stored;
  const { conduct } = verdict;
  return {
    verdict_id: verdict.verdictId,
    case_id: verdict.caseId,
    generation_id: verdict.generationId,
    case_title: stored.caseTitle,
    review_reason: stored.reviewReason,
    decided_at: instant(verdict.decidedAtMs),
    decision: verdict.decision,
    branch_id: verdict.branchId,
    category: verdict.category,
    severity: verdict.severity,
    confidence: verdict.confidence,
    reason_ids: verdict.reasonIds.join(' '),
    findings: verdict.findings.length,
    note: verdict.note,
    handle_ms: conduct.handleMs,
    sound_heard: conduct.soundHeard ? 'yes' : 'no',
    proposals_seen: conduct.proposalsSeen ? 'yes' : 'no',
    frames_shown: conduct.framesShown,
    frames_total: conduct.framesTotal,
    ...coverageCells(conduct.coverage),
    policy_version: verdict.policyVersion,
    supersedes_verdict_id: verdict.supersedesVerdictId,
    superseded_by: stored.supersededBy,
    outcome: outcomeOf(stored),
    late: receipt === null ? null : receipt.late ? 'yes' : 'no',
    received_at: receipt === null ? null : instant(receipt.receivedAtMs),
    receipt_id: receipt?.receiptId ?? null,
    device_id: verdict.deviceId,
    device_sequence: verdict.deviceSequence,
    media_sha256: verdict.mediaSha256,
    hidden_characters: countHidden(stored.caseTitle) + countHidden(verdict.note),
  };
}

/** One row per verdict; never a prompt. */
export function verdictsCsv(all: readonly StoredVerdict[]): {
  readonly csv: string;
  readonly rows: number;
} {
  return { csv: csvOf(verdictColumns, all.map(verdictRow)), rows: all.length };
}

const summaryColumns = [
  'table',
  'key',
  'decision',
  'n',
  'median_handle_ms',
  'p90_handle_ms',
] as const;

/** The tables of the statistics under each other, distinguished by `table`. */
export function summaryCsv(statistics: DeskStatistics): {
  readonly csv: string;
  readonly rows: number;
} {
  const { handleMs } = statistics;
  const rows: Row[] = [
    {
      table: 'total',
      key: 'verdicts',
      n: statistics.verdicts,
      median_handle_ms: handleMs.median,
      p90_handle_ms: handleMs.p90,
    },
    { table: 'total', key: 'superseded', n: statistics.superseded },
    ...statistics.byDecision.map(({ decision, n }) => ({
      table: 'decision',
      key: decision,
      decision,
      n,
    })),
    ...statistics.byCategory.flatMap((line) => [
      {
        table: 'category',
        key: line.category ?? 'none',
        n: line.n,
        median_handle_ms: line.medianHandleMs,
      },
      ...line.byDecision.map(({ decision, n }) => ({
        table: 'category-decision',
        key: line.category ?? 'none',
        decision,
        n,
      })),
    ]),
    ...statistics.byOutcome.map(({ outcome, n }) => ({ table: 'outcome', key: outcome, n })),
    ...statistics.byDay.map((day) => ({
      table: 'day',
      key: instant(day.dayStartMs),
      n: day.n,
      median_handle_ms: day.medianHandleMs,
    })),
    ...statistics.byReason.map(({ reason, n }) => ({ table: 'reason', key: reason, n })),
  ];
  return { csv: csvOf(summaryColumns, rows), rows: rows.length };
}
