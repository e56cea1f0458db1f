import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { StageNotes } from '../../../../renderer/case/stage/stage-notes.tsx';
import { findingsLane } from '../../../../renderer/lanes/findings-lane.tsx';
import { filmstripLane } from '../../../../renderer/lanes/filmstrip-lane.tsx';
import { framesLane } from '../../../../renderer/lanes/frames-lane.tsx';
import { Lanes } from '../../../../renderer/lanes/lanes.tsx';
import { waveformLane } from '../../../../renderer/lanes/waveform-lane.tsx';
import type { ClipPlayer } from '../../../../renderer/player/clip-player-types.ts';
import { SoundLine } from '../../../../renderer/player/view/sound-line.tsx';
import { Picture } from '../../../../renderer/player/view/picture.tsx';
import { TimeReadout } from '../../../../renderer/player/view/time-readout.tsx';
import { TransportBar } from '../../../../renderer/player/view/transport-bar.tsx';
import {
  usePictureView,
  type PictureLooking,
} from '../../../../renderer/player/view/use-picture-view.ts';
import { useRestingState } from '../../../../renderer/player/view/use-player-state.ts';
import { pictureFilterCss } from '../../../../renderer/ui/picture-filter.ts';
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

const full = { isFull: false, isRefused: false, toggle: () => {} };
const query = new URLSearchParams(location.search);
const filter = {
  blurPx: Number(query.get('blur') ?? 0),
  isGreyscale: query.has('grey'),
  isStylised: query.has('stylise'),
};
const filterCss = pictureFilterCss(filter);

/** The player and its lanes as a case would put them together. */
export function HarnessPage({
  player,
  onLooking,
}: {
  readonly player: ClipPlayer;
  readonly onLooking: (looking: PictureLooking) => void;
}) {
  const { t } = useTranslation();
  const { beginUs, durationUs } = useRestingState(player);
  const looking = usePictureView(player);
  useEffect(() => onLooking(looking));
  const [sound, setSound] = useState<SoundPicture | null | undefined>();
  const [chosen, setChosen] = useState<string | null>(null);
  useEffect(() => void player.soundPicture().then(setSound), [player]);
  const findings = useMemo(() => exampleFindings(durationUs), [durationUs]);
  const [isSnapping, setIsSnapping] = useState(false);
  const lanes = useMemo(
    () => [
      waveformLane({ sound, cspNonce: 'harness', t }),
      findingsLane({
        findings,
        selectedId: chosen,
        labelOf: (finding) => finding.kind,
        onSelect: setChosen,
        t,
      }),
      ...(player.index
        ? [
            filmstripLane({ index: player.index, pictures: player.framePictures, filterCss, t }),
            framesLane({ index: player.index, t }),
          ]
        : []),
    ],
    [sound, findings, chosen, player, t],
  );
  return (
    <main className="harness">
      <Picture
        player={player}
        filter={filter}
        isFilterLifted={false}
        maxWidthPx={query.has('small') ? 480 : null}
        view={looking.view}
        gestures={{ onZoom: looking.zoom, onPan: looking.pan, onBox: () => {} }}
      />
      <TimeReadout player={player} />
      <TransportBar player={player} keys={keys} />
      <StageNotes player={player} controls={{ looking, full }} />
      <SoundLine player={player} keys={keys} />
      <Lanes
        clock={player.clock}
        beginUs={beginUs}
        endUs={durationUs}
        index={player.index}
        lanes={lanes}
        marking={null}
        sound={sound}
        marks={findings}
        snap={{ isOn: isSnapping, key: 'Q', toggle: () => setIsSnapping((was) => !was) }}
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
