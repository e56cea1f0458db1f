import { expect, test } from 'vitest';
import { withProgress } from '../../../../renderer/case/evidence/with-progress.ts';
import type { Analysis } from '../../../../shared/contract/evidence-api.ts';

const author = { name: 'a', version: '1' };
const of = (analyser: string, status: Analysis['status'], progress: number): Analysis => ({
  analyser,
  author,
  status,
  progress,
  fault: null,
  result: null,
});

test('progress reaches the one that it is told of, and never one that has ended', () => {
  const analyses = [
    of('speech', 'waiting', 0),
    of('faces', 'running', 0.2),
    of('sync', 'failed', 1),
  ];
  const told = ['speech', 'sync'].reduce(
    (now: readonly Analysis[], analyser) => withProgress(now, { analyser, progress: 0.5 }),
    analyses,
  );
  expect(told.map((one) => [one.status, one.progress])).toEqual([
    ['running', 0.5],
    ['running', 0.2],
    ['failed', 1],
  ]);
});
