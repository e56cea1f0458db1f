import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Finding } from '../../../shared/domain/finding.ts';
import type { Analysis } from '../../../shared/contract/evidence-api.ts';
import { frameAt, type FrameIndex } from '../../../shared/media-time/frame-index.ts';
import type { SoundPicture } from '../../../shared/media-time/sound-picture.ts';
import type { MediaUs, Span } from '../../../shared/media-time/units.ts';
import { cspNonce } from '../../bridge/csp-nonce.ts';
import { useCommands, useKeyPrint } from '../../keys/use-keys.ts';
import { filmstripLane } from '../../lanes/filmstrip-lane.tsx';
import { findingsLane } from '../../lanes/findings-lane.tsx';
import { framesLane } from '../../lanes/frames-lane.tsx';
import { evidenceLanes } from '../../lanes/evidence/evidence-lanes.tsx';
import { saidLane } from '../../lanes/evidence/said-lane.tsx';
import { Lanes } from '../../lanes/lanes.tsx';
import { nextBand, spectrogramLane, type SpectrogramBand } from '../../lanes/spectrogram-lane.tsx';
import { waveformLane } from '../../lanes/waveform-lane.tsx';
import type { ClipPlayer } from '../../player/clip-player-types.ts';
import { useRestingState } from '../../player/view/use-player-state.ts';
import type { AskedView } from '../asked/asked-view.ts';
import { isPictureEvent, type EvidenceEvent } from '../evidence/evidence-events.ts';
import { answerWords, reasonWords } from '../evidence/evidence-words.ts';
import type { ConductRecorder } from '../conduct/use-conduct.ts';
import { coverageLane } from './coverage-lane.tsx';

type LanesZoneProps = {
  readonly player: ClipPlayer;
  readonly index: FrameIndex | null;
  readonly findings: readonly Finding[];
  readonly selectedId: string | null;
  readonly marking: Span | null;
  readonly onSelect: (findingId: string | null) => void;
  /** The picture's filter, as CSS for its small pictures. */
  readonly filterCss: string;
  readonly analyses: readonly Analysis[];
  readonly asked: AskedView;
  readonly events: readonly EvidenceEvent[];
  readonly conduct: ConductRecorder;
  /** A sound event was pointed at, exactly there, between frames too. */
  readonly onHeard: (us: MediaUs) => void;
  /** Room for all lanes; the waveform takes what the others leave, and what does not fit is scrolled to. */
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
  analyses,
  asked,
  events,
  conduct,
  onHeard,
  heightPx,
}: LanesZoneProps) {
  const { t, i18n } = useTranslation();
  const { beginUs, durationUs } = useRestingState(player);
  const sound = useSoundPicture(player);

  const [isSnapping, setIsSnapping] = useState(false);
  const toggleSnap = () => setIsSnapping((was) => !was);
  const print = useKeyPrint();
  useCommands({ 'snap-to-frames': index !== null && toggleSnap });
  const snap = { isOn: isSnapping, key: print('snap-to-frames'), toggle: toggleSnap };

  const frames = useMemo(() => (index ? [framesLane({ index, t })] : []), [index, t]);
  const film = useMemo(
    () => (index ? [filmstripLane({ index, pictures: player.framePictures, filterCss, t })] : []),
    [index, player, filterCss, t],
  );
  const [band, setBand] = useState<SpectrogramBand | null>(null);
  useCommands({ 'cycle-spectrogram': () => setBand(nextBand) });
  const spectrogram = useMemo(
    () => (band !== null && sound?.spectrogram ? [spectrogramLane({ sound, band, t })] : []),
    [band, sound, t],
  );
  const measured = useMemo(
    () =>
      evidenceLanes({
        analyses,
        pictureMarks: events.filter(isPictureEvent).map((event) => ({
          ...event,
          look: event.name,
          label: t('events.at-frame', {
            name: t(`events.${event.name}`),
            frame: index ? frameAt(index, event.fromUs) : '–',
          }),
        })),
        onGo: player.seekToUs,
        reasonWords: (code) => reasonWords(code, t, i18n),
        answerWords: (face) => answerWords(face, t, i18n),
        t,
      }),
    [analyses, events, index, player, t, i18n],
  );
  const said = useMemo(
    () =>
      asked.author === null || (asked.times === 'none' && asked.said.length > 0)
        ? []
        : [
            saidLane({
              ...asked,
              author: asked.author,
              title: t('asked.lane'),
              note: `${t('asked.explain')} ${t(`asked.times.${asked.times}`)}`.trim(),
              silence: t('asked.silence'),
            }),
          ],
    [asked, t],
  );
  const seen = useMemo(
    () => coverageLane({ index, lengthUs: durationUs - beginUs, readConduct: conduct.read, t }),
    [index, beginUs, durationUs, conduct, t],
  );
  const lanes = useMemo(() => {
    const marked = findingsLane({
      findings,
      selectedId,
      labelOf: (finding) => t(`finding-kinds.${finding.kind}`),
      onSelect,
      t,
    });
    const found = findings.length === 0 ? [] : [marked];
    // The spectrogram, when it is asked for, is right under the waveform that it explains.
    const below = [...found, ...spectrogram, ...said, ...measured, ...film, seen, ...frames];
    const drawn = below.filter((lane) => !lane.isEmpty);
    const taken = drawn.reduce((sum, lane) => sum + lane.heightPx, 0);
    const waveform = waveformLane({
      sound,
      cspNonce: cspNonce(document),
      t,
      heightPx: Math.max(leastWavePx, heightPx - headPx - taken),
    });
    return [waveform, ...below];
  }, [
    sound,
    said,
    measured,
    spectrogram,
    frames,
    film,
    seen,
    findings,
    selectedId,
    onSelect,
    t,
    heightPx,
  ]);
  return (
    <Lanes
      clock={player.clock}
      beginUs={beginUs}
      endUs={durationUs}
      index={index}
      lanes={lanes}
      marking={marking}
      sound={sound}
      marks={findings}
      onPoint={onHeard}
      {...(index ? { snap } : {})}
    />
  );
}

/** Undefined while being read, null without a soundtrack. */
function useSoundPicture(player: ClipPlayer): SoundPicture | null | undefined {
  const [sound, setSound] = useState<SoundPicture | null | undefined>(undefined);
  useEffect(() => {
    const wanted = { is: true };
    void player.soundPicture().then((picture) => wanted.is && setSound(picture));
    return () => {
      wanted.is = false;
    };
  }, [player]);
  return sound;
}
