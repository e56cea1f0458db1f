import { expect, test } from 'vitest';
import { measuredThen } from '../../../../renderer/case/evidence/measured-then.ts';
import type { Analysis } from '../../../../shared/contract/evidence-api.ts';
import { reviewConduct, noConduct } from '../../../../shared/domain/verdict.ts';
import { err } from '../../../../shared/lifetime/result.ts';

const author = { name: 'a', version: '2' };
const bare = { author, progress: 0, fault: null, result: null };

test('a verdict carries what was measured, what could not be told, what failed and what was still coming', () => {
  const found = (certainty: 'clear' | 'cannot-tell', reason: string | null) =>
    ({ kind: 'model', author, certainty, reason, laneTitle: 'x', values: [], spans: [] }) as const;
  const analyses: readonly Analysis[] = [
    {
      ...bare,
      analyser: 'model.fine',
      status: 'done',
      result: { ...found('clear', null), values: [], spans: [] },
    },
    {
      ...bare,
      analyser: 'model.blind',
      status: 'done',
      result: { ...found('cannot-tell', 'no-face'), values: [], spans: [] },
    },
    {
      ...bare,
      analyser: 'speech',
      status: 'failed',
      fault: err('failed', 'It crashed.').fault,
    },
    { ...bare, analyser: 'sync', status: 'running', progress: 0.4 },
    { ...bare, analyser: 'faces', status: 'waiting' },
  ];
  const measured = measuredThen(analyses);
  expect(measured.map(({ analyser, status, reason }) => [analyser, status, reason])).toEqual([
    ['model.fine', 'clear', null],
    ['model.blind', 'cannot-tell', 'no-face'],
    ['speech', 'not-measured', null],
    ['sync', 'coming', null],
    ['faces', 'coming', null],
  ]);
  expect(reviewConduct.parse({ ...noConduct, measured }).measured).toEqual(measured);
});
