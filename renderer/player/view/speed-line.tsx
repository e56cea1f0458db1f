import './player.css';
import { useTranslation } from 'react-i18next';
import type { SpeedLineProps } from '../clip-player-types.ts';
import { PlayerSwitch } from './player-switch.tsx';
import { rateWords } from './player-words.ts';
import { useRestingState } from './use-player-state.ts';

const rateStep = 0.25;

/** Speed and loudness: what a key does in steps, by pointer too. */
export function SpeedLine({ player, keys }: SpeedLineProps) {
  const { t } = useTranslation();
  const state = useRestingState(player);
  const isOff = state.source === 'none';
  return (
    <div className="sound-line" role="group" aria-label={t('player.rate')}>
      <PlayerSwitch
        name={t('player.slower')}
        hint={keys.slower}
        isDisabled={isOff}
        onPress={() => player.setRate(state.rate - rateStep)}
      >
        −
      </PlayerSwitch>
      <span className="numbers">{rateWords(state)}</span>
      <PlayerSwitch
        name={t('player.faster')}
        hint={keys.faster}
        isDisabled={isOff}
        onPress={() => player.setRate(state.rate + rateStep)}
      >
        +
      </PlayerSwitch>
      {state.hasSound !== false && (
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
