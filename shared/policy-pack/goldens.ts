import { wilson } from '../statistics/proportions.ts';
import type { Estimate } from '../statistics/interval.ts';
import type { PackGolden, PolicyPack } from './pack.ts';
import { replay, type BrokenPath, type PathEnd } from './walk.ts';

export type GoldenResult = {
  readonly golden: PackGolden;
  readonly isGood: boolean;
  /** What is wrong, as a sentence; empty when it is good. */
  readonly says: string;
};

function endWords(end: PathEnd | BrokenPath): string {
  switch (end.end) {
    case 'rule':
      return `rule ${end.rule}`;
    case 'exit':
      return `the way out “${end.exit}”`;
    case 'open':
      return `the open question “${end.node}”`;
    case 'broken':
      return `no path of this pack (step ${end.at + 1}: ${end.why})`;
  }
}

function expectedEnd({ rule, side, exit, otherRule }: PackGolden): PathEnd | null {
  if (side === 'violates') return { end: 'rule', rule };
  if (exit !== undefined) return { end: 'exit', exit };
  return otherRule === undefined ? null : { end: 'rule', rule: otherRule };
}

/** Whether each golden ends where it must. */
export function testGoldens(
  pack: Pick<PolicyPack, 'nodes' | 'start' | 'goldens'>,
): readonly GoldenResult[] {
  return pack.goldens.map((golden) => {
    const wanted = expectedEnd(golden);
    const end = replay(pack, golden.path);
    if (wanted === null)
      return {
        golden,
        isGood: false,
        says: 'it does not say where it must end (exit or otherRule)',
      };
    const [is, must] = [endWords(end), endWords(wanted)];
    return {
      golden,
      isGood: is === must,
      says: is === must ? '' : `ends at ${is}, not at ${must}`,
    };
  });
}

export type Flip = { readonly id: string; readonly before: string; readonly after: string };

export type PackDifference = {
  readonly compared: number;
  readonly flips: readonly Flip[];
  /** Share of compared paths whose end changed; null when nothing could be compared. */
  readonly share: Estimate | null;
  /** Rules of which some path flipped, with how many of how many. */
  readonly byRule: readonly {
    readonly rule: string;
    readonly flips: number;
    readonly of: number;
  }[];
};

/**
 * What the goldens of both versions say under each: where a path of the older one ends elsewhere now, or nowhere. Paths
 * are compared, not people.
 */
export function differenceOf(before: PolicyPack, after: PolicyPack): PackDifference {
  const goldens = new Map([...before.goldens, ...after.goldens].map((one) => [one.id, one]));
  const compared = [...goldens.values()].map(({ id, rule, path }) => ({
    id,
    rule,
    before: endWords(replay(before, path)),
    after: endWords(replay(after, path)),
  }));
  const flips = compared.filter((one) => one.before !== one.after);
  const rules = [...new Set(flips.map(({ rule }) => rule))].toSorted();
  return {
    compared: compared.length,
    flips,
    share: compared.length === 0 ? null : wilson({ hits: flips.length, of: compared.length }),
    byRule: rules.map((rule) => ({
      rule,
      flips: flips.filter((flip) => flip.rule === rule).length,
      of: compared.filter((one) => one.rule === rule).length,
    })),
  };
}

/** Whether verdicts under `before` hold under `after`: every path of the older version ends where it ended. */
export function isCompatible(before: PolicyPack, after: PolicyPack): boolean {
  const { flips } = differenceOf(before, { ...after, goldens: [] });
  return flips.length === 0;
}
