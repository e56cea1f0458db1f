import type { OpenedBundle, OpenedEntry } from './bundle.ts';
import { must } from './must.ts';
import type { OpenedEnvelope } from './open-envelope.ts';

type Signed = { readonly entry: OpenedEntry; readonly opened: OpenedEnvelope };

/**
 * Each device's signed verdicts follow one another by number and hash. Answers, in sentences, the gaps and forks that
 * the backend itself recorded when they came: they are for the reader to judge. One that it did not record is trouble.
 */
export function checkChains({ entries }: OpenedBundle): readonly string[] {
  const hasErased = entries.some((entry) => entry.salt === null);
  return chainsOf(entries).flatMap((chain) => checkChain(chain, hasErased));
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
    if (entry.chain === 'gap' || entry.chain === 'fork') {
      recorded.push(
        trouble(
          entry.chain === 'gap'
            ? 'follows one that never came.'
            : 'has the place of another one: the device went on from an old copy of itself.',
        ),
      );
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
