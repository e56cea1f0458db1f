import './player.css';
import { useTranslation } from 'react-i18next';
import type { SoundLineProps } from '../clip-player-types.ts';
import { nextListening } from '../sound/listening.ts';
import { PlayerSwitch } from './player-switch.tsx';
import { latencyWords, nudgeWords } from './sound-words.ts';
import { useRestingState } from './use-player-state.ts';

const nudgeUs = 1000;

/** How the clip is listened to, in words, each part with its key. */
export function SoundLine({ player, keys, onStepSound }: SoundLineProps) {
  const { t } = useTranslation();
  const state = useRestingState(player);
  if (state.hasSound !== true) return null;
  const switchSteps = onStepSound ?? (() => player.setSoundsSteps(!state.soundsSteps));
  return (
    <div className="sound-line" role="group" aria-label={t('player.sound.line')}>
      <PlayerSwitch
        name={t('player.sound.listening')}
        hint={keys.listening}
        onPress={() => player.setListening(nextListening(state.listening))}
      >
        {t(`player.listening.${state.listening}`)}
      </PlayerSwitch>
      <PlayerSwitch
        name={t('player.sound.pitch')}
        hint={keys.pitch}
        onPress={() => player.setPitchKept(!state.isPitchKept)}
      >
        {state.isPitchKept ? t('player.sound.pitch-kept') : t('player.sound.pitch-follows')}
      </PlayerSwitch>
      <PlayerSwitch name={t('player.sound.steps')} hint={keys.stepSound} onPress={switchSteps}>
        {state.soundsSteps ? t('player.sound.steps-sound') : t('player.sound.steps-silent')}
      </PlayerSwitch>
      {state.loop && (
        <>
          <PlayerSwitch
            name={t('player.sound.earlier')}
            hint={keys.soundEarlier}
            onPress={() => player.nudgeSound(-nudgeUs)}
          >
            {t('player.sound.ms-earlier')}
          </PlayerSwitch>
          <PlayerSwitch
            name={t('player.sound.later')}
            hint={keys.soundLater}
            onPress={() => player.nudgeSound(nudgeUs)}
          >
            {t('player.sound.ms-later')}
          </PlayerSwitch>
        </>
      )}
      <output className="sound-nudge">{nudgeWords(state.nudgeUs, t)}</output>
      <span className="sound-latency time-quiet">{latencyWords(state.latencyMs, t)}</span>
    </div>
  );
}
