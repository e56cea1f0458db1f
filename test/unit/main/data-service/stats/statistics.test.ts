import { parse } from 'csv-parse/sync';
import { expect, test } from 'vitest';
import { summaryCsv, verdictsCsv } from '../../../../../main/data-service/stats/csv.ts';
import { dayStart } from '../../../../../main/data-service/stats/day-start.ts';
import { quantile, statisticsOf } from '../../../../../main/data-service/stats/statistics.ts';
import { noConduct } from '../../../../../shared/domain/verdict.ts';
import { removal } from '../../../../helpers/case-fixtures.ts';
import { decidedAtMs, storedVerdict } from '../../../../helpers/stored-verdict.ts';

const noon = decidedAtMs;
const receipt = {
  verdictId: storedVerdict({}).verdict.verdictId,
  receiptId: 'r',
  outcome: 'effective' as const,
  late: false,
  receivedAtMs: noon,
  detail: '',
};
const timed = (handleMs: number) => ({ conduct: { ...noConduct, handleMs } });
const all = [
  storedVerdict(timed(1000), { receipt }),
  storedVerdict(
    { ...removal, ...timed(3000), category: 'likeness', decidedAtMs: noon + 86_400_000 },
    { reviewReason: 'user-report' },
  ),
  storedVerdict({ ...removal, ...timed(2000), category: 'likeness' }, { isRejected: true }),
  storedVerdict(timed(9000), { supersededBy: 'another' }),
];
const span = { fromMs: 0, toMs: noon * 2, timeZone: 'Europe/Berlin' };

test('counts leave out what was replaced, handle times do not', () => {
  const found = statisticsOf(all, span);
  expect([found.verdicts, found.superseded]).toEqual([3, 1]);
  expect(found.handleMs).toEqual({ n: 4, median: 2000, p90: 9000 });
  expect(found.byDecision).toEqual([
    { decision: 'approve', n: 1 },
    { decision: 'remove', n: 2 },
  ]);
  expect(found.byCategory).toEqual([
    {
      category: 'likeness',
      n: 2,
      byDecision: [{ decision: 'remove', n: 2 }],
      medianHandleMs: 2000,
    },
    { category: null, n: 1, byDecision: [{ decision: 'approve', n: 1 }], medianHandleMs: 1000 },
  ]);
  expect(found.byOutcome).toEqual([
    { outcome: 'effective', n: 1 },
    { outcome: 'waiting', n: 1 },
    { outcome: 'rejected', n: 1 },
  ]);
  expect(found.byReason).toEqual([
    { reason: 'user-report', n: 1 },
    { reason: 'appeal', n: 2 },
  ]);
});

test('a day begins at midnight of the zone, on the days of 23 and 25 hours too', () => {
  const spring = dayStart(noon, 'Europe/Berlin');
  expect(new Date(spring).toISOString()).toBe('2026-03-28T23:00:00.000Z');
  expect(dayStart(spring + 86_400_000, 'Europe/Berlin') - spring).toBe(23 * 3_600_000);
  const autumn = dayStart(Date.UTC(2026, 9, 25, 23, 30), 'America/New_York');
  expect(new Date(autumn).toISOString()).toBe('2026-10-25T04:00:00.000Z');
  expect(statisticsOf(all, span).byDay.map((day) => [day.dayStartMs, day.n])).toEqual([
    [spring, 3],
    [spring + 23 * 3_600_000, 1],
  ]);
});

test('no verdicts give empty statistics, not zeros that look like facts', () => {
  expect(statisticsOf([], span)).toMatchObject({
    verdicts: 0,
    handleMs: { n: 0, median: null, p90: null },
    byDay: [],
  });
  expect(quantile([], 0.5)).toBeNull();
});

test('the verdict table parses back, line by line, with its quotes, lines and commas', () => {
  const note = 'He said "no",\r\nthen left; ünïcode 🎬';
  const { csv, rows } = verdictsCsv([storedVerdict({ note }), storedVerdict({})]);
  expect(rows).toBe(2);
  expect(csv.split('\r\n')[0]).toMatch(/^"verdict_id","case_id",/);
  const parsed: Record<string, string>[] = parse(csv, { columns: true, relax_quotes: false });
  expect(parsed.length).toBe(2);
  expect(parsed[0]?.['note']).toBe(note);
  expect(parsed[0]?.['decided_at']).toBe('2026-03-29T10:00:00.000Z');
  expect(csv.endsWith('\r\n')).toBe(true);
});

test('the verdict table says how many frames were seen plain and filtered, and for how long was heard', () => {
  const coverage = {
    seenPlain: [[0, 24] as const, [30, 36] as const],
    seenFiltered: [[24, 30] as const],
    heard: [
      { fromUs: 0, toUs: 1_500_000, rate: 1 },
      { fromUs: 1_000_000, toUs: 2_000_000, rate: 0.75 },
      // Too fast to judge speech by.
      { fromUs: 2_000_000, toUs: 9_000_000, rate: 4 },
    ],
  };
  const { csv } = verdictsCsv([
    storedVerdict({ conduct: { ...noConduct, coverage } }),
    storedVerdict({}),
  ]);
  const parsed: Record<string, string>[] = parse(csv, { columns: true });
  expect(parsed[0]).toMatchObject({
    frames_seen_plain: '30',
    frames_seen_filtered: '6',
    heard_ms: '2000',
  });
  expect(parsed[1]).toMatchObject({ frames_seen_plain: '', heard_ms: '' });
});

test('the summary carries every table of the statistics', () => {
  const { csv, rows } = summaryCsv(statisticsOf(all, span));
  const parsed: Record<string, string>[] = parse(csv, { columns: true });
  expect(parsed.length).toBe(rows);
  expect([...new Set(parsed.map((row) => row['table']))]).toEqual([
    'total',
    'decision',
    'category',
    'category-decision',
    'outcome',
    'day',
    'reason',
  ]);
});
