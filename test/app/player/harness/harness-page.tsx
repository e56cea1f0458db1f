import { useEffect, useMemo, useState } from 'react';
import { findingsLane } from '../../../../renderer/lanes/findings-lane.tsx';
import { framesLane } from '../../../../renderer/lanes/frames-lane.tsx';
import { Lanes } from '../../../../renderer/lanes/lanes.tsx';
import { waveformLane } from '../../../../renderer/lanes/waveform-lane.tsx';
import type { ClipPlayer } from '../../../../renderer/player/clip-player-types.ts';
import { Picture } from '../../../../renderer/player/picture.tsx';
import { SoundLine } from '../../../../renderer/player/sound-line.tsx';
import { TimeReadout } from '../../../../renderer/player/time-readout.tsx';
import { TransportBar } from '../../../../renderer/player/transport-bar.tsx';
import { usePlayerState } from '../../../../renderer/player/use-player-state.ts';
import type { Finding } from '../../../../shared/domain/finding.ts';
import type { SoundPicture } from '../../../../shared/media-time/sound-picture.ts';

const keys = {
  toggle: 'Space',
  stepBack: ',',
  stepForward: '.',
  slower: '[',
  faster: ']',
  loop: 'L',
  mute: 'M',
};

/** The player and its lanes as a case would put them together. */
export function HarnessPage({ player }: { readonly player: ClipPlayer }) {
  const { durationUs } = usePlayerState(player);
  const [sound, setSound] = useState<SoundPicture | null | undefined>();
  const [chosen, setChosen] = useState<string | null>(null);
  useEffect(() => void player.soundPicture().then(setSound), [player]);
  const findings = useMemo(() => exampleFindings(durationUs), [durationUs]);
  const lanes = useMemo(
    () => [
      waveformLane({ sound, cspNonce: 'harness' }),
      findingsLane({
        findings,
        selectedId: chosen,
        labelOf: (finding) => finding.kind,
        onSelect: setChosen,
      }),
      ...(player.index ? [framesLane({ index: player.index })] : []),
    ],
    [sound, findings, chosen, player],
  );
  const query = new URLSearchParams(location.search);
  return (
    <main className="harness">
      <Picture
        player={player}
        filter={{ blurPx: Number(query.get('blur') ?? 0), isGreyscale: query.has('grey') }}
        isFilterLifted={false}
        maxWidthPx={query.has('small') ? 480 : null}
      />
      <TimeReadout player={player} />
      <TransportBar player={player} keys={keys} />
      <SoundLine player={player} keys={keys} />
      <Lanes
        clock={player.clock}
        durationUs={durationUs}
        index={player.index}
        lanes={lanes}
        marking={null}
      />
    </main>
  );
}

function exampleFindings(durationUs: number): readonly Finding[] {
  const at = (share: number) => Math.round(durationUs * share);
  return [
    {
      findingId: 'f1',
      kind: 'speech-out-of-sync',
      fromUs: at(0.2),
      toUs: at(0.4),
      fromFrame: null,
      toFrame: null,
      note: '',
    },
    {
      findingId: 'f2',
      kind: 'frozen-picture',
      fromUs: at(0.6),
      toUs: at(0.65),
      fromFrame: null,
      toFrame: null,
      note: '',
    },
  ];
}
