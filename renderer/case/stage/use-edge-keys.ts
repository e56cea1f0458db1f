import type { Finding } from '../../../shared/domain/finding.ts';
import { useCommands } from '../../keys/use-keys.ts';
import type { ClipPlayer } from '../../player/clip-player-types.ts';
import { neighbourEdge } from '../findings/finding-edges.ts';

/** The keys that go from edge to edge of the findings. */
export function useEdgeKeys(
  player: ClipPlayer | null,
  findings: readonly Finding[],
  isOn: boolean,
): void {
  const go = (direction: 1 | -1) => () => {
    if (!player) return;
    const edge = neighbourEdge(findings, player.index, player.state().us, direction);
    if (edge !== null) player.seekToUs(edge);
  };
  const canGo = isOn && player !== null && findings.length > 0;
  useCommands({ 'next-edge': canGo && go(1), 'previous-edge': canGo && go(-1) });
}
