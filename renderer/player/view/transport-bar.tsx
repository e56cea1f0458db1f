import './player.css';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { TransportBarProps } from '../clip-player-types.ts';
import { rateWords } from './player-words.ts';
import { useRestingState } from './use-player-state.ts';

const rateStep = 0.25;

type ControlProps = {
  readonly name: string;
  readonly hint: string | undefined;
  readonly isOn?: boolean;
  readonly isDisabled?: boolean;
  readonly onPress: () => void;
  readonly children: ReactNode;
};

function Control({ name, hint, isOn, isDisabled, onPress, children }: ControlProps) {
  return (
    <button
      type="button"
      className="transport-control"
      aria-label={name}
      title={hint ? `${name} (${hint})` : name}
      aria-pressed={isOn}
      disabled={isDisabled}
      onClick={onPress}
    >
      <span aria-hidden="true" className="transport-sign">
        {children}
      </span>
      {hint && <kbd aria-hidden="true" data-key={hint} />}
    </button>
  );
}

/** Buttons for what the keys do, each with its key. */
export function TransportBar({ player, keys }: TransportBarProps) {
  const { t } = useTranslation();
  const state = useRestingState(player);
  const isOff = state.source === 'none';
  const silent = state.hasSound === false;
  return (
    <div className="transport-bar" role="toolbar" aria-label={t('player.transport')}>
      <Control
        name={player.index ? t('player.step-back') : t('player.sound-back')}
        hint={keys.stepBack}
        isDisabled={isOff}
        onPress={() => player.stepFrames(-1)}
      >
        <Sign path="M11 3v10L5 8zM3 3h1.5v10H3z" />
      </Control>
      <Control
        name={state.isPlaying ? t('player.pause') : t('player.play')}
        hint={keys.toggle}
        isDisabled={isOff}
        onPress={player.toggle}
      >
        <Sign path={state.isPlaying ? 'M4 3h3v10H4zM9 3h3v10H9z' : 'M5 3l8 5-8 5z'} />
      </Control>
      <Control
        name={player.index ? t('player.step-forward') : t('player.sound-forward')}
        hint={keys.stepForward}
        isDisabled={isOff}
        onPress={() => player.stepFrames(1)}
      >
        <Sign path="M5 3v10l6-5zM11.500 3H13v10h-1.500z" />
      </Control>
      <span className="transport-group">
        <Control
          name={t('player.slower')}
          hint={keys.slower}
          isDisabled={isOff}
          onPress={() => player.setRate(state.rate - rateStep)}
        >
          −
        </Control>
        <output className="transport-rate" aria-label={t('player.rate')}>
          {rateWords(state)}
        </output>
        <Control
          name={t('player.faster')}
          hint={keys.faster}
          isDisabled={isOff}
          onPress={() => player.setRate(state.rate + rateStep)}
        >
          +
        </Control>
      </span>
      {state.keyFrameSteps !== 'off' && (
        <Control
          name={t('player.key-frame-steps-off')}
          hint={keys.keyFrameSteps}
          isOn
          onPress={player.toggleKeyFrameSteps}
        >
          <Sign path="M3 3h2v10H3zM11 3h2v10h-2zM6.500 7.250h3v1.500h-3z" />
        </Control>
      )}
      {state.loop && (
        <Control
          name={t('player.loop-off')}
          hint={keys.loop}
          isOn
          onPress={() => player.setLoop(null)}
        >
          <Sign path="M4 5h7V3l4 3-4 3V7H6v2H4zM12 11H5v2l-4-3 4-3v2h5V7h2z" />
        </Control>
      )}
      <Control
        name={silent ? t('player.no-sound') : state.isMuted ? t('player.unmute') : t('player.mute')}
        hint={keys.mute}
        isOn={!state.isMuted && !silent}
        isDisabled={silent}
        onPress={() => player.setMuted(!state.isMuted)}
      >
        <Sign
          path={
            state.isMuted || silent
              ? 'M2 6h3l4-3v10L5 10H2zM11 6l4 4M15 6l-4 4'
              : 'M2 6h3l4-3v10L5 10H2zM11 5.500c1.500 1.500 1.500 3.500 0 5M13 3.500c3 3 3 6 0 9'
          }
          isStroked
        />
      </Control>
      {!silent && (
        <input
          className="transport-volume"
          type="range"
          min={0}
          max={1}
          step={0.05}
          value={state.volume}
          aria-label={t('player.volume')}
          onChange={(event) => player.setVolume(Number(event.currentTarget.value))}
        />
      )}
    </div>
  );
}

function Sign({ path, isStroked }: { readonly path: string; readonly isStroked?: boolean }) {
  return (
    <svg
      viewBox="0 0 16 16"
      width="14"
      height="14"
      fill="currentColor"
      stroke={isStroked ? 'currentColor' : 'none'}
      strokeWidth="1.2"
    >
      <path d={path} />
    </svg>
  );
}
