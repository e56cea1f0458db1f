import type { CareState, OwnDay } from '../../../shared/contract/care-api.ts';
import {
  careFloor,
  careRules,
  isCapReached,
  severeInARow,
  type CareRules,
  type Met,
} from '../../../shared/domain/care.ts';
import { likeliestHarm } from '../../../shared/domain/exposure.ts';
import { originalFile } from '../../../shared/domain/generation.ts';
import { err, ok, type Result } from '../../../shared/lifetime/result.ts';
import type { Tables } from '../cache/tables.ts';

const dayMs = 86_400_000;
const minuteMs = 60_000;
/** What was seen longer ago says nothing about today. */
const keptMs = 90 * dayMs;
const mostKept = 500;
/** From this score on a clip is expected to show a distressing harm, whatever a reviewer chose to be warned of. */
export const expectedFrom = 0.5;

/** Local midnight before `atMs`. */
export function dayStartOf(atMs: number): number {
  return new Date(atMs).setHours(0, 0, 0, 0);
}

const reviewerOf = (tables: Tables) => tables.settings.read('enrolment')?.reviewerId ?? '';

/** The rules that hold on this desk: the strictest of the floor and of every policy that its cases are judged by. */
export function rulesOf(tables: Tables): CareRules {
  return careRules(tables.policies.all().map((policy) => policy.care));
}

/** Adds time that a case was shown. */
export function addExposure(
  tables: Tables,
  shown: { readonly caseId: string; readonly unfilteredMs: number; readonly filteredMs: number },
  atMs: number,
): void {
  if (shown.unfilteredMs + shown.filteredMs === 0) return;
  const generation = tables.cases.readGeneration(shown.caseId);
  const dayStartMs = dayStartOf(atMs);
  tables.exposures.add({
    ...shown,
    reviewerId: reviewerOf(tables),
    dayStartMs,
    atMs,
    expectedHarm: generation === null ? null : likeliestHarm(generation.scores, expectedFrom),
  });
  tables.exposures.forgetBefore(dayStartMs - keptMs);
}

/** Breaks of the present reviewer, oldest first. */
function breaksOf(tables: Tables) {
  const reviewerId = reviewerOf(tables);
  return (tables.settings.read('breaks') ?? []).filter((one) => one.reviewerId === reviewerId);
}

function breakNow(tables: Tables, nowMs: number) {
  const last = breaksOf(tables).at(-1);
  const isOn = last !== undefined && last.endedAtMs === null && nowMs < last.untilMs;
  return isOn && nowMs >= last.fromMs ? last : null;
}

/** When the last break of the day ended; null: none has. */
function lastBreakEnd(tables: Tables, nowMs: number): number | null {
  const last = breaksOf(tables).at(-1);
  if (last === undefined) return null;
  const endedAtMs = last.endedAtMs ?? last.untilMs;
  return endedAtMs <= nowMs && endedAtMs >= dayStartOf(nowMs) ? endedAtMs : null;
}

/** The cases that the reviewer met today since their last break, oldest first. */
function metSince(tables: Tables, nowMs: number): readonly Met[] {
  const sinceMs = lastBreakEnd(tables, nowMs) ?? dayStartOf(nowMs);
  return tables.exposures
    .seenSince(reviewerOf(tables), sinceMs)
    .map(({ severity, expectedHarm }) => ({ severity, isExpectedSevere: expectedHarm !== null }));
}

/** Whether a waiting case is expected to be severe. */
function isExpectedSevere(tables: Tables, caseId: string): boolean {
  const generation = tables.cases.readGeneration(caseId);
  return generation !== null && likeliestHarm(generation.scores, expectedFrom) !== null;
}

/** Whether a case may come next by itself: never more than three severe ones in a row, and none whose clip was judged here. */
export function mayComeNext(tables: Tables, nowMs: number): (caseId: string) => boolean {
  const isFull = severeInARow(metSince(tables, nowMs)) >= careFloor.severeInARow;
  return (caseId) => {
    const generation = tables.cases.readGeneration(caseId);
    if (generation === null) return true;
    const sha256 = originalFile(generation)?.sha256;
    if (sha256 !== undefined && tables.exposures.wasJudgedElsewhere(sha256, caseId)) return false;
    return !(isFull && likeliestHarm(generation.scores, expectedFrom) !== null);
  };
}

export function readCare(tables: Tables, nowMs: number): CareState {
  const rules = rulesOf(tables);
  const unfilteredTodayMs = tables.exposures.unfilteredMs(reviewerOf(tables), dayStartOf(nowMs));
  const waiting = tables.cases.openClaims();
  return {
    rules,
    breakUntilMs: breakNow(tables, nowMs)?.untilMs ?? null,
    lastBreakEndedAtMs: lastBreakEnd(tables, nowMs),
    unfilteredTodayMs,
    isCapReached: isCapReached(rules, unfilteredTodayMs),
    severeInARow: severeInARow(metSince(tables, nowMs)),
    hasOnlySevere:
      waiting.length > 0 && waiting.every(({ caseId }) => isExpectedSevere(tables, caseId)),
  };
}

/** Begins a break, or answers the end of the one that is on. */
export function beginBreak(tables: Tables, kind: 'break' | 'pause', nowMs: number): number {
  const present = breakNow(tables, nowMs);
  if (present !== null) return present.untilMs;
  const minutes = kind === 'pause' ? careFloor.pauseMinutes : rulesOf(tables).breakMinutes;
  const untilMs = nowMs + minutes * minuteMs;
  const begun = {
    reviewerId: reviewerOf(tables),
    fromMs: nowMs,
    untilMs,
    endedAtMs: null,
    reason: '',
  };
  tables.settings.write(
    'breaks',
    [...(tables.settings.read('breaks') ?? []), begun].slice(-mostKept),
  );
  return untilMs;
}

/** Ends the break that is on. Before its time it wants a reason, which is kept for the reviewer alone. */
export function endBreak(
  tables: Tables,
  reason: string,
  nowMs: number,
): Result<Record<string, never>> {
  const present = breakNow(tables, nowMs);
  if (present === null) return ok({});
  if (reason.trim() === '')
    return err(
      'refused',
      'Your break is not over. It goes on, or you end it with a reason, which only you can read.',
      'after-user',
    );
  const isPresent = (one: { readonly reviewerId: string; readonly fromMs: number }) =>
    one.reviewerId === present.reviewerId && one.fromMs === present.fromMs;
  tables.settings.write(
    'breaks',
    (tables.settings.read('breaks') ?? []).map((one) =>
      isPresent(one) ? { ...one, endedAtMs: nowMs, reason } : one,
    ),
  );
  return ok({});
}

/** Why a case must not open now; null: it may. */
export function openingBlocker(
  tables: Tables,
  caseId: string,
  nowMs: number,
): Result<never> | null {
  if (breakNow(tables, nowMs) !== null)
    return err(
      'refused',
      'You are on a break: no case opens until it is over. Your drafts are saved.',
      'after-user',
    );
  const known = tables.cases.read(caseId);
  const isUndecided = known !== null && ['fetching', 'ready', 'blocked'].includes(known.row.state);
  if (!isUndecided || !isExpectedSevere(tables, caseId)) return null;
  const unfilteredMs = tables.exposures.unfilteredMs(reviewerOf(tables), dayStartOf(nowMs));
  if (!isCapReached(rulesOf(tables), unfilteredMs)) return null;
  return err(
    'refused',
    'You have reached today’s limit of distressing content, so this case does not open today. Other cases do; this one goes to somebody else when its time here ends.',
    'never',
  );
}

/** The reviewer's own day, for them alone. */
export function readOwnDay(tables: Tables, dayStartMs: number, nowMs: number): OwnDay {
  const reviewerId = reviewerOf(tables);
  const isToday = ({ atMs }: { readonly atMs: number }) =>
    atMs >= dayStartMs && atMs < dayStartMs + dayMs;
  const breaks = breaksOf(tables)
    .filter(
      ({ fromMs, endedAtMs, untilMs }) =>
        isToday({ atMs: fromMs }) && (endedAtMs ?? untilMs) <= nowMs,
    )
    .map(({ fromMs, endedAtMs, untilMs, reason }) => ({
      fromMs,
      endedAtMs: endedAtMs ?? untilMs,
      isCutShort: endedAtMs !== null,
      reason,
    }));
  const rules = rulesOf(tables);
  const unfilteredMs = tables.exposures.unfilteredMs(reviewerId, dayStartMs);
  return {
    lines: [...tables.exposures.lines(reviewerId, dayStartMs, dayStartMs + dayMs)],
    breaks,
    stops: (tables.settings.read('stopNotes') ?? [])
      .filter((note) => note.reviewerId === reviewerId && isToday(note))
      .map(({ atMs, reason }) => ({ atMs, reason })),
    areCapsKept:
      unfilteredMs <= rules.unfilteredMinutesPerDay * minuteMs &&
      breaks.every(({ isCutShort }) => !isCutShort),
  };
}
