import { expect, test } from 'vitest';
import { crashPointOf } from '../../../shared/lifetime/crash-point.ts';

test.each([
  [undefined, ['a', 'a'], 0],
  ['keys.renamed', ['keys.begun', 'keys.renamed'], 1],
  ['keys.renamed:2', ['keys.renamed'], 0],
  ['keys.renamed:2', ['keys.renamed', 'keys.renamed', 'keys.renamed'], 1],
  ['keys.renamed:0', ['keys.renamed'], 0],
  ['rm -rf', ['rm -rf'], 0],
])('asked for %s and passing %j, the process dies %i times', (spec, passed, expected) => {
  const deaths: string[] = [];
  const crash = crashPointOf(spec, () => deaths.push('died'));
  for (const name of passed) crash(name);
  expect(deaths).toHaveLength(expected);
});
