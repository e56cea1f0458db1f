import type { OpenedBundle, OpenedEntry } from './bundle.ts';
import { must } from './must.ts';
import type { OpenedEnvelope } from './open-envelope.ts';

type Signed = { readonly entry: OpenedEntry; readonly opened: OpenedEnvelope };

/** What the chains of a bundle's devices come to. */
export type ChainReport = {
  /** One sentence for each device: how many verdicts it signed, under which numbers. */
  readonly devices: readonly string[];
  /** Gaps, forks and new beginnings that the backend recorded when they came, in sentences. */
  readonly recorded: readonly string[];
};

/**
 * Each device's signed verdicts follow one another by number and hash. What broke a chain and was recorded when it came
 * is reported, for the reader to judge; what broke one and was not recorded is trouble.
 */
export function checkChains({ entries }: OpenedBundle): ChainReport {
  const hasErased = entries.some((entry) => entry.salt === null);
  const chains = chainsOf(entries);
  const recorded = chains.map((chain) => checkChain(chain, hasErased));
  return {
    devices: chains.map((chain, at) => inWords(chain, recorded[at]?.length ?? 0)),
    recorded: recorded.flat(),
  };
}

function inWords(chain: readonly Signed[], breaks: number): string {
  const numbers = chain.map(({ opened }) => opened.fact.deviceSequence);
  // Not by arguments: a device of years has more verdicts than a call may have of those.
  const least = numbers.reduce((a, b) => Math.min(a, b), Infinity);
  const most = numbers.reduce((a, b) => Math.max(a, b), 0);
  const span = `numbers ${least} to ${most}`;
  const how =
    breaks === 0 ? 'one unbroken chain' : `${breaks} ${breaks === 1 ? 'break' : 'breaks'} recorded`;
  return `${chain[0]?.opened.fact.deviceId ?? ''} signed ${chain.length}, ${span}, ${how}`;
}

function checkChain(chain: readonly Signed[], hasErased: boolean): readonly string[] {
  const byHash = new Map(chain.map(({ opened }) => [opened.payloadSha256, opened.fact]));
  const numbers = new Set<number>();
  const predecessors = new Set<string | null>();
  const recorded: string[] = [];
  for (const { entry, opened } of chain) {
    const { deviceId, deviceSequence, previousVerdictHash } = opened.fact;
    const trouble = (what: string) =>
      `Verdict ${entry.verdictId}, number ${deviceSequence} of device ${deviceId}, ${what}`;
    const isFork = numbers.has(deviceSequence) || predecessors.has(previousVerdictHash);
    const before = previousVerdictHash === null ? null : byHash.get(previousVerdictHash);
    if (entry.chain === 'gap') {
      recorded.push(trouble(before ? gapOf(before.deviceSequence) : missing(deviceSequence)));
    } else if (entry.chain === 'fork') {
      const beginsAnew = previousVerdictHash === null && !numbers.has(deviceSequence);
      recorded.push(trouble(beginsAnew ? begunAnew : oldCopy));
    } else {
      must(!isFork, trouble('has the place of another one.'));
      must(
        before !== undefined || hasErased,
        trouble('names a verdict before it that is not here.'),
      );
      const isNext = !before || before.deviceSequence === deviceSequence - 1;
      must(
        isNext,
        trouble(`comes after number ${before?.deviceSequence}: those between are missing.`),
      );
      must(
        (entry.chain === 'first') === (before === null),
        trouble('has another place in its chain than is said.'),
      );
    }
    numbers.add(deviceSequence);
    predecessors.add(previousVerdictHash);
  }
  return recorded;
}

const missing = (deviceSequence: number) =>
  `follows one that never came: number ${deviceSequence - 1} still waits at the desk, was refused and lies rejected there, is in its rescue file, or was lost with it. If the desk's journal holds a receipt for it, the backend has lost it.`;
const gapOf = (before: number) =>
  `names number ${before} as the one before it: the device gave out no numbers between, or they were taken from its chain with its own key.`;
const begunAnew =
  'begins a chain of its own beside the other one of this device: the database of the desk was lost and made anew, so it no longer knew what it had signed. It has the place of no other verdict, and only who holds the key of the device can make such a beginning.';
const oldCopy =
  'has the place of another one: the device went on from an old copy of itself, or its key is in two hands.';

/** Signed verdicts per device, in the order in which they came. */
function chainsOf(entries: readonly OpenedEntry[]): readonly (readonly Signed[])[] {
  const signed = entries.flatMap((entry) =>
    entry.opened ? [{ entry, opened: entry.opened }] : [],
  );
  return [...Map.groupBy(signed, ({ opened }) => opened.fact.deviceId).values()];
}

/** No verdict is there twice, and at most one counts per case. */
export function checkDecisions({ entries }: OpenedBundle): void {
  const seen = new Set<string>();
  const counting = new Map<string, string>();
  for (const entry of entries) {
    must(!seen.has(entry.verdictId), `Verdict ${entry.verdictId} is in the log twice.`);
    seen.add(entry.verdictId);
    const caseId = (entry.opened?.verdict ?? entry.bareVerdict)?.caseId ?? null;
    if (entry.outcome !== 'effective' || caseId === null) continue;
    const other = counting.get(caseId);
    must(
      other === undefined,
      `Two verdicts count for case ${caseId}: ${other ?? ''} and ${entry.verdictId}.`,
    );
    counting.set(caseId, entry.verdictId);
  }
}
