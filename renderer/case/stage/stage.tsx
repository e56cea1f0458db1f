import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseDetail } from '../../../shared/contract/desk-api.ts';
import type { Analysis } from '../../../shared/contract/evidence-api.ts';
import { fileToReview } from '../../../shared/domain/generation.ts';
import type { MediaUs } from '../../../shared/media-time/units.ts';
import { usePreferences } from '../../bridge/preferences.ts';
import { useCommands, useHeldCommand } from '../../keys/use-keys.ts';
import { ZoneHandle } from '../../ui/zone-handle.tsx';
import { warningCategories, type CaseAct, type CaseProgress } from '../state/case-machine.ts';
import type { EvidenceEvent } from '../evidence/evidence-events.ts';
import { onlineOnlyClip } from '../state/online-only.ts';
import type { FindingDesk } from '../findings/use-findings.ts';
import type { ConductRecorder } from '../conduct/use-conduct.ts';
import type { OpenClip } from '../state/use-open-clip.ts';
import { FullScreenStrip } from './full-screen-strip.tsx';
import { LanesZone } from './lanes-zone.tsx';
import { filmFilterCss, filterOf, nextFilter } from './picture-filter.ts';
import { PictureZone } from './picture-zone.tsx';
import { StageBar } from './stage-bar.tsx';
import { useFaceBoxes } from './use-face-boxes.ts';
import { useEdgeKeys } from './use-edge-keys.ts';
import { useLooking } from './use-looking.ts';
import { usePlayingKeys } from './use-playing-keys.ts';
import type { AskedView } from '../asked/asked-view.ts';
import { useSoundKeys } from './use-sound-keys.ts';
import { useLanesHeight } from './use-lanes-height.ts';
import { useLargePicture } from './use-large-picture.ts';
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

/** The middle zone: picture, transport, lanes. */
export function Stage(props: StageProps) {
  const { detail, clip, progress, act, findings, conduct, analyses, asked, events, onHeard } =
    props;
  const { t } = useTranslation();
  const { wellbeing } = usePreferences().preferences;
  const [filter, setFilter] = useState(wellbeing.filter);
  const [isLifted, setIsLifted] = useState(false);
  const lanes = useLanesHeight();
  const { player, index } = clip;
  const hasPicture = clip.fault === null;
  const isOpen = progress.cover === 'open' || !hasPicture;
  const mustWarn = warningCategories(detail.generation, wellbeing.warnAtScore).length > 0;
  const open = () => act({ do: 'uncover', mustWarn });
  const { isLarge, switchLarge } = useLargePicture();

  const { looking, gestures, full, pixelPx } = useLooking(player, index, isOpen && hasPicture);
  const { faces, sync } = useFaceBoxes(analyses, isOpen);

  usePlayingKeys(player, isOpen);
  useEdgeKeys(player, findings.list, isOpen);
  const switchSteps = useSoundKeys(player, isOpen);
  useHeldCommand('lift-filter', setIsLifted);
  useCommands({
    'open-picture': !isOpen && onlineOnlyClip(detail.row) === null && open,
    'cycle-filter': hasPicture && (() => setFilter(nextFilter)),
    'enlarge-picture': hasPicture && switchLarge,
  });
  const hasLanes = player !== null && isOpen && (!isLarge || !hasPicture);

  return (
    <main className="stage" aria-label={t('case.stage')}>
      <div className="picture-zone" style={{ flexBasis: lanes.pictureBasis }}>
        <PictureZone
          detail={detail}
          clip={clip}
          cover={progress.cover}
          wellbeing={wellbeing}
          filter={filter}
          isLifted={isLifted}
          isEnlarged={isLarge || full.isFull}
          conduct={conduct}
          view={looking.view}
          gestures={gestures}
          onOpen={open}
          faces={faces}
          sync={sync}
        />
        {isOpen && hasPicture && <Watermark />}
      </div>
      {player && isOpen && (
        <StageBar
          player={player}
          isReviewCopy={Boolean(fileToReview(detail.generation)?.proxy)}
          controls={{
            hasPicture,
            filter,
            isLifted,
            onFilter: () => setFilter(nextFilter),
            isLarge,
            onLarge: switchLarge,
            full,
            looking,
            pixelPx,
            onStepSound: switchSteps,
          }}
        />
      )}
      {player && hasLanes && (
        <>
          <ZoneHandle
            label={t('case.resize-lanes')}
            orientation="horizontal"
            size={lanes.heightPx}
            min={48}
            max={720}
            grows={-1}
            onSize={lanes.setHeightPx}
            onDone={lanes.keepHeightPx}
          />
          <div className="lanes-zone" style={{ flexBasis: lanes.heightPx }}>
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
              heightPx={lanes.heightPx}
            />
          </div>
        </>
      )}
      {full.isFull && (
        <FullScreenStrip detail={detail} progress={progress} findings={findings.list} />
      )}
    </main>
  );
}
