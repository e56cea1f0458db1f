import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommands, useKeyPrint } from '../../keys/use-keys.ts';
import type { ClipPlayer } from '../../player/clip-player-types.ts';
import { TimeReadout } from '../../player/view/time-readout.tsx';
import { TransportBar } from '../../player/view/transport-bar.tsx';
import { SignButton } from '../../ui/sign-button.tsx';
import { MoreControls } from './more-controls.tsx';
import { StageNotes } from './stage-notes.tsx';
import type { StageControls } from './stage-controls.ts';

type StageBarProps = {
  readonly player: ClipPlayer;
  readonly isReviewCopy: boolean;
  readonly controls: StageControls;
};

/** The one line under the picture. Its height never changes; what is seldom used is behind "More", and each has its key. */
export function StageBar({ player, isReviewCopy, controls }: StageBarProps) {
  const { t } = useTranslation();
  const print = useKeyPrint();
  const [isMore, setIsMore] = useState(false);
  const closeMore = useCallback(() => setIsMore(false), []);
  const toggleMore = () => setIsMore((was) => !was);
  useCommands({ 'more-controls': toggleMore });
  const { filter, isLifted, onFilter, full, hasPicture } = controls;
  const filterName = isLifted ? t('filters.lifted') : t(`filters.${filter}`);
  return (
    <div className="stage-bar">
      <TransportBar
        player={player}
        keys={{
          toggle: print('play-pause'),
          stepBack: print('step-back'),
          stepForward: print('step-forward'),
          loop: print('loop-finding'),
          keyFrameSteps: print('key-frame-steps'),
          mute: print('mute'),
        }}
        end={
          <>
            {hasPicture && (
              <SignButton
                sign={isLifted || filter === 'plain' ? 'plain' : 'filter'}
                name={t('filters.name', { filter: filterName })}
                hint={print('cycle-filter')}
                className="is-filter"
                onPress={onFilter}
              />
            )}
            {hasPicture && (
              <SignButton
                sign={full.isFull ? 'leave-full-screen' : 'full-screen'}
                name={full.isFull ? t('view.leave-full-screen') : t('view.full-screen')}
                hint={print('full-screen')}
                isOn={full.isFull}
                className="is-full-screen"
                onPress={full.toggle}
              />
            )}
            <SignButton
              sign="more"
              name={t('stage.more')}
              word={t('stage.more-short')}
              hint={print('more-controls')}
              isExpanded={isMore}
              className="is-last"
              onPress={toggleMore}
            />
          </>
        }
      >
        <TimeReadout player={player} isReviewCopy={isReviewCopy} />
        <StageNotes player={player} controls={controls} />
      </TransportBar>
      {isMore && <MoreControls player={player} controls={controls} onClose={closeMore} />}
    </div>
  );
}
