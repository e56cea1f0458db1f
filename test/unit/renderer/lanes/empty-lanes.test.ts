import { expect, test } from 'vitest';
import { emptyLaneWords } from '../../../../renderer/lanes/empty-lanes.tsx';
import type { Lane, LaneState } from '../../../../renderer/lanes/lane-types.ts';
import { makeCatalogue } from '../../../../renderer/strings/catalogue.ts';

const { t } = makeCatalogue();
const lane = (title: string, state: LaneState): Lane => ({
  id: title,
  title,
  state,
  author: '',
  heightPx: 24,
  isEmpty: true,
  render: () => null,
});

test('what was looked for and is not there is never mixed with what could not be told, or is still measured', () => {
  const lanes = [
    lane('Speech', 'clear'),
    lane('Sync', 'cannot-tell'),
    lane('Cuts', 'clear'),
    lane('Faces', 'coming'),
    lane('Own model', 'not-run'),
  ];
  expect(emptyLaneWords(lanes, 'en', t)).toBe(
    'Nothing found: Speech, Cuts · Cannot tell: Sync · Still being measured: Faces · Not measured: Own model',
  );
});

test('nothing on weak evidence is said to be weak', () => {
  expect(emptyLaneWords([lane('Speech', 'weak')], 'en', t)).toBe(
    'Nothing found, on weak evidence: Speech',
  );
});
