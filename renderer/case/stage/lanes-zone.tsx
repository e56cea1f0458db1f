import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Finding } from '../../../shared/domain/finding.ts';
import type { FrameIndex } from '../../../shared/media-time/frame-index.ts';
import type { SoundPicture } from '../../../shared/media-time/sound-picture.ts';
import type { Span } from '../../../shared/media-time/units.ts';
import { cspNonce } from '../../bridge/csp-nonce.ts';
import { findingsLane } from '../../lanes/findings-lane.tsx';
import { framesLane } from '../../lanes/frames-lane.tsx';
import { Lanes } from '../../lanes/lanes.tsx';
import { waveformLane } from '../../lanes/waveform-lane.tsx';
import type { ClipPlayer } from '../../player/clip-player-types.ts';
import { usePlayerState } from '../../player/use-player-state.ts';

type LanesZoneProps = {
  readonly player: ClipPlayer;
  readonly index: FrameIndex | null;
  readonly findings: readonly Finding[];
  readonly selectedId: string | null;
  readonly marking: Span | null;
  readonly onSelect: (findingId: string | null) => void;
  /** Room for all lanes; the waveform takes what the others leave. */
  readonly heightPx: number;
};

const rulerPx = 24;
const leastWavePx = 48;

/** The strips under the picture on the clip's own time axis. */
export function LanesZone({
  player,
  index,
  findings,
  selectedId,
  marking,
  onSelect,
  heightPx,
}: LanesZoneProps) {
  const { t } = useTranslation();
  const { durationUs } = usePlayerState(player);
  const [sound, setSound] = useState<SoundPicture | null | undefined>(undefined);
  useEffect(() => {
    const wanted = { is: true };
    void player.soundPicture().then((picture) => wanted.is && setSound(picture));
    return () => {
      wanted.is = false;
    };
  }, [player]);

  const frames = useMemo(() => (index ? [framesLane({ index })] : []), [index]);
  const lanes = useMemo(() => {
    const below = [
      ...frames,
      findingsLane({
        findings,
        selectedId,
        labelOf: (finding) => t(`finding-kinds.${finding.kind}`),
        onSelect,
      }),
    ];
    const rest = heightPx - rulerPx - below.reduce((sum, lane) => sum + lane.heightPx, 0);
    const waveform = waveformLane({
      sound,
      cspNonce: cspNonce(document),
      heightPx: Math.max(leastWavePx, rest),
    });
    return [waveform, ...below];
  }, [sound, frames, findings, selectedId, onSelect, t, heightPx]);
  return (
    <Lanes
      clock={player.clock}
      durationUs={durationUs}
      index={index}
      lanes={lanes}
      marking={marking}
    />
  );
}
