import { expect, test } from 'vitest';
import { eventAt, evidenceEvents } from '../../../../renderer/case/evidence/evidence-events.ts';
import type { Analysis } from '../../../../shared/contract/evidence-api.ts';

const author = { name: 'Splice', version: '1' };

test("what an operator's model marks is an event: gone to, and made a finding with the lane's name", () => {
  const analysis: Analysis = {
    analyser: 'model.splice',
    author,
    status: 'done',
    progress: 1,
    fault: null,
    result: {
      kind: 'model',
      author,
      certainty: 'clear',
      reason: null,
      laneTitle: 'Splice score',
      values: [],
      spans: [{ fromUs: 1_000_000, toUs: 2_000_000, value: 0.9 }],
    },
  };
  const events = evidenceEvents([analysis]);
  expect(events).toMatchObject([{ name: 'model', findingKind: 'other', note: 'Splice score' }]);
  expect(eventAt(events, null, 1_500_000)).toBe(events[0]);
  expect(eventAt(events, null, 2_500_000)).toBeUndefined();
});
