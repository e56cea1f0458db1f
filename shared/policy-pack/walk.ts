import type { PackExit, PackNode, PolicyPack } from './pack.ts';

/** Node and answer, from the start on. */
export type PolicyPath = readonly (readonly [nodeId: string, answerId: string])[];

/** Where a path ends; `open`: it ends at a question that is not answered. */
export type PathEnd =
  | { readonly end: 'rule'; readonly rule: string }
  | { readonly end: 'exit'; readonly exit: PackExit }
  | { readonly end: 'open'; readonly node: string };

/** Why a path is none of this pack. */
export type BrokenPath = { readonly end: 'broken'; readonly at: number; readonly why: string };

export function nodeOf(pack: Pick<PolicyPack, 'nodes'>, id: string): PackNode | undefined {
  return pack.nodes.find((node) => node.id === id);
}

/** The same answers under the same version end at the same place for ever: nothing but the pack is asked. */
export function replay(
  pack: Pick<PolicyPack, 'nodes' | 'start'>,
  path: PolicyPath,
): PathEnd | BrokenPath {
  let at = pack.start;
  for (const [n, [nodeId, answerId]] of path.entries()) {
    if (nodeId !== at)
      return { end: 'broken', at: n, why: `the question here is “${at}”, not “${nodeId}”` };
    const answer = nodeOf(pack, at)?.answers.find((one) => one.id === answerId);
    if (!answer) return { end: 'broken', at: n, why: `“${at}” has no answer “${answerId}”` };
    const { to } = answer;
    const isLast = n === path.length - 1;
    if ('node' in to) at = to.node;
    else if (!isLast) return { end: 'broken', at: n + 1, why: 'the path had ended before' };
    else return 'rule' in to ? { end: 'rule', rule: to.rule } : { end: 'exit', exit: to.exit };
  }
  return { end: 'open', node: at };
}

/** Every way from the start to an end. Only for packs without circles: `lint` says so first. */
export function allPaths(
  pack: Pick<PolicyPack, 'nodes' | 'start'>,
): readonly { readonly path: PolicyPath; readonly end: Exclude<PathEnd, { end: 'open' }> }[] {
  const found: { path: PolicyPath; end: Exclude<PathEnd, { end: 'open' }> }[] = [];
  const walk = (nodeId: string, before: PolicyPath): void => {
    for (const { id, to } of nodeOf(pack, nodeId)?.answers ?? []) {
      const path: PolicyPath = [...before, [nodeId, id]];
      if ('node' in to) walk(to.node, path);
      else if ('rule' in to) found.push({ path, end: { end: 'rule', rule: to.rule } });
      else found.push({ path, end: { end: 'exit', exit: to.exit } });
    }
  };
  walk(pack.start, []);
  return found;
}
