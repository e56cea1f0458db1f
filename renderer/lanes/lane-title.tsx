import { useTranslation } from 'react-i18next';
import type { Lane, Snap } from './lane-types.ts';
import { laneStateWords } from './lane-words.ts';
import { SnapSwitch } from './snap-switch.tsx';
import { ForeignText } from '../ui/foreign-text.tsx';
import { plainText } from '../../shared/domain/hidden-signs.ts';

type LaneTitlesProps = { readonly lanes: readonly Lane[]; readonly snap: Snap | undefined };

/** The names beside the strips, under those of overview and ruler. */
export function LaneTitles({ lanes, snap }: LaneTitlesProps) {
  const { t } = useTranslation();
  return (
    <div className="lanes-titles">
      <div className="lanes-head">
        <div className="lanes-corner minimap-title">{t('lanes.overview')}</div>
        <div className="lanes-corner">{snap && <SnapSwitch snap={snap} />}</div>
      </div>
      {lanes.map((lane) => (
        <LaneTitle key={lane.id} lane={lane} />
      ))}
    </div>
  );
}

/** A lane's name, who measured it, and in words whatever it can't say. */
function LaneTitle({ lane }: { readonly lane: Lane }) {
  const { t } = useTranslation();
  const words = laneStateWords(lane.state, t);
  const isLow = lane.heightPx < 32;
  return (
    <div
      className={isLow ? 'lane-title is-low' : 'lane-title'}
      style={{ height: lane.heightPx }}
      // Reached by Tab, so that what the lane says of itself can be read without a mouse.
      {...(lane.note ? { tabIndex: 0, title: plainText(lane.note) } : {})}
    >
      <span className="lane-name">
        <ForeignText text={lane.title} />
      </span>
      {!isLow && lane.author !== '' && (
        <span className="lane-author">
          <ForeignText text={lane.author} />
        </span>
      )}
      {words !== '' && <span className={`lane-state is-${lane.state}`}>{words}</span>}
      {lane.note && (
        <span className="lane-note" role="tooltip">
          <ForeignText text={lane.note} />
          {lane.author !== '' && (
            <em>
              {' '}
              <ForeignText text={lane.author} />
            </em>
          )}
        </span>
      )}
    </div>
  );
}
