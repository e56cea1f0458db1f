import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseDetail } from '../../../shared/contract/desk-api.ts';
import type { Analysis } from '../../../shared/contract/evidence-api.ts';
import type { FaceTrack, SyncLag } from '../../../shared/domain/evidence.ts';
import type { MediaUs } from '../../../shared/media-time/units.ts';
import { usePreferences } from '../../bridge/preferences.ts';
import { useKeyPrint, useCommands, useHeldCommand } from '../../keys/use-keys.ts';
import { SoundLine } from '../../player/view/sound-line.tsx';
import { TimeReadout } from '../../player/view/time-readout.tsx';
import { TransportBar } from '../../player/view/transport-bar.tsx';
import { ZoneHandle } from '../../ui/zone-handle.tsx';
import { warningCategories, type CaseAct, type CaseProgress } from '../state/case-machine.ts';
import type { EvidenceEvent } from '../evidence/evidence-events.ts';
import { onlineOnlyClip } from '../state/online-only.ts';
import type { FindingDesk } from '../findings/use-findings.ts';
import type { ConductRecorder } from '../conduct/use-conduct.ts';
import type { OpenClip } from '../state/use-open-clip.ts';
import { LanesZone } from './lanes-zone.tsx';
import { filmFilterCss, filterOf, nextFilter } from './picture-filter.ts';
import { PictureTools } from './picture-tools.tsx';
import { PictureZone } from './picture-zone.tsx';
import { useEdgeKeys } from './use-edge-keys.ts';
import { useLooking } from './use-looking.ts';
import { usePlayingKeys } from './use-playing-keys.ts';
import type { AskedView } from '../asked/asked-view.ts';
import { useSoundKeys } from './use-sound-keys.ts';
import { ViewLine } from './view-line.tsx';
import { Watermark } from './watermark.tsx';
import './stage.css';
import './view.css';

type StageProps = {
  readonly detail: CaseDetail;
  readonly clip: OpenClip;
  readonly progress: CaseProgress;
  readonly act: (act: CaseAct) => void;
  readonly findings: FindingDesk;
  readonly conduct: ConductRecorder;
  readonly analyses: readonly Analysis[];
  readonly asked: AskedView;
  readonly events: readonly EvidenceEvent[];
  readonly onHeard: (us: MediaUs) => void;
};

const noFaces: readonly FaceTrack[] = [];

function facesOf(analyses: readonly Analysis[]): {
  readonly faces: readonly FaceTrack[];
  readonly sync: SyncLag | null;
} {
  const results = analyses.map((one) => one.result);
  const faces = results.find((result) => result?.kind === 'faces');
  const sync = results.find((result) => result?.kind === 'sync');
  return {
    faces: faces?.kind === 'faces' ? faces.tracks : noFaces,
    sync: sync?.kind === 'sync' ? sync : null,
  };
}

/** The middle zone: picture, transport, lanes. */
export function Stage(props: StageProps) {
  const { detail, clip, progress, act, findings, conduct, analyses, asked, events, onHeard } =
    props;
  const { t } = useTranslation();
  const { preferences, change } = usePreferences();
  const { wellbeing, layout } = preferences;
  const [filter, setFilter] = useState(wellbeing.filter);
  const [isLifted, setIsLifted] = useState(false);
  const [isEnlarged, setIsEnlarged] = useState(false);
  const [lanesHeight, setLanesHeight] = useState(layout.lanesHeight);
  const print = useKeyPrint();
  const { player, index } = clip;
  const hasPicture = clip.fault === null;
  const isOpen = progress.cover === 'open' || !hasPicture;
  const mustWarn = warningCategories(detail.generation, wellbeing.warnAtScore).length > 0;
  const open = () => act({ do: 'uncover', mustWarn });
  const cycle = () => setFilter(nextFilter);
  const enlarge = () => setIsEnlarged((was) => !was);

  const { looking, gestures, full, pixelPx } = useLooking(player, index, isOpen && hasPicture);
  const isLarge = isEnlarged || full.isFull;
  const [hasBoxes, setHasBoxes] = useState(false);
  const { faces, sync } = useMemo(() => facesOf(analyses), [analyses]);
  useCommands({ 'face-boxes': isOpen && faces.length > 0 && (() => setHasBoxes((was) => !was)) });

  usePlayingKeys(player, isOpen);
  useEdgeKeys(player, findings.list, isOpen);
  const switchSteps = useSoundKeys(player, isOpen);
  useHeldCommand('lift-filter', setIsLifted);
  useCommands({
    'open-picture': !isOpen && onlineOnlyClip(detail.row) === null && open,
    'cycle-filter': hasPicture && cycle,
    'enlarge-picture': hasPicture && enlarge,
  });

  return (
    <main className="stage" aria-label={t('case.stage')}>
      <div className={`picture-zone${isLarge ? ' is-enlarged' : ''}`}>
        <PictureZone
          detail={detail}
          clip={clip}
          cover={progress.cover}
          wellbeing={wellbeing}
          filter={filter}
          isLifted={isLifted}
          isEnlarged={isLarge}
          conduct={conduct}
          view={looking.view}
          gestures={gestures}
          onOpen={open}
          faces={hasBoxes ? faces : noFaces}
          sync={sync}
        />
        {isOpen && hasPicture && <Watermark />}
      </div>
      {player && isOpen && (
        <div className="stage-controls">
          <div className="stage-line">
            <TimeReadout player={player} />
            {hasPicture && (
              <PictureTools
                filter={filter}
                isLifted={isLifted}
                isEnlarged={isEnlarged}
                onFilter={cycle}
                onEnlarge={enlarge}
                isFull={full.isFull}
                onFull={full.toggle}
              />
            )}
          </div>
          {hasPicture && <ViewLine looking={looking} pixelPx={pixelPx} />}
          {full.isRefused && <p role="status">{t('view.full-screen-refused')}</p>}
          <TransportBar
            player={player}
            keys={{
              toggle: print('play-pause'),
              stepBack: print('step-back'),
              stepForward: print('step-forward'),
              slower: print('slower'),
              faster: print('faster'),
              loop: print('loop-finding'),
              keyFrameSteps: print('key-frame-steps'),
              mute: print('mute'),
              shuttleBack: print('shuttle-back'),
              shuttleRest: print('shuttle-rest'),
              shuttleForward: print('shuttle-forward'),
            }}
          />
          <SoundLine
            player={player}
            onStepSound={switchSteps}
            keys={{
              listening: print('cycle-listening'),
              pitch: print('keep-pitch'),
              stepSound: print('sound-of-steps'),
              soundEarlier: print('sound-earlier'),
              soundLater: print('sound-later'),
            }}
          />
        </div>
      )}
      {player && isOpen && (
        <>
          <ZoneHandle
            label={t('case.resize-lanes')}
            orientation="horizontal"
            size={lanesHeight}
            min={96}
            max={720}
            grows={-1}
            onSize={setLanesHeight}
            onDone={(height) =>
              change((now) => ({ ...now, layout: { ...now.layout, lanesHeight: height } }))
            }
          />
          <div className="lanes-zone" style={{ blockSize: lanesHeight }}>
            <LanesZone
              player={player}
              index={index}
              findings={findings.list}
              selectedId={findings.selectedId}
              marking={findings.marking}
              onSelect={findings.select}
              filterCss={isLifted ? 'none' : filmFilterCss(filterOf(filter, wellbeing.blurPx))}
              analyses={analyses}
              asked={asked}
              events={events}
              conduct={conduct}
              onHeard={onHeard}
              heightPx={lanesHeight}
            />
          </div>
        </>
      )}
    </main>
  );
}
