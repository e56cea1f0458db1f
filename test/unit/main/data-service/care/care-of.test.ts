import { expect, test } from 'vitest';
import {
  addExposure,
  beginBreak,
  dayStartOf,
  endBreak,
  mayComeNext,
  openingBlocker,
  readCare,
  readOwnDay,
} from '../../../../../main/data-service/care/care-of.ts';
import { applyClaims } from '../../../../../main/data-service/intake/apply-claims.ts';
import { recordVerdict } from '../../../../../main/data-service/outbox/record-verdict.ts';
import type { HarmCategory } from '../../../../../shared/domain/harm-category.ts';
import { expectValue } from '../../../../../shared/lifetime/result.ts';
import {
  approval,
  conduct,
  madeClaim,
  madeEnrolment,
  madeFile,
  madePolicy,
  removal,
} from '../../../../helpers/case-fixtures.ts';
import { intakeBench } from '../../../../helpers/intake-bench.ts';
import { newId } from '../../../../helpers/model-backend.ts';

const minute = 60_000;
const scored = (category: HarmCategory, score: number) => [
  { category, modality: 'picture' as const, score, classifier: 'guard', version: '1' },
];

/** A desk on a clock that the test turns, at noon so that no test crosses midnight. */
function bench() {
  const made = intakeBench();
  const { tables, world } = made;
  world.turn(new Date(world.nowMs()).setHours(12, 0, 0, 0) - world.nowMs());
  tables.policies.save(madePolicy);
  const now = () => world.nowMs();
  return {
    ...made,
    now,
    take: (id: string, harm: HarmCategory | null = null, bytes: Buffer | null = null) =>
      applyClaims(
        tables,
        [
          madeClaim(
            id,
            bytes === null ? [] : [madeFile(bytes)],
            { expiresAtMs: now() + 3_600_000, wipeAtMs: now() + 86_400_000 },
            { scores: harm === null ? [] : scored(harm, 0.9) },
          ),
        ],
        now(),
      ),
    show: (id: string, unfilteredMs: number, filteredMs = 0) => {
      world.turn(1000);
      addExposure(tables, { caseId: `case-${id}`, unfilteredMs, filteredMs }, now());
    },
    judge: (id: string, judgement = approval) =>
      expectValue(
        recordVerdict(
          { tables, nowMs: now, makeId: newId, makeRoom: () => false },
          { caseId: `case-${id}`, judgement, conduct, supersedesVerdictId: null },
        ),
      ),
    day: () => readOwnDay(tables, dayStartOf(now()), now()),
    care: () => readCare(tables, now()),
    next: (id: string) => mayComeNext(tables, now())(`case-${id}`),
    blocker: (id: string) => openingBlocker(tables, `case-${id}`, now()),
  };
}

test('what was shown adds up by harm and severity: as expected before the verdict, as found after it', () => {
  const desk = bench();
  desk.take('a', 'violence');
  desk.take('b');
  desk.show('a', 2000, 5000);
  desk.show('a', 1000);
  desk.show('b', 0, 4000);
  expect(desk.day().lines).toEqual(
    expect.arrayContaining([
      { harm: 'violence', severity: null, items: 1, unfilteredMs: 3000, filteredMs: 5000 },
      { harm: null, severity: null, items: 1, unfilteredMs: 0, filteredMs: 4000 },
    ]),
  );
  desk.judge('a', removal);
  desk.judge('b');
  expect(desk.day().lines).toEqual([
    {
      harm: 'likeness',
      severity: removal.severity,
      items: 1,
      unfilteredMs: 3000,
      filteredMs: 5000,
    },
    { harm: null, severity: 0, items: 1, unfilteredMs: 0, filteredMs: 4000 },
  ]);
});

test('a day belongs to one person: who enrols at the same desk sees nothing of it', () => {
  const desk = bench();
  desk.take('a');
  desk.show('a', 5000);
  desk.tables.settings.write('stopNotes', [
    { reviewerId: madeEnrolment.reviewerId, atMs: desk.now(), reason: 'mine alone' },
  ]);
  expect(desk.day()).toMatchObject({ lines: [{ items: 1 }], stops: [{ reason: 'mine alone' }] });
  desk.tables.settings.write('enrolment', { ...madeEnrolment, reviewerId: 'somebody-else' });
  expect(desk.day()).toMatchObject({ lines: [], stops: [] });
  expect(desk.care().unfilteredTodayMs).toBe(0);
});

test('after three severe cases in a row another comes first; what was found counts, not what was feared', () => {
  const desk = bench();
  for (const id of ['a', 'b', 'c', 'd']) desk.take(id, 'violence');
  desk.take('calm');
  desk.show('a', 1000);
  desk.show('b', 1000);
  expect([desk.next('d'), desk.next('calm')]).toEqual([true, true]);
  desk.show('c', 1000);
  expect([desk.next('d'), desk.next('calm')]).toEqual([false, true]);
  expect(desk.care()).toMatchObject({ severeInARow: 3, hasOnlySevere: false });
  // The last one turned out to be fine.
  desk.judge('c');
  expect(desk.next('d')).toBe(true);
});

test('a break begins the row anew, and only that where nothing but severe cases waits', () => {
  const desk = bench();
  for (const id of ['a', 'b', 'c', 'd']) {
    desk.take(id, 'self-harm');
    if (id !== 'd') desk.show(id, 1000);
  }
  expect(desk.care()).toMatchObject({ severeInARow: 3, hasOnlySevere: true });
  expect(desk.next('d')).toBe(false);
  beginBreak(desk.tables, 'pause', desk.now());
  desk.world.turn(3 * minute);
  expect(desk.next('d')).toBe(true);
  expect(desk.care().severeInARow).toBe(0);
});

test('a clip that was judged here does not come again by itself, under whatever case', () => {
  const desk = bench();
  const clip = Buffer.from('the same clip twice');
  desk.take('a', null, clip);
  desk.take('b', null, clip);
  desk.take('c', null, Buffer.from('another'));
  expect(desk.next('b')).toBe(true);
  desk.tables.cases.change('case-a', { state: 'ready' });
  desk.judge('a');
  expect([desk.next('b'), desk.next('c')]).toEqual([false, true]);
});

test('no case opens during a break; it ends by its time, or early with a reason that stays here', () => {
  const desk = bench();
  desk.take('a');
  const untilMs = beginBreak(desk.tables, 'break', desk.now());
  expect(untilMs - desk.now()).toBe(5 * minute);
  expect(desk.blocker('a')?.ok).toBe(false);
  // Begun again, as by a second press or a restart, it does not get shorter or longer.
  desk.world.turn(minute);
  expect(beginBreak(desk.tables, 'pause', desk.now())).toBe(untilMs);
  expect(endBreak(desk.tables, '  ', desk.now()).ok).toBe(false);
  expect(desk.blocker('a')?.ok).toBe(false);
  expect(endBreak(desk.tables, 'a fire alarm', desk.now()).ok).toBe(true);
  expect(desk.blocker('a')).toBeNull();
  expect(desk.day()).toMatchObject({
    breaks: [{ isCutShort: true, reason: 'a fire alarm' }],
    areCapsKept: false,
  });
  beginBreak(desk.tables, 'break', desk.now());
  desk.world.turn(5 * minute);
  expect(desk.blocker('a')).toBeNull();
  expect(desk.care()).toMatchObject({ breakUntilMs: null, lastBreakEndedAtMs: desk.now() });
});

test('once the day’s limit is reached no case that may be distressing opens; others and made verdicts do', () => {
  const desk = bench();
  desk.tables.policies.save({
    ...madePolicy,
    version: 'policy-2',
    care: { unfilteredMinutesPerDay: 1 },
  });
  desk.take('a', 'violence');
  desk.take('b', 'violence');
  desk.take('calm');
  desk.show('a', 59_000);
  expect(desk.blocker('b')).toBeNull();
  desk.judge('a', removal);
  desk.show('a', 1000);
  expect(desk.care().isCapReached).toBe(true);
  expect(desk.blocker('b')?.ok).toBe(false);
  expect([desk.blocker('calm'), desk.blocker('a')]).toEqual([null, null]);
  desk.world.turn(86_400_000);
  expect(desk.care().isCapReached).toBe(false);
});

test('what is older than ninety days is gone', () => {
  const desk = bench();
  desk.take('a');
  desk.show('a', 1000);
  const before = dayStartOf(desk.now());
  desk.world.turn(91 * 86_400_000);
  desk.show('a', 1000);
  expect(readOwnDay(desk.tables, before, desk.now()).lines).toEqual([]);
  expect(desk.day().lines).toHaveLength(1);
});
