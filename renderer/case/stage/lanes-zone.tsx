import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Finding } from '../../../shared/domain/finding.ts';
import type { FrameIndex } from '../../../shared/media-time/frame-index.ts';
import type { SoundPicture } from '../../../shared/media-time/sound-picture.ts';
import type { Span } from '../../../shared/media-time/units.ts';
import { cspNonce } from '../../bridge/csp-nonce.ts';
import { useCommands, useKeyPrint } from '../../keys/use-keys.ts';
import { filmstripLane } from '../../lanes/filmstrip-lane.tsx';
import { findingsLane } from '../../lanes/findings-lane.tsx';
import { framesLane } from '../../lanes/frames-lane.tsx';
import type { Lane } from '../../lanes/lane-types.ts';
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
  /** The picture's filter, as CSS for its small pictures. */
  readonly filterCss: string;
  /** Room for all lanes; the waveform takes what the others leave. */
  readonly heightPx: number;
};

/** The overview and the ruler. */
const headPx = 46;
const leastWavePx = 48;

/** The strips under the picture on the clip's own time axis. */
export function LanesZone({
  player,
  index,
  findings,
  selectedId,
  marking,
  onSelect,
  filterCss,
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

  const [isSnapping, setIsSnapping] = useState(false);
  const toggleSnap = () => setIsSnapping((was) => !was);
  const print = useKeyPrint();
  useCommands({ 'snap-to-frames': index !== null && toggleSnap });
  const snap = { isOn: isSnapping, key: print('snap-to-frames'), toggle: toggleSnap };

  const frames = useMemo(() => (index ? [framesLane({ index })] : []), [index]);
  const film = useMemo(
    () => (index ? [filmstripLane({ index, pictures: player.framePictures, filterCss })] : []),
    [index, player, filterCss],
  );
  const lanes = useMemo(() => {
    const marked = findingsLane({
      findings,
      selectedId,
      labelOf: (finding) => t(`finding-kinds.${finding.kind}`),
      onSelect,
    });
    const room = (below: readonly Lane[]) =>
      heightPx - headPx - below.reduce((sum, lane) => sum + lane.heightPx, 0);
    const all = [...film, ...frames, marked];
    // Without room for everything the filmstrip goes first: the waveform can't be had elsewhere.
    const below = room(all) < leastWavePx ? [...frames, marked] : all;
    const waveform = waveformLane({
      sound,
      cspNonce: cspNonce(document),
      heightPx: Math.max(leastWavePx, room(below)),
    });
    return [waveform, ...below];
  }, [sound, frames, film, findings, selectedId, onSelect, t, heightPx]);
  return (
    <Lanes
      clock={player.clock}
      durationUs={durationUs}
      index={index}
      lanes={lanes}
      marking={marking}
      sound={sound}
      marks={findings}
      {...(index ? { snap } : {})}
    />
  );
}
