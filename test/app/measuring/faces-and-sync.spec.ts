import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { readTruth } from '../../../tools/demo-media/truth.ts';
import type { EvidenceResult } from '../../../shared/domain/evidence.ts';
import { startMeasuringHarness, type MeasuringHarness } from '../../helpers/measuring-harness.ts';

// The talking clips of the demo batch against what truth.json says of them, in the desk's own measuring worker.
const media = join(import.meta.dirname, '../../../backend/seed/media');
const truth = readTruth(media);
let harness: MeasuringHarness;

test.describe.configure({ mode: 'serial', timeout: 240_000 });
test.beforeAll(async () => {
  harness = await startMeasuringHarness();
});
test.afterAll(() => harness.close());

/** Measures each clip once: from the same file come the same numbers, which the last test proves. */
const known = new Map<string, ReturnType<typeof measureAnew>>();
function measured(id: string) {
  const done = known.get(id) ?? measureAnew(id);
  known.set(id, done);
  return done;
}

async function measureAnew(id: string) {
  const clip = truth.find((one) => one.id === id);
  if (!clip) throw new Error(`${id} is not in truth.json`);
  const done = await harness.measure(join(media, clip.file), {
    analysers: ['speech', 'faces', 'sync'],
  });
  return { clip, faces: done.result('faces'), sync: done.result('sync') };
}

type Track = Extract<EvidenceResult, { kind: 'faces' }>['tracks'][number];

/** Is the track's first box where truth.json has that face, to a third of its size? */
function isAt(track: Track | undefined, clip: (typeof truth)[number], face: number): boolean {
  const box = track?.boxes[0];
  const meant = clip.faces.boxes[face];
  if (!box || !meant) return false;
  const dx = (box.x + box.width / 2) * clip.width - (meant.xPx + meant.widthPx / 2);
  const dy = (box.y + box.height / 2) * clip.height - (meant.yPx + meant.heightPx / 2);
  return Math.abs(dx) < meant.widthPx / 3 && Math.abs(dy) < meant.heightPx / 3;
}

for (const id of ['weather-in-sync', 'alarm-webm', 'singer-portrait'])
  test(`${id}: one face in every picture, its voice clear and within 60 ms`, async () => {
    const { clip, faces, sync } = await measured(id);
    expect(faces.tracks).toHaveLength(1);
    expect(faces.tracks[0]?.found).toBeGreaterThan(0.98);
    expect(isAt(faces.tracks[0], clip, 0)).toBe(true);
    expect(sync).toMatchObject({ certainty: 'clear', likelySpeaking: 1 });
    expect(Math.abs(sync.faces[0]?.lagMs ?? Infinity)).toBeLessThan(60);
    expect(sync.faces[0]?.namesOffset).toBe(false);
  });

test('bank-sound-late: the offset is named, within 60 ms of what was made', async () => {
  const { clip, sync } = await measured('bank-sound-late');
  expect(sync.certainty).toBe('clear');
  const face = sync.faces[0];
  expect(face?.namesOffset).toBe(true);
  expect(Math.abs((face?.lagMs ?? Infinity) - (clip.soundOffsetUs ?? 0) / 1000)).toBeLessThan(60);
});

test('mayor-other-words: other words are not called clear, and fit the mouth badly', async () => {
  const { sync } = await measured('mayor-other-words');
  expect(sync.certainty).not.toBe('clear');
  expect(sync.faces[0]?.namesOffset).toBe(false);
  expect(sync.faces[0]?.voiceFitsMouth).toBeLessThan(0.5);
});

test('witness-silent-mouth: a mouth that moves without a voice can not be told', async () => {
  const { faces, sync } = await measured('witness-silent-mouth');
  expect(faces.tracks).toHaveLength(1);
  expect(sync).toMatchObject({ certainty: 'cannot-tell', likelySpeaking: null });
  expect(['no-speech', 'no-sound']).toContain(sync.reason);
});

test('interview-two-heads: both are followed, and the one who speaks is named', async () => {
  const { clip, faces, sync } = await measured('interview-two-heads');
  expect(faces.tracks).toHaveLength(2);
  const speaking = faces.tracks.find((track) => track.faceId === sync.likelySpeaking);
  expect(isAt(speaking, clip, clip.faces.speaking ?? -1)).toBe(true);
  expect(sync.certainty).toBe('clear');
});

test('the same clip gives the same numbers again, and the page complained of nothing', async () => {
  const first = await measured('alarm-webm');
  const second = await measureAnew('alarm-webm');
  expect(second.faces).toEqual(first.faces);
  expect(second.sync).toEqual(first.sync);
  expect(harness.complaints).toEqual([]);
});
