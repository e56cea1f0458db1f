import type { ChainState } from '../../shared/domain/chain-state.ts';
import type { ChainNeighbours } from '../store/device-chains.ts';

/** Where a signed verdict stands in its device's chain. It is recorded and shown; it never keeps a verdict out. */
export function chainStateOf(
  fact: { readonly deviceSequence: number; readonly previousVerdictHash: string | null },
  around: ChainNeighbours,
): ChainState {
  if (around.isNumberTaken || around.isPredecessorTaken) return 'fork';
  if (fact.previousVerdictHash === null) return around.hasSignedBefore ? 'fork' : 'first';
  return around.predecessorSequence === fact.deviceSequence - 1 ? 'linked' : 'gap';
}

/**
 * Why a bare verdict is not taken, in one sentence; null when it is. Only a device that enrolled by protocol 1 may
 * send one, and once it has signed, only what it made before: its old outbox, under numbers that are not used yet.
 */
export function bareRefusedBecause(
  deviceSequence: number,
  firstSigned: number | null,
  isNumberTaken: boolean,
  signsAlways: boolean,
): string | null {
  if (firstSigned === null && !signsAlways) return null;
  if (signsAlways || deviceSequence >= (firstSigned ?? 0) || isNumberTaken)
    return 'This device signs its verdicts: an unsigned one is not taken from it any more.';
  return null;
}
