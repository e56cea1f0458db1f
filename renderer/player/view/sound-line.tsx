import './player.css';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { SoundLineProps } from '../clip-player-types.ts';
import { nextListening } from '../sound/listening.ts';
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
      <Switch
        name={t('player.sound.listening')}
        hint={keys.listening}
        onPress={() => player.setListening(nextListening(state.listening))}
      >
        {t(`player.listening.${state.listening}`)}
      </Switch>
      <Switch
        name={t('player.sound.pitch')}
        hint={keys.pitch}
        onPress={() => player.setPitchKept(!state.isPitchKept)}
      >
        {state.isPitchKept ? t('player.sound.pitch-kept') : t('player.sound.pitch-follows')}
      </Switch>
      <Switch name={t('player.sound.steps')} hint={keys.stepSound} onPress={switchSteps}>
        {state.soundsSteps ? t('player.sound.steps-sound') : t('player.sound.steps-silent')}
      </Switch>
      {state.loop && (
        <>
          <Switch
            name={t('player.sound.earlier')}
            hint={keys.soundEarlier}
            onPress={() => player.nudgeSound(-nudgeUs)}
          >
            {t('player.sound.ms-earlier')}
          </Switch>
          <Switch
            name={t('player.sound.later')}
            hint={keys.soundLater}
            onPress={() => player.nudgeSound(nudgeUs)}
          >
            {t('player.sound.ms-later')}
          </Switch>
        </>
      )}
      <output className="sound-nudge">{nudgeWords(state.nudgeUs, t)}</output>
      <span className="sound-latency time-quiet">{latencyWords(state.latencyMs, t)}</span>
    </div>
  );
}

type SwitchProps = {
  readonly name: string;
  readonly hint: string | undefined;
  readonly onPress: () => void;
  readonly children: ReactNode;
};

function Switch({ name, hint, onPress, children }: SwitchProps) {
  return (
    <button
      type="button"
      className="transport-control"
      title={hint ? `${name} (${hint})` : name}
      onClick={onPress}
    >
      <span>{children}</span>
      {hint && <kbd aria-hidden="true" data-key={hint} />}
    </button>
  );
}
