import { useCallback, useEffect, useMemo, useReducer, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseDetail } from '../../shared/contract/desk-api.ts';
import type { Finding } from '../../shared/domain/finding.ts';
import { hidesProposals } from '../../shared/domain/policy.ts';
import type { Lean, ReviewWork } from '../../shared/domain/review-work.ts';
import { frameCount } from '../../shared/media-time/frame-index.ts';
import type { Span } from '../../shared/media-time/units.ts';
import { usePreferences } from '../bridge/preferences.ts';
import type { ClipPrefetch } from '../player/clip-prefetch.ts';
import { Notice } from '../ui/notice.tsx';
import { AskedPart } from './asked/asked-part.tsx';
import { askedView, unaskedSpans } from './asked/asked-view.ts';
import { beginCase, caseAfter, newestVerdict } from './state/case-machine.ts';
import { noConductYet } from './conduct/conduct.ts';
import { CaseHeader } from './case-header.tsx';
import { CaseZones } from './case-zones.tsx';
import { LeanPart } from './context/lean-part.tsx';
import { OriginPart } from './context/origin-part.tsx';
import { PromptPart } from './context/prompt-part.tsx';
import { ProposalsPart } from './context/proposals-part.tsx';
import { TechnicalPart } from './context/technical-part.tsx';
import { WaitingPart } from './context/waiting-part.tsx';
import { EvidencePart } from './evidence/evidence-part.tsx';
import { evidenceEvents } from './evidence/evidence-events.ts';
import { noOffsetMarks } from './evidence/offset-between.ts';
import { OffsetPart } from './evidence/offset-part.tsx';
import { useEvidence } from './evidence/use-evidence.ts';
import { useEvidenceKeys } from './evidence/use-evidence-keys.ts';
import { FindingsPanel } from './findings/findings-panel.tsx';
import { useFindings } from './findings/use-findings.ts';
import { JudgementPanel } from './judgement-panel.tsx';
import { Stage } from './stage/stage.tsx';
import { useOpenCaseReport } from './navigation/use-open-case-report.ts';
import { useClipPrefetch } from './navigation/use-clip-prefetch.ts';
import { useConduct } from './conduct/use-conduct.ts';
import { useDraftSaver } from './saving/use-draft-saver.ts';
import { useNeighbours, type QueueOrder } from './navigation/use-neighbours.ts';
import { useOpenClip } from './state/use-open-clip.ts';
import { useSaveVerdict } from './saving/use-save-verdict.ts';
import { useSidePanels } from './use-side-panels.ts';
import { useWaysOut } from './use-ways-out.ts';
import { useCloseGuard } from './navigation/use-close-guard.ts';

export type OpenCaseProps = {
  readonly detail: CaseDetail;
  readonly order: QueueOrder;
  readonly position: string;
  /** Where the next case's clip is decoded ahead. */
  readonly ahead: ClipPrefetch;
  readonly onClose: () => void;
  /** Null: no other case waits that way. */
  readonly onGo: (caseId: string | null, skipped: number) => void;
  readonly skipped: number;
  /** Its verdict is taken up again at once. */
  readonly isChange: boolean;
};

/** What is remembered of a case; what an earlier verdict here says was seen, was seen. */
function recalled(detail: CaseDetail): ReviewWork {
  const work = detail.work ?? { lean: null, conduct: noConductYet };
  const before = newestVerdict(detail.verdicts)?.verdict.conduct;
  if (!before?.proposalsSeen) return work;
  return { ...work, conduct: { ...work.conduct, proposalsSeen: true } };
}

/** One open case: where context, picture, lanes, findings and verdict meet. */
export function OpenCase(props: OpenCaseProps) {
  const { detail, order, position, ahead, skipped, onClose, onGo } = props;
  const { t } = useTranslation();
  const { preferences } = usePreferences();
  const { caseId } = detail.row;
  const [work] = useState(() => recalled(detail));
  const [progress, act] = useReducer(caseAfter, null, () =>
    beginCase(detail, preferences.wellbeing, work.lean, props.isChange),
  );
  const isUnsaved = progress.phase === 'deciding' || progress.phase === 'saving';
  const conduct = useConduct(caseId, work, progress.lean, isUnsaved);
  useOpenCaseReport(caseId);
  const clip = useOpenClip(detail, ahead);
  const isMaking = progress.phase === 'deciding';
  const find = useNeighbours(caseId, order, useClipPrefetch(ahead, clip.player));
  const { leave, awaitSave, isLeaving, isSlow, screen } = useCloseGuard({ find, onClose, onGo });
  // A change of mind that was dropped leaves a draft that changes nothing.
  useDraftSaver(caseId, progress.draft, isMaking || progress.phase === 'reading');

  const isExposed = progress.cover === 'open' || clip.fault !== null;
  useEffect(() => {
    if (isExposed) conduct.exposed();
  }, [isExposed, conduct]);

  const panels = useSidePanels();
  const setLean = (lean: Lean) => act({ do: 'lean', lean });
  const { draft, step } = progress;
  const setFindings = useCallback(
    (list: readonly Finding[]) =>
      act({ do: 'edit', draft: { ...draft, findings: [...list] }, step }),
    [draft, step],
  );
  const made = newestVerdict(detail.verdicts)?.verdict.findings;
  const findings = useFindings({
    findings: isUnsaved ? draft.findings : (made ?? draft.findings),
    player: clip.player,
    index: clip.index,
    onChange: setFindings,
    canEdit: isMaking,
  });
  const analyses = useEvidence(detail.row.mediaSha256);
  const record = useSaveVerdict({
    detail,
    progress,
    act,
    conduct,
    framesTotal: clip.index ? frameCount(clip.index) : null,
    analyses,
  });
  const { opensNextCase } = preferences.playback;
  const save = useCallback(() => {
    const saved = record();
    if (saved === null) return;
    awaitSave(saved);
    if (opensNextCase) void leave('next');
  }, [awaitSave, leave, opensNextCase, record]);
  const next = useCallback(() => void leave('next'), [leave]);
  const previous = useCallback(() => void leave('previous'), [leave]);
  const close = useCallback(() => void leave('queue'), [leave]);
  useWaysOut({ detail, progress, act, close, next, previous });

  // Without a picture nothing is covered: what it sounds like can be marked, measured and jumped to.
  const isCovered = !isExposed;
  const hides = hidesProposals(detail.policy);
  const areHidden = hides && progress.lean === null;
  const asked = useMemo(
    () => askedView(detail.generation, areHidden ? [] : detail.proposals),
    [detail, areHidden],
  );
  const events = useMemo(() => evidenceEvents(analyses, unaskedSpans(asked)), [analyses, asked]);
  const { player } = clip;
  const jump = useMemo(
    () => (isCovered || !player ? null : (span: Span) => player.seekToUs(span.fromUs)),
    [isCovered, player],
  );
  const [offsetMarks, setOffsetMarks] = useState(noOffsetMarks);
  const pointHeard = useCallback(
    (us: number) => setOffsetMarks((now) => ({ ...now, heardUs: us })),
    [],
  );
  const canMark = isMaking && !isCovered && findings.hasPlaces;
  useEvidenceKeys({
    player: clip.player,
    index: clip.index,
    events,
    findings,
    isOpen: !isCovered,
    canEdit: canMark,
  });
  const left = useMemo(
    () => (
      <>
        <PromptPart generation={detail.generation} />
        <AskedPart asked={asked} onJump={jump} />
        <WaitingPart generation={detail.generation} isHidden={areHidden} />
        <EvidencePart analyses={analyses} labels={detail.generation.labels ?? null} />
        <OriginPart generation={detail.generation} />
        <ProposalsPart
          detail={detail}
          player={clip.player}
          isHidden={areHidden}
          onSeen={conduct.proposalsSeen}
        />
        <TechnicalPart generation={detail.generation} index={clip.index} />
      </>
    ),
    [detail, areHidden, asked, jump, clip.player, clip.index, conduct, analyses],
  );
  return (
    <div ref={screen} className="case-screen" aria-busy={isSlow}>
      <CaseHeader
        row={detail.row}
        generation={detail.generation}
        panels={panels}
        position={position}
        skipped={skipped}
        isLeaving={isSlow}
        onClose={close}
        onPrevious={previous}
        onNext={next}
      />
      {detail.row.state === 'lost' && (
        <Notice tone="caution" role="alert" title={t('case.lost-title')}>
          {t('case.lost')}
        </Notice>
      )}
      <CaseZones
        isDead={isLeaving}
        panels={panels}
        left={left}
        leftFoot={<LeanPart lean={progress.lean} hides={hides} onLean={setLean} />}
        middle={
          <Stage
            detail={detail}
            clip={clip}
            progress={progress}
            act={act}
            findings={findings}
            conduct={conduct}
            analyses={analyses}
            asked={asked}
            events={events}
            onHeard={pointHeard}
          />
        }
        right={
          <>
            <FindingsPanel
              desk={findings}
              canEdit={isMaking}
              canMark={canMark}
              caseId={caseId}
              mediaSha256={detail.row.mediaSha256}
              rate={clip.index?.rate ?? null}
            />
            {clip.player && clip.index && !isCovered && (
              <OffsetPart
                player={clip.player}
                index={clip.index}
                findings={findings}
                canEdit={canMark}
                marks={offsetMarks}
                onMarks={setOffsetMarks}
              />
            )}
            <JudgementPanel
              detail={detail}
              progress={progress}
              act={act}
              onSave={save}
              onNext={next}
            />
          </>
        }
      />
    </div>
  );
}
