import { expect, test } from 'vitest';
import {
  firstQueueView,
  movedIndex,
  queueQuestion,
  sortPressed,
} from '../../../../renderer/queue/queue-view.ts';
import { spanOf } from '../../../../renderer/stats/statistics-span.ts';

test('the queue begins with what waits for a verdict, the most pressing first', () => {
  expect(queueQuestion(firstQueueView)).toEqual({
    filter: { text: '', states: ['fetching', 'ready', 'blocked'], reasons: [] },
    sort: { by: 'due', direction: 'asc' },
  });
  expect(
    queueQuestion({ ...firstQueueView, state: 'all', reason: 'appeal', text: '  boat ' }).filter,
  ).toEqual({ text: 'boat', states: [], reasons: ['appeal'] });
});

test('pressing the sorted column turns it round, another one begins upwards', () => {
  expect(sortPressed({ by: 'due', direction: 'asc' }, 'due')).toEqual({
    by: 'due',
    direction: 'desc',
  });
  expect(sortPressed({ by: 'due', direction: 'desc' }, 'size')).toEqual({
    by: 'size',
    direction: 'asc',
  });
});

test('moves stay inside the list', () => {
  expect(
    (['down', 'up', 'page-down', 'page-up', 'first', 'last'] as const).map((move) =>
      movedIndex(5, move, 8, 20),
    ),
  ).toEqual([6, 4, 7, 0, 0, 7]);
  expect(movedIndex(0, 'down', 0, 20)).toBe(0);
});

test('a span of statistics is whole days of the calendar, today included', () => {
  const now = new Date(2026, 10, 22, 15, 30).getTime();
  const day = (date: number) => new Date(2026, 10, date).getTime();
  expect(spanOf('today', now)).toEqual({ fromMs: day(22), toMs: day(23) });
  expect(spanOf('week', now)).toEqual({ fromMs: day(16), toMs: day(23) });
  expect(spanOf('all', now).fromMs).toBe(0);
});
