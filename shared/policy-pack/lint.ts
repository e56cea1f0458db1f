import { testGoldens } from './goldens.ts';
import type { PackNode, PackRule, PolicyPack } from './pack.ts';

/** A fault of a pack: which file, what in it, what is wrong and how it is mended. */
export type PackFault = {
  readonly file: string;
  readonly at: string;
  readonly says: string;
  readonly mend: string;
};

/** The most questions of one path. */
export const mostQuestions = 6;

type Faults = readonly PackFault[];
const policyFile = 'policy.yaml';
const goldenFile = 'goldens.yaml';
const inPolicy = (at: string, says: string, mend: string): PackFault => ({
  file: policyFile,
  at,
  says,
  mend,
});

function twice(values: readonly string[]): readonly string[] {
  return [...new Set(values.filter((one, at) => values.indexOf(one) !== at))];
}

function nameFaults({ nodes, rules, goldens }: PolicyPack): Faults {
  return [
    ...twice(nodes.map((node) => node.id)).map((id) =>
      inPolicy(`node ${id}`, 'two nodes have this id', 'give one of them another id'),
    ),
    ...twice(rules.map((rule) => rule.code)).map((code) =>
      inPolicy(`rule ${code}`, 'two rules have this code', 'a new rule takes a new code'),
    ),
    ...twice(goldens.map((golden) => golden.id)).map((id) => ({
      file: goldenFile,
      at: `golden ${id}`,
      says: 'two goldens have this id',
      mend: 'give one of them another id',
    })),
    ...nodes.flatMap((node) => answerFaults(node)),
  ];
}

function answerFaults({ id, answers }: PackNode): Faults {
  return [
    ...twice(answers.map((answer) => answer.id)).map((answer) =>
      inPolicy(`node ${id}`, `two answers are called “${answer}”`, 'give one another id'),
    ),
    ...twice(answers.map((answer) => answer.key)).map((key) =>
      inPolicy(`node ${id}`, `two answers have the key ${key}`, 'give each answer its own key'),
    ),
  ];
}

function targetFaults({ nodes, rules, start }: PolicyPack): Faults {
  const ids = new Set(nodes.map((node) => node.id));
  const codes = new Set(rules.map((rule) => rule.code));
  const faults = nodes.flatMap(({ id, answers }) =>
    answers.flatMap(({ id: answer, to }): Faults => {
      const at = `node ${id}, answer ${answer}`;
      if ('node' in to && !ids.has(to.node))
        return [inPolicy(at, `there is no node “${to.node}”`, 'write it, or lead elsewhere')];
      if ('rule' in to && !codes.has(to.rule))
        return [inPolicy(at, `there is no rule ${to.rule}`, 'write it, or lead elsewhere')];
      return [];
    }),
  );
  if (ids.has(start)) return faults;
  return [inPolicy('start', `there is no node “${start}”`, 'name a node'), ...faults];
}

type Reached = {
  /** Longest path to each node that is reached, in questions, itself included. */
  readonly depths: ReadonlyMap<string, number>;
  readonly rules: ReadonlySet<string>;
  /** Nodes that a path comes back to. */
  readonly circles: readonly string[];
};

/** One walk over nodes and answers, each looked at once: a pack of strangers may be built to be walked for ever. */
function reachedIn({ nodes, start }: PolicyPack): Reached {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const targets = (id: string) =>
    (byId.get(id)?.answers ?? []).flatMap(({ to }) => ('node' in to ? [to.node] : []));
  const state = new Map<string, 'open' | 'done'>();
  const circles = new Set<string>();
  const order: string[] = [];
  const stack: { readonly id: string; readonly left: string[] }[] = [];
  const enter = (id: string): void => {
    state.set(id, 'open');
    stack.push({ id, left: [...targets(id)] });
  };
  enter(start);
  for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
    const next = top.left.pop();
    if (next === undefined) {
      state.set(top.id, 'done');
      order.push(top.id);
      stack.pop();
    } else if (state.get(next) === 'open') circles.add(next);
    else if (!state.has(next)) enter(next);
  }
  const depths = new Map<string, number>([[start, 1]]);
  for (const id of order.toReversed())
    for (const next of targets(id))
      depths.set(next, Math.max(depths.get(next) ?? 0, (depths.get(id) ?? 0) + 1));
  const answers = order.flatMap((id) => byId.get(id)?.answers ?? []);
  const rules = new Set(answers.flatMap(({ to }) => ('rule' in to ? [to.rule] : [])));
  return { depths, rules, circles: [...circles] };
}

/** Circles, paths that are too long, and what no path comes to. */
function pathFaults(pack: PolicyPack): Faults {
  const { depths, rules, circles } = reachedIn(pack);
  const tooDeep =
    circles.length > 0 ? [] : [...depths].filter(([, depth]) => depth > mostQuestions);
  return [
    ...circles.map((id) => inPolicy(`node ${id}`, comesBack, 'lead one of its answers elsewhere')),
    ...tooDeep.map(([id, depth]) =>
      inPolicy(
        `node ${id}`,
        `it is question ${depth} of a path; ${mostQuestions} are the most`,
        'ask it earlier, or join questions',
      ),
    ),
    ...pack.nodes
      .filter(({ id }) => !depths.has(id))
      .map(({ id }) => inPolicy(`node ${id}`, 'no path comes to it', 'lead an answer to it')),
    ...pack.rules
      .filter(({ code }) => !rules.has(code))
      .map(({ code }) => inPolicy(`rule ${code}`, 'no path ends at it', 'lead an answer to it')),
  ];
}

const comesBack = 'a path comes back to it';

function ruleFaults({ rules, thresholds }: PolicyPack): Faults {
  return [
    ...rules
      .filter(({ severity }) => severity.min > severity.max)
      .map(({ code }) =>
        inPolicy(`rule ${code}`, 'its least severity is above its most', 'swap them'),
      ),
    ...rules.flatMap((rule) => minorFaults(rule)),
    ...thresholds
      .filter(({ review, block }) => review > block)
      .map(({ harm, modality }) =>
        inPolicy(
          `threshold ${harm} in ${modality}`,
          'it blocks before it asks a person',
          'review must be at most block',
        ),
      ),
    ...looserForMinors(thresholds),
  ];
}

/** What may involve a minor is never approved by one person, and never without a second. */
function minorFaults({ code, harm, decisions, secondReview }: PackRule): Faults {
  if (harm !== 'minors') return [];
  const isStrict = decisions.every((one) => one === 'remove' || one === 'escalate');
  return [
    ...(isStrict
      ? []
      : [
          inPolicy(`rule ${code}`, 'it lets a clip with a minor pass', 'allow remove and escalate'),
        ]),
    ...(secondReview
      ? []
      : [inPolicy(`rule ${code}`, 'nobody looks a second time', 'set secondReview: true')]),
  ];
}

function looserForMinors(thresholds: PolicyPack['thresholds']): Faults {
  return thresholds
    .filter(({ harm }) => harm === 'minors')
    .flatMap((minors) => {
      const others = thresholds.filter(
        (one) => one.modality === minors.modality && one.harm !== 'minors',
      );
      const isLooser = others.some((one) => one.review < minors.review || one.block < minors.block);
      if (!isLooser) return [];
      const at = `threshold minors in ${minors.modality}`;
      return [
        inPolicy(at, 'another harm is treated more strictly', 'lower it: minors only tighten'),
      ];
    });
}

function goldenFaults(pack: PolicyPack): Faults {
  const at = (id: string, says: string, mend: string): PackFault => ({
    file: goldenFile,
    at: id,
    says,
    mend,
  });
  const codes = new Set(pack.rules.map((rule) => rule.code));
  return [
    ...pack.rules.flatMap(({ code }) =>
      (['violates', 'safe'] as const)
        .filter((side) => !pack.goldens.some((one) => one.rule === code && one.side === side))
        .map((side) =>
          at(
            `rule ${code}`,
            side === 'safe' ? 'no golden lies just beside its line' : 'no golden violates it',
            'write one',
          ),
        ),
    ),
    ...pack.goldens
      .filter(({ rule }) => !codes.has(rule))
      .map(({ id, rule }) => at(`golden ${id}`, `there is no rule ${rule}`, 'name a rule')),
    ...testGoldens(pack)
      .filter(({ isGood }) => !isGood)
      .map(({ golden, says }) => at(`golden ${golden.id}`, says, 'mend its path or the tree')),
  ];
}

function textFaults(pack: PolicyPack): Faults {
  return pack.languages.flatMap((language): Faults => {
    const file = `texts/${language}.yaml`;
    const texts = pack.texts[language];
    const fault = (at: string, says: string): PackFault => ({
      file,
      at,
      says,
      mend: 'write it, or take it away',
    });
    if (!texts)
      return [{ ...fault('file', 'it is missing'), mend: 'write it, or take the language away' }];
    const wanted = new Map<string, boolean>();
    for (const { id, answers } of pack.nodes) {
      wanted.set(`node ${id}`, id in texts.nodes);
      for (const answer of answers)
        wanted.set(
          `node ${id}, answer ${answer.id}`,
          answer.id in (texts.nodes[id]?.answers ?? {}),
        );
    }
    for (const { code } of pack.rules) wanted.set(`rule ${code}`, code in texts.rules);
    for (const [exit, list] of Object.entries(pack.reasons)) {
      wanted.set(`exit ${exit}`, exit in texts.exits);
      for (const reason of list ?? []) wanted.set(`reason ${reason}`, reason in texts.reasons);
    }
    const given = [
      ...Object.entries(texts.nodes).flatMap(([id, { answers }]) => [
        `node ${id}`,
        ...Object.keys(answers).map((answer) => `node ${id}, answer ${answer}`),
      ]),
      ...Object.keys(texts.rules).map((code) => `rule ${code}`),
      ...Object.keys(texts.exits).map((exit) => `exit ${exit}`),
      ...Object.keys(texts.reasons).map((reason) => `reason ${reason}`),
    ];
    return [
      ...[...wanted].filter(([, is]) => !is).map(([at]) => fault(at, 'it has no words')),
      ...given
        .filter((at) => !wanted.has(at))
        .map((at) => fault(at, 'nothing of the pack is called so')),
    ];
  });
}

/** The pack against the version that it grew out of: a rule's code means what it meant. */
export function faultsAgainst(parent: PolicyPack, pack: PolicyPack): Faults {
  return pack.rules.flatMap(({ code, harm }) => {
    const before = parent.rules.find((rule) => rule.code === code);
    if (!before || before.harm === harm) return [];
    return [
      inPolicy(
        `rule ${code}`,
        `it was about ${before.harm} in ${parent.version}`,
        'a changed meaning takes a new code',
      ),
    ];
  });
}

/** Every fault of a pack whose files have the right shape; none: it may be tried. */
export function lint(pack: PolicyPack): Faults {
  const names = [...nameFaults(pack), ...targetFaults(pack)];
  // Paths and goldens of a tree whose names are wrong would only repeat that.
  if (names.length > 0) return names;
  const paths = pathFaults(pack);
  const goldens = paths.some(({ says }) => says === comesBack) ? [] : goldenFaults(pack);
  return [...paths, ...ruleFaults(pack), ...goldens, ...textFaults(pack)];
}
