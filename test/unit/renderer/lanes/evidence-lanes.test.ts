import { expect, test } from 'vitest';
import type { TFunction } from 'i18next';
import { evidenceLanes } from '../../../../renderer/lanes/evidence/evidence-lanes.tsx';
import type { SyncLag } from '../../../../shared/domain/evidence.ts';

const author = { name: 'Sync', version: '1' };
type Face = SyncLag['faces'][number];
const face = (faceId: number, over: Partial<Face> = {}): Face => ({
  faceId,
  certainty: 'clear',
  reason: null,
  lagMs: 200,
  uncertaintyMs: 60,
  confidence: 1.5,
  namesOffset: true,
  curve: { lagsMs: [], agreement: [] },
  sliding: [],
  voiceFitsMouth: 0.9,
  ...over,
});

function lanesOf(faces: readonly Face[], likelySpeaking: number | null) {
  const [certainty, reason] = ['clear', null] as const;
  const head = { kind: 'sync', author, certainty, reason } as const;
  const result = { ...head, faces: [...faces], likelySpeaking, speechUs: 1 };
  const t = ((key: string) => key) as unknown as TFunction;
  return evidenceLanes({
    analyses: [{ analyser: 'sync', author, status: 'done', progress: 1, fault: null, result }],
    pictureMarks: [],
    onGo: () => {},
    reasonWords: (code) => code ?? '',
    answerWords: () => '200 ms late',
    t,
  });
}

test('an answer for a clip too short for a sliding view has its lane', () => {
  expect(lanesOf([face(1)], 1)).toMatchObject([{ id: 'sync-1', state: 'clear' }]);
});

test('of many faces the one that likely speaks is among those shown', () => {
  const faces = Array.from({ length: 9 }, (_, at) => face(at + 1, { certainty: 'weak' }));
  expect(lanesOf(faces, 9).map((lane) => lane.id)).toEqual([
    ...[1, 2, 3, 4, 5].map((id) => `sync-${id}`),
    'sync-9',
  ]);
});
