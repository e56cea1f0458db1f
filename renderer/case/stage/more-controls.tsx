import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useKeyLayer, useKeyPrint } from '../../keys/use-keys.ts';
import type { ClipPlayer } from '../../player/clip-player-types.ts';
import { SoundLine } from '../../player/view/sound-line.tsx';
import { SpeedLine } from '../../player/view/speed-line.tsx';
import { useRestingState } from '../../player/view/use-player-state.ts';
import { ActButton } from '../../ui/act-button.tsx';
import { KeyCap } from '../../ui/key-cap.tsx';
import type { StageControls } from './stage-controls.ts';
import { ViewLine } from './view-line.tsx';

type MoreControlsProps = {
  readonly player: ClipPlayer;
  readonly controls: StageControls;
  readonly onClose: () => void;
};

/** Everything that is seldom used, with its keys. It lies over the picture's foot; every key goes on working under it. */
export function MoreControls({ player, controls, onClose }: MoreControlsProps) {
  const { t } = useTranslation();
  const print = useKeyPrint();
  const { notes } = useRestingState(player);
  const box = useRef<HTMLDivElement>(null);
  useKeyLayer((chord) => {
    if (chord !== 'Escape') return false;
    onClose();
    return true;
  });
  useEffect(() => {
    const press = (event: PointerEvent) => {
      const bar = box.current?.parentElement;
      if (bar && event.target instanceof Node && !bar.contains(event.target)) onClose();
    };
    document.addEventListener('pointerdown', press, true);
    return () => document.removeEventListener('pointerdown', press, true);
  }, [onClose]);
  return (
    <div ref={box} className="more-controls" role="group" aria-label={t('stage.more')}>
      {notes.map((note) => (
        <p key={note} className="more-note">
          {t(`player.notes.${note}`)}
        </p>
      ))}
      <h3>{t('stage.speed')}</h3>
      <SpeedLine player={player} keys={{ slower: print('slower'), faster: print('faster') }} />
      <h3>{t('stage.sound')}</h3>
      <SoundLine
        player={player}
        onStepSound={controls.onStepSound}
        keys={{
          listening: print('cycle-listening'),
          pitch: print('keep-pitch'),
          stepSound: print('sound-of-steps'),
          soundEarlier: print('sound-earlier'),
          soundLater: print('sound-later'),
        }}
      />
      {controls.hasPicture && <PictureControls controls={controls} />}
    </div>
  );
}

function PictureControls({ controls }: { readonly controls: StageControls }) {
  const { t } = useTranslation();
  const { filter, isLifted, onFilter, isLarge, onLarge, full, looking, pixelPx } = controls;
  return (
    <>
      <h3>{t('stage.view')}</h3>
      <ViewLine looking={looking} pixelPx={pixelPx} />
      <h3>{t('stage.picture')}</h3>
      <div className="picture-tools">
        <ActButton look="quiet" command="cycle-filter" onPress={onFilter}>
          {isLifted ? t('filters.lifted') : t(`filters.${filter}`)}
        </ActButton>
        {filter !== 'plain' && (
          <span className="picture-tools-hint">
            {t('filters.lift-hint')} <KeyCap command="lift-filter" />
          </span>
        )}
        {!full.isFull && (
          <ActButton look="quiet" command="enlarge-picture" isPressed={isLarge} onPress={onLarge}>
            {isLarge ? t('filters.shrink') : t('filters.enlarge')}
          </ActButton>
        )}
      </div>
    </>
  );
}
