import { expect, test } from 'vitest';
import { expectValue } from '../../../../../shared/lifetime/result.ts';
import {
  assistService,
  deskWithAssist,
  helpful,
  moderation,
  verbose,
  type Asked,
  type Reply,
} from '../../../../helpers/assist-service.ts';

test('a transcript and a moderation come back as proposals with author, times and what was not checked', async () => {
  const { url, asked } = await assistService(helpful);
  const { tables, run } = deskWithAssist(url);
  const { proposals, faults } = expectValue(await run());
  expect(faults).toEqual([]);
  const checked = proposals.find((proposal) => proposal.kind === 'moderation');
  expect(checked?.scores).toContainEqual({
    category: 'violence',
    providerCategory: 'violence',
    modality: 'picture',
    score: 0.7,
  });
  expect(checked?.scores).toContainEqual({
    category: 'minors',
    providerCategory: 'sexual/minors',
    modality: 'prompt',
    score: 0.01,
  });
  expect(
    checked?.scores.some(
      (score) => score.providerCategory === 'harassment' && score.modality === 'picture',
    ),
  ).toBe(false);
  expect(checked?.notChecked).toContain(
    'The sampled frames were not checked for: harassment, sexual/minors.',
  );
  expect(checked?.notChecked).toContain('The sound was not checked.');
  expect(checked?.sampledFrames).toEqual([12]);
  const spoken = proposals.find((proposal) => proposal.kind === 'transcript');
  expect(spoken?.transcript.segments).toEqual([
    { text: 'Hello there.', fromUs: 250_000, toUs: 1_500_000 },
  ]);
  expect(spoken?.author).toMatchObject({ model: 'whisper', provider: new URL(url).host });
  expect(tables.proposals.of('case-a').length).toBe(2);
  expect(asked.every((question) => question.authorization === 'Bearer the-key')).toBe(true);
  expect(asked.some((question) => question.body.includes('data:image/jpeg;base64,/9gBAg=='))).toBe(
    true,
  );
});

test.each([
  [
    'words without segments',
    {
      text: 'Hi you',
      words: [
        { word: 'Hi', start: 0, end: 0.2 },
        { word: 'you', start: 0.3, end: 0.5 },
      ],
    },
    [
      {
        text: 'Hi',
        fromUs: 0,
        toUs: 200_000,
        words: [{ text: 'Hi', fromUs: 0, toUs: 200_000 }],
      },
      {
        text: 'you',
        fromUs: 300_000,
        toUs: 500_000,
        words: [{ text: 'you', fromUs: 300_000, toUs: 500_000 }],
      },
    ],
  ],
  [
    'words and segments',
    {
      text: 'Hi you. There.',
      segments: [
        { text: ' Hi you.', start: 0, end: 0.6 },
        { text: ' There.', start: 0.9, end: 1.2 },
      ],
      words: [
        { word: 'Hi', start: 0, end: 0.2 },
        { word: 'you', start: 0.3, end: 0.5 },
        { word: 'There', start: 0.95, end: 1.3 },
      ],
    },
    [
      {
        text: 'Hi you.',
        fromUs: 0,
        toUs: 600_000,
        words: [
          { text: 'Hi', fromUs: 0, toUs: 200_000 },
          { text: 'you', fromUs: 300_000, toUs: 500_000 },
        ],
      },
      {
        text: 'There.',
        fromUs: 900_000,
        toUs: 1_200_000,
        words: [{ text: 'There', fromUs: 950_000, toUs: 1_300_000 }],
      },
    ],
  ],
  ['plain text', { text: ' Hi you ' }, [{ text: 'Hi you', fromUs: null, toUs: null }]],
  ['silence', { text: '' }, []],
])(
  'a transcript with %s is understood, also of a clip whose clock begins at an hour',
  async (_, body, segments) => {
    const { url } = await assistService((asked) => ({
      status: 200,
      body: asked.path.endsWith('/moderations') ? moderation : body,
    }));
    const heard = async (soundFromUs: number) => {
      const { proposals } = expectValue(await deskWithAssist(url).run(soundFromUs));
      return proposals.find((proposal) => proposal.kind === 'transcript')?.transcript.segments;
    };
    expect(await heard(0)).toEqual(segments);
    const hourUs = 3_600_000_000;
    type Placed = { readonly fromUs: number | null; readonly toUs: number | null };
    const later = <Part extends Placed>(part: Part): Part => ({
      ...part,
      fromUs: part.fromUs === null ? null : part.fromUs + hourUs,
      toUs: part.toUs === null ? null : part.toUs + hourUs,
    });
    type Segment = Placed & { readonly words?: readonly Placed[] };
    const moved = (segments as readonly Segment[]).map((segment) => ({
      ...later(segment),
      ...(segment.words ? { words: segment.words.map(later) } : {}),
    }));
    expect(await heard(hourUs)).toEqual(moved);
  },
);

/** Scores by what was asked: 0.9 of a text with "bad words" in it, 0.3 of a picture, else 0.1; of minors never more. */
const modelled = (asked: Asked): Reply => {
  if (!asked.path.endsWith('/moderations')) return { status: 200, body: verbose };
  const isPicture = asked.body.includes('image_url');
  const score = asked.body.includes('bad words') ? 0.9 : isPicture ? 0.3 : 0.1;
  const types = {
    violence: ['text', 'image'],
    'sexual/minors': ['text'],
    hate: ['text'],
    illicit: ['text'],
  };
  const scores = Object.fromEntries(
    Object.keys(types).map((category) => [category, category === 'sexual/minors' ? 0.1 : score]),
  );
  const applied = Object.fromEntries(
    Object.entries(types).map(([category, inputs]) => [
      category,
      inputs.filter((input) => input === (isPicture ? 'image' : 'text')),
    ]),
  );
  const result = { category_scores: scores, category_applied_input_types: applied };
  return { status: 200, body: { results: [result] } };
};

test('prompt, transcript and frames are moderated each by itself; what the model does not look at gets no score', async () => {
  const { url, asked } = await assistService(modelled);
  const transcript = {
    language: 'en',
    author: { name: 'ears', version: '2' },
    segments: [{ text: 'Some bad words', fromUs: null, toUs: null }],
  };
  const { proposals, faults } = expectValue(await deskWithAssist(url, {}, { transcript }).run());
  expect(faults).toEqual([]);
  const checked = proposals.find((proposal) => proposal.kind === 'moderation');
  const of = (modality: string) =>
    checked?.scores
      .filter((score) => score.modality === modality)
      .map(({ providerCategory, category, score }) => [providerCategory, category, score]);
  const onText = (score: number) => [
    ['violence', 'violence', score],
    ['sexual/minors', 'minors', 0.1],
    ['hate', 'bias', score],
    ['illicit', null, score],
  ];
  expect(of('prompt')).toEqual(onText(0.1));
  expect(of('transcript')).toEqual(onText(0.9));
  expect(of('picture')).toEqual([['violence', 'violence', 0.3]]);
  expect(of('sound')).toEqual([]);
  expect(checked?.notChecked).toContain(
    'The sampled frames were not checked for: hate, illicit, sexual/minors.',
  );
  expect(checked?.notChecked).toContain('The sound was not checked.');
  const moderations = asked.filter((question) => question.path.endsWith('/moderations'));
  expect(moderations).toHaveLength(3);
});

test('a transcript that was only just made is moderated too; an empty prompt is not sent', async () => {
  const { url, asked } = await assistService(modelled);
  const { proposals } = expectValue(await deskWithAssist(url, {}, { prompt: ' ' }).run());
  const checked = proposals.find((proposal) => proposal.kind === 'moderation');
  expect(checked?.scores.some((score) => score.modality === 'transcript')).toBe(true);
  expect(checked?.scores.some((score) => score.modality === 'prompt')).toBe(false);
  expect(checked?.notChecked).toContain('There is no prompt to check.');
  expect(asked.map(({ path }) => path.split('/').at(-1))).toEqual([
    'transcriptions',
    'moderations',
    'moderations',
  ]);
  expect(asked[1]?.body).toContain('Hello there.');
});

test('a service that knows only plain json is asked once more', async () => {
  const { url, asked } = await assistService((question) => {
    if (question.path.endsWith('/moderations')) return { status: 200, body: moderation };
    return question.body.includes('verbose_json')
      ? { status: 400, body: { error: { message: 'unsupported' } } }
      : { status: 200, body: { text: 'Hi' } };
  });
  expect(expectValue(await deskWithAssist(url).run()).proposals.length).toBe(2);
  expect(asked.filter((question) => question.path.endsWith('/transcriptions')).length).toBe(2);
});

test.each([
  ['refuses the key', () => ({ status: 401, body: { error: { message: 'no' } } }), 'unauthorized'],
  [
    'answers HTML',
    () => ({ status: 200, body: '<html>hello</html>', type: 'text/html' }),
    'bad-answer',
  ],
  ['answers another shape', () => ({ status: 200, body: { results: [] } }), 'bad-answer'],
  ['has trouble', () => ({ status: 503, body: 'oops', type: 'text/plain' }), 'server-error'],
  ['never answers', () => null, 'timed-out'],
  [
    'does not know the model',
    () => ({ status: 404, body: { error: { message: 'no model' } } }),
    'not-found',
  ],
])('a service that %s: a fault with a sentence, no proposal, no throw', async (_, reply, kind) => {
  const { url } = await assistService(reply);
  const { tables, run } = deskWithAssist(url);
  const { proposals, faults } = expectValue(await run());
  expect(proposals).toEqual([]);
  expect(faults.map((fault) => fault.kind)).toEqual([kind, kind]);
  expect(tables.proposals.of('case-a')).toEqual([]);
});
