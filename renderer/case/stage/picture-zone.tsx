import { useEffect, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseDetail } from '../../../shared/contract/desk-api.ts';
import type { Preferences } from '../../../shared/contract/app-api.ts';
import type { FaceTrack, SyncLag } from '../../../shared/domain/evidence.ts';
import type { PictureGestures } from '../../player/clip-player-types.ts';
import { Picture } from '../../player/view/picture.tsx';
import type { PictureView } from '../../player/picture/picture-view.ts';
import { warningCategories, type PictureCover } from '../state/case-machine.ts';
import { useExposure } from '../conduct/use-exposure.ts';
import type { ConductRecorder } from '../conduct/use-conduct.ts';
import type { OpenClip } from '../state/use-open-clip.ts';
import { Cover } from './cover.tsx';
import { MediaTrouble } from './media-trouble.tsx';
import { FaceBoxes } from './face-boxes.tsx';
import { onlineOnlyClip } from '../state/online-only.ts';
import { OnlineOnlyNotice } from './online-only-notice.tsx';
import { followHearing } from './follow-hearing.ts';
import { followSeeing } from './follow-seeing.ts';
import { filterOf, seenWith, type FilterName } from './picture-filter.ts';
import { ViewBadge } from './view-badge.tsx';
import { viewNameWords } from './view-words.ts';

/** A choice for comfort: so wide at most, in CSS pixels, until it is enlarged. */
const smallPicturePx = 480;

type SeenWith = ReturnType<typeof seenWith>;

type PictureZoneProps = {
  readonly detail: CaseDetail;
  readonly clip: OpenClip;
  readonly cover: PictureCover;
  readonly wellbeing: Preferences['wellbeing'];
  readonly filter: FilterName;
  readonly isLifted: boolean;
  readonly isEnlarged: boolean;
  readonly conduct: ConductRecorder;
  readonly view: PictureView;
  readonly gestures: PictureGestures;
  readonly onOpen: () => void;
  /** Empty unless boxes are asked for. */
  readonly faces: readonly FaceTrack[];
  readonly sync: SyncLag | null;
};

/** The picture, or what stands in its place. */
export function PictureZone(props: PictureZoneProps) {
  const {
    detail,
    clip,
    cover,
    wellbeing,
    filter,
    isLifted,
    isEnlarged,
    conduct,
    view,
    gestures,
    onOpen,
    faces,
    sync,
  } = props;
  const { t } = useTranslation();
  const { player } = clip;
  const isOpen = cover === 'open';
  // Without a picture there is no cover to lift: its sound is heard at once.
  const isWatched = isOpen || clip.fault !== null;
  const seen = useMemo(() => (player ? followSeeing<SeenWith>() : () => []), [player]);

  useEffect(() => {
    if (!isWatched || !player) return undefined;
    const heard = followHearing();
    const see = () => {
      const now = player.state();
      const stretch = heard(now);
      if (stretch) conduct.stretchHeard(stretch);
      for (const { frame, filters } of seen(now, seenWith(filter, isLifted)))
        conduct.frameSeen(frame, filters);
      if (now.isPlaying && !now.isMuted && now.volume > 0 && now.hasSound) conduct.soundHeard();
    };
    see();
    return player.subscribe(see);
  }, [isWatched, player, filter, isLifted, conduct, seen]);

  useExposure({
    caseId: detail.row.caseId,
    player,
    isPictureShown: isOpen && clip.fault === null,
    isPictureFiltered: filter !== 'plain' && !isLifted,
    isOpen: isWatched,
  });

  const held = onlineOnlyClip(detail.row);
  if (held !== null)
    return <OnlineOnlyNotice row={detail.row} clip={held} fault={detail.mediaFault} />;
  if (clip.fault) return <MediaTrouble fault={clip.fault} detail={detail} />;
  if (!isOpen) {
    return (
      <Cover
        cover={cover}
        categories={warningCategories(detail.generation, wellbeing.warnAtScore)}
        filterWords={t(`cover.opens.${filter}`)}
        onOpen={onOpen}
      />
    );
  }
  if (!player) return <p className="picture-waits">{t('media.opening')}</p>;
  return (
    <Picture
      player={player}
      filter={filterOf(filter, wellbeing.blurPx)}
      isFilterLifted={isLifted}
      maxWidthPx={isEnlarged || wellbeing.pictureSize === 'room' ? null : smallPicturePx}
      view={view}
      gestures={gestures}
      viewName={viewNameWords(view, t)}
    >
      {faces.length > 0 && (
        <FaceBoxes player={player} tracks={faces} sync={sync} place={view.place} />
      )}
      <ViewBadge player={player} view={view} />
    </Picture>
  );
}
