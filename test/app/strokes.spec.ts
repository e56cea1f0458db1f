import { expect, test } from '@playwright/test';
import { demoBatch } from '../../backend/seed/demo-batch.ts';
import { launchDesk } from './helpers/launch-desk.ts';
import { liveBackend } from './helpers/live-backend.ts';
import { waitForQueue } from './helpers/review.ts';
import { countStrokes, strokeClips } from './helpers/review-strokes.ts';

const most: Readonly<Record<string, number>> = {
  'strokes.all-fine': 5,
  'strokes.fabricated.from-mark': 9,
  'strokes.fabricated.by-hand': 11,
  'strokes.cannot-tell': 4,
  'strokes.correct': 3,
};

test('from the queue to the saved line a usual review takes few keys, and arrives as it was meant', async () => {
  test.setTimeout(180_000);
  const backend = await liveBackend();
  const desk = await launchDesk({ backendUrl: backend.url, invitation: await backend.invite() });
  await waitForQueue(desk.page, demoBatch.length);
  const counts = await countStrokes(desk.page, strokeClips);
  expect(counts.map(({ id }) => id).toSorted()).toEqual(Object.keys(most).toSorted());
  for (const { id, strokes } of counts) expect(strokes, id).toBeLessThanOrEqual(most[id] ?? 0);

  await expect.poll(async () => (await backend.verdicts()).length).toBe(5);
  const made = await backend.verdicts();
  const of = (title: string) => made.filter((one) => one.title === title).map(({ body }) => body);
  expect(of(strokeClips.fine)).toMatchObject([
    { branchId: 'nothing-wrong', decision: 'approve', severity: 0, confidence: 'sure' },
  ]);
  expect(of(strokeClips.marked)).toMatchObject([
    {
      branchId: 'fabricated-speech',
      decision: 'remove',
      severity: 3,
      reasonIds: ['speech-not-asked-for'],
      findings: [{ kind: 'speech-not-asked-for' }],
    },
  ]);
  const corrected = of(strokeClips.unmarked);
  expect(corrected).toHaveLength(2);
  for (const severity of [3, 4])
    expect(corrected).toContainEqual(expect.objectContaining({ severity }));
  for (const body of corrected) expect(body.findings).toHaveLength(1);
  expect(of(strokeClips.unclear)).toMatchObject([
    {
      branchId: 'cannot-tell',
      decision: 'cannot-tell',
      severity: 0,
      confidence: 'unsure',
      reasonIds: ['language-unknown'],
      findings: [],
    },
  ]);
  expect(desk.complaints).toEqual([]);
  await desk.close();
});
