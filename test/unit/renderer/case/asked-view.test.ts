import { expect, test } from 'vitest';
import { askedView, unaskedSpans, wordCounts } from '../../../../renderer/case/asked/asked-view.ts';
import {
  scoresOfBackend,
  scoresOfModeration,
} from '../../../../renderer/case/context/score-rows.ts';
import { eventAt, evidenceEvents } from '../../../../renderer/case/evidence/evidence-events.ts';
import { generation } from '../../../../shared/domain/generation.ts';
import { hidesProposals } from '../../../../shared/domain/policy.ts';
import { madeGeneration, madePolicy } from '../../../helpers/case-fixtures.ts';

const heard = (text: string) => ({
  language: null,
  segments: [{ text, fromUs: 1_000_000, toUs: 3_000_000 }],
});
const author = { provider: 'host', model: 'ears', madeAtMs: 1 };
const made = {
  kind: 'transcript',
  author,
  transcript: heard('Bye'),
  notChecked: [],
} as const;
const prompt = 'She says “Good evening”';

test('the backend’s transcript is used before the assist’s, and its author is named', () => {
  const transcript = { ...heard('Good evening'), author: { name: 'asr', version: '3' } };
  expect(askedView({ prompt, transcript }, [{ ...made, notChecked: [] }]).author).toBe('asr 3');
  expect(askedView({ prompt, transcript: null }, [{ ...made, notChecked: [] }])).toMatchObject({
    state: 'compared',
    author: 'host, ears',
  });
  expect(askedView({ prompt }, [])).toMatchObject({ state: 'no-transcript', author: null });
});

test('speech that nobody asked for is an event, before the plain speech under it, with its words as note', () => {
  const view = askedView({ prompt }, [{ ...made, notChecked: [] }]);
  expect(wordCounts(view)).toEqual({ met: 0, asked: 2, unasked: 1 });
  const speech = {
    analyser: 'speech',
    status: 'done',
    progress: 1,
    author: { name: 'vad', version: '1' },
    fault: null,
    result: {
      kind: 'speech',
      author: { name: 'vad', version: '1' },
      certainty: 'clear',
      reason: null,
      spans: [{ fromUs: 1_500_000, toUs: 2_000_000, probability: 1 }],
      speechUs: 500_000,
    },
  } as const;
  const events = evidenceEvents(
    [{ ...speech, result: { ...speech.result, spans: [...speech.result.spans] } }],
    unaskedSpans(view),
  );
  expect(eventAt(events, null, 1_600_000)).toMatchObject({
    name: 'unasked',
    findingKind: 'speech-not-asked-for',
    note: '“Bye”',
    fromUs: 1_000_000,
    toUs: 3_000_000,
  });
});

test('scores stand by category and modality, the highest first; nobody’s categories are named', () => {
  const by = { classifier: 'guard', version: '1' };
  const table = scoresOfBackend([
    { category: 'violence', modality: 'picture', score: 0.2, ...by },
    { category: 'violence', modality: 'picture', score: 0.6, ...by },
    { category: 'deception', modality: 'prompt', score: 0.7, ...by },
    { category: 'minors', modality: 'picture', score: null, ...by },
  ]);
  expect(table.rows.map(({ category, highest }) => [category, highest])).toEqual([
    ['deception', 0.7],
    ['violence', 0.6],
  ]);
  expect(table.rows[1]?.cells.sound.score).toBeNull();
  expect(table.unchecked).toContain('minors');
  expect(table.unchecked).toContain('extremism');
});

test('a moderation’s own categories are gathered under ours, and those without a counterpart keep their name', () => {
  const score = (providerCategory: string, category: 'violence' | null, value: number) =>
    ({ providerCategory, category, modality: 'prompt', score: value }) as const;
  const table = scoresOfModeration({
    kind: 'moderation',
    author,
    scores: [
      score('violence', 'violence', 0.1),
      score('violence/graphic', 'violence', 0.4),
      score('illicit', null, 0.2),
    ],
    notChecked: [],
    sampledFrames: [],
  });
  expect(table.rows.map(({ category, highest }) => [category, highest])).toEqual([
    ['violence', 0.4],
    ['illicit', 0.2],
  ]);
  expect(table.rows[0]?.cells.prompt.from).toBe('violence 0.10, violence/graphic 0.40');
});

test('a generation and a policy of an older backend still parse, and mean: not checked, hidden', () => {
  const older = generation.parse(madeGeneration('a', []));
  expect(older.transcript ?? null).toBeNull();
  expect(older.labels ?? null).toBeNull();
  expect(hidesProposals(madePolicy)).toBe(true);
  expect(hidesProposals({ ...madePolicy, proposalsHiddenUntilLean: false })).toBe(false);
});
