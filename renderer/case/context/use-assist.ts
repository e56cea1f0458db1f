import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useDeskClient } from '../../bridge/desk-client.ts';
import { deskQueries } from '../../bridge/desk-queries.ts';
import { faultOf, valueOf } from '../../bridge/fault-error.ts';
import type { ClipPlayer } from '../../player/clip-player-types.ts';

const sampledFrames = 6;

/** Asks the configured assist for its proposals on a case. */
export function useAssist(caseId: string, player: ClipPlayer | null) {
  const lines = useDeskClient();
  const client = useQueryClient();
  const settings = useQuery(deskQueries(lines).assist());
  const run = useMutation({
    mutationFn: async () => {
      const frames = player ? await player.sampleFrames(sampledFrames) : [];
      const soundWav = player ? await player.soundWav() : null;
      return valueOf(
        lines.desk.call.runAssist({
          caseId,
          frames: frames.map(({ frame, jpeg }) => ({ frame, jpeg: new Uint8Array(jpeg) })),
          soundWav: soundWav && new Uint8Array(soundWav),
          soundFromUs: player?.state().beginUs ?? 0,
        }),
      );
    },
    onSuccess: () => client.invalidateQueries({ queryKey: ['openCase', caseId] }),
  });
  return {
    isEnabled: settings.data?.settings.enabled ?? false,
    isRunning: run.isPending,
    run: () => run.mutate(),
    faults: [faultOf(run.error), ...(run.data?.faults ?? [])].flatMap((fault) => fault ?? []),
  };
}
