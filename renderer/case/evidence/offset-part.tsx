import { useTranslation } from 'react-i18next';
import type { FrameIndex } from '../../../shared/media-time/frame-index.ts';
import { clockTime } from '../../../shared/media-time/timecode.ts';
import { useCommands } from '../../keys/use-keys.ts';
import type { ClipPlayer } from '../../player/clip-player-types.ts';
import { ActButton } from '../../ui/act-button.tsx';
import { KeyCap } from '../../ui/key-cap.tsx';
import { Panel } from '../../ui/panel.tsx';
import type { FindingDesk } from '../findings/use-findings.ts';
import { lagWords } from './evidence-words.ts';
import { noOffsetMarks, offsetBetween, type OffsetMarks } from './offset-between.ts';

type OffsetPartProps = {
  readonly player: ClipPlayer;
  readonly index: FrameIndex | null;
  readonly findings: FindingDesk;
  readonly canEdit: boolean;
  readonly marks: OffsetMarks;
  readonly onMarks: (marks: OffsetMarks) => void;
};

/** The reviewer's own measurement: where it is seen, where it is heard, and what is between. */
export function OffsetPart({ player, index, findings, canEdit, marks, onMarks }: OffsetPartProps) {
  const { t } = useTranslation();
  const seen = () => onMarks({ ...marks, seenUs: player.clock.read().us });
  const heard = () => onMarks({ ...marks, heardUs: player.clock.read().us });
  const clear = () => onMarks(noOffsetMarks);
  const offset = offsetBetween(marks, index);
  const keep = () => {
    if (!offset || marks.seenUs === null || marks.heardUs === null) return;
    const note = t('offset.note', {
      lag: lagWords(offset.lagMs, t),
      frames: (offset.frames ?? 0).toFixed(1),
    });
    const span = {
      fromUs: Math.min(marks.seenUs, marks.heardUs),
      toUs: Math.max(marks.seenUs, marks.heardUs),
    };
    findings.addSpan('speech-out-of-sync', span, note);
    onMarks(noOffsetMarks);
  };
  const hasMark = marks.seenUs !== null || marks.heardUs !== null;
  useCommands({
    'mark-seen': seen,
    'mark-heard': heard,
    'offset-to-finding': offset !== null && canEdit && keep,
  });
  const place = (us: number | null) => (us === null ? t('offset.not-set') : clockTime(us));
  return (
    <Panel title={t('offset.title')} className="offset-part">
      <dl className="facts numbers">
        <dt>
          {t('offset.seen')} <KeyCap command="mark-seen" />
        </dt>
        <dd>{place(marks.seenUs)}</dd>
        <dt>
          {t('offset.heard')} <KeyCap command="mark-heard" />
        </dt>
        <dd>{place(marks.heardUs)}</dd>
      </dl>
      {offset && (
        <p role="status">
          {t('offset.result', {
            lag: `${lagWords(offset.lagMs, t)} ${t('evidence.plus-minus', { ms: Math.round(offset.uncertaintyMs) })}`,
            frames: offset.frames === null ? '–' : offset.frames.toFixed(1),
            band: t(`sync-bands.${offset.band}`),
          })}
        </p>
      )}
      {hasMark && (
        <p className="acts">
          {offset && canEdit && (
            <ActButton command="offset-to-finding" onPress={keep}>
              {t('offset.as-finding')}
            </ActButton>
          )}
          <ActButton look="quiet" onPress={clear}>
            {t('offset.clear')}
          </ActButton>
        </p>
      )}
    </Panel>
  );
}
