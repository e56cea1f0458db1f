import { expect, test } from 'vitest';
import { parseIngestLine } from '../../../../backend/intake/ingest-line.ts';

test('what is told on the command line arrives at the backend', () => {
  const line = parseIngestLine([
    'a.mp4',
    '--prompt',
    'a boat',
    '--modifier',
    'camera=static',
    '--score',
    'deception:sound=?',
    '--upload',
    'image:missing:a portrait',
    '--due-hours',
    '0.5',
    '--not-offline',
  ]);
  expect(line.describe('/clips/a.mp4')).toMatchObject({
    title: 'a',
    prompt: 'a boat',
    modifiers: [{ name: 'camera', value: 'static' }],
    scores: [{ category: 'deception', modality: 'sound', score: null }],
    uploadReference: { kind: 'image', consent: 'missing', description: 'a portrait' },
    dueInMs: 1_800_000,
    offlineEligible: false,
    fileName: 'a.mp4',
  });
});

test('a transcript and labels are told on the command line, with or without times', () => {
  const files: Readonly<Record<string, string>> = {
    'a.txt': 'Good evening.\n',
    'a.json': JSON.stringify({ segments: [{ text: 'Good evening.', fromUs: 0, toUs: 900_000 }] }),
    'b.json': '{"text": "Good evening."}',
  };
  const told = (...more: readonly string[]) =>
    parseIngestLine(['a.mp4', ...more], (path) => files[path] ?? '').describe('a.mp4');
  expect(told('--transcript', 'a.txt', '--watermark', 'absent')).toMatchObject({
    transcript: {
      author: { name: 'command line' },
      segments: [{ text: 'Good evening.', fromUs: null, toUs: null }],
    },
    labels: { visibleWatermark: 'absent', aiLabel: 'not-checked', note: '' },
  });
  expect(told('--transcript', 'a.json', '--transcript-by', 'ears')).toMatchObject({
    transcript: { author: { name: 'ears' }, segments: [{ toUs: 900_000 }] },
    labels: null,
  });
  expect(() => told('--transcript', 'b.json')).toThrow('--transcript is JSON');
  expect(() => told('--watermark', 'perhaps')).toThrow('labels.visibleWatermark');
});

test.each([
  [[], 'Name at least one clip'],
  [['a.mp4', '--score', 'nonsense'], '--score wants'],
  [['a.mp4', '--score', 'gossip:sound=0.5'], 'scores.0.category'],
  [['a.mp4', '--modifier', 'x'], '--modifier wants'],
  [['a.mp4', '--due-hours', 'soon'], '--due-hours wants'],
  [['a.mp4', '--reason', 'boredom'], 'reason'],
  [['a.mp4', '--prompt', 'x'.repeat(20_001)], 'prompt'],
])('the command line %j is refused with a sentence', (argv, sentence) => {
  expect(() => parseIngestLine(argv)).toThrow(sentence);
});
