import type { ChainState } from '../../shared/domain/chain-state.ts';
import type { ChainNeighbours } from '../store/device-chains.ts';

/** Where a signed verdict stands in its device's chain. It is recorded and shown; it never keeps a verdict out. */
export function chainStanding(
  fact: { readonly deviceSequence: number; readonly previousVerdictHash: string | null },
  around: ChainNeighbours,
): ChainState {
  if (around.isNumberTaken || around.isPredecessorTaken) return 'fork';
  if (fact.previousVerdictHash === null) return around.hasSignedBefore ? 'fork' : 'first';
  return around.predecessorSequence === fact.deviceSequence - 1 ? 'linked' : 'gap';
}

/**
 * Why a bare verdict is not taken, in one sentence; null when it is. Once a device has signed, only what it made
 * before may still come bare: its old outbox, under numbers that nobody used yet.
 */
export function bareRefusedBecause(
  deviceSequence: number,
  firstSigned: number | null,
  isNumberTaken: boolean,
): string | null {
  if (firstSigned === null) return null;
  if (deviceSequence >= firstSigned || isNumberTaken)
    return 'This device signs its verdicts: an unsigned one is not taken from it any more.';
  return null;
}
