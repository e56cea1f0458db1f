import './player.css';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { SignButton } from '../../ui/sign-button.tsx';
import type { ClipPlayer, TransportBarProps, TransportKeys } from '../clip-player-types.ts';
import { rateWords } from './player-words.ts';
import { useRestingState } from './use-player-state.ts';

/**
 * One line of one height: the playhead's controls, what stands between them (`children`), speed and sound, and what the
 * owner adds at the end. What does not fit a narrow window is left out by the style sheet, never wrapped.
 */
export function TransportBar({ player, keys, children, end }: TransportBarProps) {
  const { t } = useTranslation();
  const state = useRestingState(player);
  const isOff = state.source === 'none';
  return (
    <div className="transport-bar" role="toolbar" aria-label={t('player.transport')}>
      <SignButton
        sign="step-back"
        name={player.index ? t('player.step-back') : t('player.sound-back')}
        hint={keys.stepBack}
        isDisabled={isOff}
        onPress={() => player.stepFrames(-1)}
      />
      <SignButton
        sign={state.isPlaying ? 'pause' : 'play'}
        name={state.isPlaying ? t('player.pause') : t('player.play')}
        hint={keys.toggle}
        isDisabled={isOff}
        onPress={player.toggle}
      />
      <SignButton
        sign="step-forward"
        name={player.index ? t('player.step-forward') : t('player.sound-forward')}
        hint={keys.stepForward}
        isDisabled={isOff}
        onPress={() => player.stepFrames(1)}
      />
      {children}
      <Ways player={player} keys={keys} />
      <output className="transport-rate" aria-label={t('player.rate')}>
        {rateWords(state)}
      </output>
      <SoundSwitch player={player} keys={keys} />
      {end}
    </div>
  );
}

type PartProps = { readonly player: ClipPlayer; readonly keys: TransportKeys };

/** Unusual ways of going through the clip: each is on the bar while it holds, and ends there. */
function Ways({ player, keys }: PartProps): ReactNode {
  const { t } = useTranslation();
  const { keyFrameSteps, loop } = useRestingState(player);
  return (
    <>
      {keyFrameSteps !== 'off' && (
        <SignButton
          sign="key-frames"
          name={t('player.key-frame-steps-off')}
          hint={keys.keyFrameSteps}
          isOn
          onPress={player.toggleKeyFrameSteps}
        />
      )}
      {loop && (
        <SignButton
          sign="loop"
          name={t('player.loop-off')}
          hint={keys.loop}
          isOn
          onPress={() => player.setLoop(null)}
        />
      )}
    </>
  );
}

function SoundSwitch({ player, keys }: PartProps): ReactNode {
  const { t } = useTranslation();
  const { hasSound, isMuted } = useRestingState(player);
  const isSilent = hasSound === false;
  const name = isSilent ? t('player.no-sound') : isMuted ? t('player.unmute') : t('player.mute');
  return (
    <SignButton
      sign={isMuted || isSilent ? 'muted' : 'sounds'}
      name={name}
      hint={keys.mute}
      isOn={!isMuted && !isSilent}
      isDisabled={isSilent}
      onPress={() => player.setMuted(!isMuted)}
    />
  );
}
