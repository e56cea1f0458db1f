import { expect, test } from 'vitest';
import { measuredThen } from '../../../../renderer/case/evidence/measured-then.ts';
import type { Analysis } from '../../../../shared/contract/evidence-api.ts';
import { reviewConduct, noConduct } from '../../../../shared/domain/verdict.ts';
import { failure } from '../../../../shared/lifetime/outcome.ts';

const author = { name: 'a', version: '2' };
const bare = { author, progress: 0, fault: null, result: null };

test('a verdict carries what was measured, what could not be told, what failed and what was still coming', () => {
  const found = (certainty: 'clear' | 'cannot-tell', reason: string | null) =>
    ({ kind: 'model', author, certainty, reason, laneTitle: 'x', values: [], spans: [] }) as const;
  const analyses: readonly Analysis[] = [
    {
      ...bare,
      analyser: 'model.fine',
      standing: 'done',
      result: { ...found('clear', null), values: [], spans: [] },
    },
    {
      ...bare,
      analyser: 'model.blind',
      standing: 'done',
      result: { ...found('cannot-tell', 'no-face'), values: [], spans: [] },
    },
    {
      ...bare,
      analyser: 'speech',
      standing: 'failed',
      fault: failure('failed', 'It crashed.').fault,
    },
    { ...bare, analyser: 'sync', standing: 'running', progress: 0.4 },
    { ...bare, analyser: 'faces', standing: 'waiting' },
  ];
  const measured = measuredThen(analyses);
  expect(measured.map(({ analyser, standing, reason }) => [analyser, standing, reason])).toEqual([
    ['model.fine', 'clear', null],
    ['model.blind', 'cannot-tell', 'no-face'],
    ['speech', 'not-measured', null],
    ['sync', 'coming', null],
    ['faces', 'coming', null],
  ]);
  expect(reviewConduct.parse({ ...noConduct, measured }).measured).toEqual(measured);
});
