import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { differenceOf, isCompatible, testGoldens } from '../../../../shared/policy-pack/goldens.ts';
import { faultsAgainst, lint } from '../../../../shared/policy-pack/lint.ts';
import type { PolicyPack } from '../../../../shared/policy-pack/pack.ts';
import { allPaths, replay } from '../../../../shared/policy-pack/walk.ts';
import { shippedPack, smallPack } from '../../../helpers/policy-packs.ts';

type Change = (pack: PolicyPack) => PolicyPack;

const sound = smallPack();
const withNodes =
  (change: (nodes: PolicyPack['nodes']) => PolicyPack['nodes']): Change =>
  (pack) => ({ ...pack, nodes: change(pack.nodes) });
const withRule =
  (change: Partial<PolicyPack['rules'][number]>): Change =>
  (pack) => ({ ...pack, rules: pack.rules.map((rule) => ({ ...rule, ...change })) });
const leading = (to: PolicyPack['nodes'][number]['answers'][number]['to']): Change =>
  withNodes(([first, ...more]) =>
    first
      ? [
          { ...first, answers: first.answers.map((one, at) => (at === 0 ? { ...one, to } : one)) },
          ...more,
        ]
      : more,
  );

test('a sound pack has no fault', () => {
  expect(lint(sound)).toEqual([]);
});

/** One fault each: where it is found, and what the sentence says. */
const broken: readonly (readonly [string, Change, string, RegExp])[] = [
  ['two nodes of one id', withNodes((all) => [...all, ...all.slice(1)]), 'node who', /two nodes/],
  [
    'two rules of one code',
    (p) => ({ ...p, rules: [...p.rules, ...p.rules] }),
    'rule TST-1',
    /two rules/,
  ],
  [
    'two goldens of one id',
    (p) => ({ ...p, goldens: [...p.goldens, ...p.goldens.slice(0, 1)] }),
    'golden hit',
    /two goldens/,
  ],
  [
    'one key twice',
    withNodes((all) =>
      all.map((node) => ({
        ...node,
        answers: node.answers.map((one) => ({ ...one, key: '1' as const })),
      })),
    ),
    'node what',
    /key 1/,
  ],
  ['an answer to nowhere', leading({ node: 'gone' }), 'node what, answer harm', /no node “gone”/],
  [
    'a rule that is not there',
    leading({ rule: 'TST-9' }),
    'node what, answer harm',
    /no rule TST-9/,
  ],
  ['a start that is not there', (p) => ({ ...p, start: 'gone' }), 'start', /no node “gone”/],
  [
    'a circle',
    withNodes((all) =>
      all.map((node) =>
        node.id === 'who'
          ? { ...node, answers: node.answers.map((one) => ({ ...one, to: { node: 'what' } })) }
          : node,
      ),
    ),
    'node what',
    /comes back/,
  ],
  [
    'a node that no path comes to',
    withNodes((all) => [...all, { ...all[1]!, id: 'lonely' }]),
    'node lonely',
    /no path comes/,
  ],
  [
    'a rule that no path ends at',
    (p) => ({ ...p, rules: [...p.rules, { ...p.rules[0]!, code: 'TST-2' }] }),
    'rule TST-2',
    /no path ends/,
  ],
  ['a path of seven questions', deep(7), 'node n7', /question 7 of a path; 6 are the most/],
  [
    'severities the wrong way round',
    withRule({ severity: { min: 3, max: 1 } }),
    'rule TST-1',
    /above its most/,
  ],
  [
    'a rule without a golden beside its line',
    (p) => ({ ...p, goldens: p.goldens.filter(({ side }) => side !== 'safe') }),
    'rule TST-1',
    /just beside its line/,
  ],
  [
    'a rule that no golden violates',
    (p) => ({ ...p, goldens: p.goldens.filter(({ side }) => side === 'safe') }),
    'rule TST-1',
    /no golden violates/,
  ],
  [
    'a golden of an unknown rule',
    (p) => ({ ...p, goldens: [...p.goldens, { ...p.goldens[1]!, id: 'odd', rule: 'TST-7' }] }),
    'golden odd',
    /no rule TST-7/,
  ],
  [
    'a golden that ends elsewhere',
    (p) => ({
      ...p,
      goldens: p.goldens.map((one) =>
        one.id === 'hit' ? { ...one, path: [['what', 'none']] } : one,
      ),
    }),
    'golden hit',
    /not at rule TST-1/,
  ],
  [
    'a golden that ends at a question',
    (p) => ({
      ...p,
      goldens: p.goldens.map((one) =>
        one.id === 'hit' ? { ...one, path: [['what', 'harm']] } : one,
      ),
    }),
    'golden hit',
    /open question “who”/,
  ],
  [
    'a golden off the tree',
    (p) => ({
      ...p,
      goldens: p.goldens.map((one) =>
        one.id === 'hit' ? { ...one, path: [['who', 'real']] } : one,
      ),
    }),
    'golden hit',
    /step 1/,
  ],
  [
    'a safe golden without an end',
    (p) => ({ ...p, goldens: p.goldens.map(({ exit: _, ...one }) => one) }),
    'golden miss',
    /does not say where/,
  ],
  [
    'minors let pass',
    withRule({ harm: 'minors', decisions: ['approve'], secondReview: true }),
    'rule TST-1',
    /minor pass/,
  ],
  [
    'minors seen by one person',
    withRule({ harm: 'minors', decisions: ['remove'] }),
    'rule TST-1',
    /second time/,
  ],
  [
    'a block before a review',
    (p) => ({ ...p, thresholds: [{ harm: 'bias', modality: 'text', review: 0.9, block: 0.5 }] }),
    'threshold bias in text',
    /blocks before/,
  ],
  [
    'minors looser than another harm',
    (p) => ({
      ...p,
      thresholds: [
        { harm: 'minors', modality: 'text', review: 0.5, block: 0.9 },
        { harm: 'bias', modality: 'text', review: 0.4, block: 0.95 },
      ],
    }),
    'threshold minors in text',
    /more strictly/,
  ],
  ['a language without its file', (p) => ({ ...p, languages: ['en', 'fr'] }), 'file', /missing/],
  [
    'a rule without words',
    (p) => ({ ...p, texts: { en: { ...p.texts['en']!, rules: {} } } }),
    'rule TST-1',
    /no words/,
  ],
  [
    'an answer without words',
    (p) => ({
      ...p,
      texts: {
        en: {
          ...p.texts['en']!,
          nodes: { ...p.texts['en']!.nodes, who: { ask: 'Who?', answers: { real: 'Real' } } },
        },
      },
    }),
    'node who, answer drawn',
    /no words/,
  ],
  [
    'words of nothing',
    (p) => ({
      ...p,
      texts: { en: { ...p.texts['en']!, reasons: { ...p.texts['en']!.reasons, old: 'Old' } } },
    }),
    'reason old',
    /called so/,
  ],
];

function deep(questions: number): Change {
  return (pack) => {
    const names = Array.from({ length: questions }, (_, n) => `n${n + 1}`);
    const nodes = names.map((id, n) => ({
      id,
      kind: 'predicate' as const,
      modalities: ['picture' as const],
      answers: [
        {
          id: 'on',
          key: '1' as const,
          to: n + 1 < questions ? { node: `n${n + 2}` } : { rule: 'TST-1' },
        },
        { id: 'off', key: '2' as const, to: { exit: 'nothing-found' as const } },
      ],
    }));
    return { ...pack, nodes, start: 'n1' };
  };
}

test.each(broken)('%s is found where it is', (_, change, at, says) => {
  const faults = lint(change(sound));
  expect(faults.filter((fault) => fault.at === at && says.test(fault.says))).not.toEqual([]);
  for (const fault of faults) expect(fault.mend).not.toBe('');
});

test('six questions are allowed, and a tree that is built to be walked for ever is judged at once', () => {
  expect(lint(deep(6)(sound)).some(({ says }) => says.includes('of a path'))).toBe(false);
  // Each node leads to the next by all of its answers: 12^400 paths.
  const ids = Array.from({ length: 400 }, (_, n) => `n${n}`);
  const keys = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '0', '-', '='] as const;
  const nodes = ids.map((id, n) => ({
    id,
    kind: 'choice' as const,
    modalities: ['picture' as const],
    answers: keys.map((key, k) => ({
      id: `a${k}`,
      key,
      to: n + 1 < ids.length ? { node: `n${n + 1}` } : { rule: 'TST-1' },
    })),
  }));
  const faults = lint({ ...sound, nodes, start: 'n0' });
  expect(faults.filter(({ says }) => says.includes('are the most'))).toHaveLength(394);
});

test('a code that meant something else takes a new one', () => {
  const changed = withRule({ harm: 'violence' })(sound);
  expect(faultsAgainst(sound, changed)).toMatchObject([{ at: 'rule TST-1' }]);
  expect(faultsAgainst(sound, sound)).toEqual([]);
});

describe('the packs that are shipped', () => {
  test.each(['default', 'strict'])(
    '%s is sound, and every golden ends where it must',
    async (name) => {
      const pack = await shippedPack(name);
      expect(lint(pack)).toEqual([]);
      expect(testGoldens(pack).filter(({ isGood }) => !isGood)).toEqual([]);
      expect(pack.goldens.length).toBeGreaterThanOrEqual(2 * pack.rules.length);
    },
  );

  test('a usual case stays short: nothing found is one answer, fabricated speech two', async () => {
    const pack = await shippedPack('default');
    const shortest = (is: (end: unknown) => boolean) =>
      Math.min(
        ...allPaths(pack)
          .filter(({ end }) => is(end))
          .map(({ path }) => path.length),
      );
    expect(shortest((end) => JSON.stringify(end).includes('nothing-found'))).toBe(1);
    expect(shortest((end) => JSON.stringify(end).includes('SPE-'))).toBe(2);
    expect(shortest((end) => JSON.stringify(end).includes('cannot-tell'))).toBe(1);
  });

  test('any sequence of answers ends, and the same one always at the same place', async () => {
    const pack = await shippedPack('default');
    fc.assert(
      fc.property(fc.array(fc.nat(20), { minLength: 6, maxLength: 6 }), (choices) => {
        const path: [string, string][] = [];
        for (const choice of choices) {
          const now = replay(pack, path);
          if (path.length > 0 && now.end !== 'open') break;
          const at = now.end === 'open' ? now.node : pack.start;
          const answers = pack.nodes.find(({ id }) => id === at)?.answers ?? [];
          const answer = answers[choice % answers.length];
          if (!answer) throw new Error(`${at} has no answers`);
          path.push([at, answer.id]);
        }
        const end = replay(pack, path);
        expect(['rule', 'exit']).toContain(end.end);
        expect(replay(pack, path)).toEqual(end);
        expect(replay(pack, [...path, ['what', 'nothing']]).end).toBe('broken');
      }),
    );
  });
});

describe('two versions', () => {
  test('nothing differs from itself', () => {
    const found = differenceOf(sound, sound);
    expect(found).toMatchObject({ compared: 2, flips: [], byRule: [] });
    expect(isCompatible(sound, sound)).toBe(true);
  });

  test('a path that leads elsewhere is a flip of its rule, with an interval', () => {
    const other = leading({ exit: 'cannot-tell' })(sound);
    const found = differenceOf(sound, other);
    expect(found.flips.map(({ id }) => id)).toEqual(['hit', 'miss']);
    expect(found.byRule).toEqual([{ rule: 'TST-1', flips: 2, of: 2 }]);
    expect(found.share?.value).toBe(1);
    expect(found.share?.from).toBeCloseTo(0.3424, 4);
    expect(isCompatible(sound, other)).toBe(false);
  });

  test('a new answer beside the old ones changes no path', () => {
    const more = withNodes(([first, ...rest]) =>
      first
        ? [
            {
              ...first,
              answers: [...first.answers, { id: 'new', key: '9', to: { exit: 'cannot-tell' } }],
            },
            ...rest,
          ]
        : rest,
    )(sound);
    expect(isCompatible(sound, more)).toBe(true);
  });
});
