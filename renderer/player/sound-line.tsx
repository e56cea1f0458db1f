import './player.css';
import type { ReactNode } from 'react';
import type { SoundLineProps } from './clip-player-types.ts';
import { nextListening } from './listening.ts';
import { latencyWords, listeningWords, nudgeWords, soundWords } from './sound-words.ts';
import { useStandingState } from './use-player-state.ts';

const nudgeUs = 1000;

/** How the clip is listened to, in words, each part with its key. */
export function SoundLine({ player, keys, onStepSound }: SoundLineProps) {
  const state = useStandingState(player);
  if (state.hasSound !== true) return null;
  const switchSteps = onStepSound ?? (() => player.setSoundsSteps(!state.soundsSteps));
  return (
    <div className="sound-line" role="group" aria-label={soundWords.line}>
      <Switch
        name={soundWords.listening}
        hint={keys.listening}
        onPress={() => player.setListening(nextListening(state.listening))}
      >
        {listeningWords[state.listening]}
      </Switch>
      <Switch
        name={soundWords.pitch}
        hint={keys.pitch}
        onPress={() => player.setPitchKept(!state.isPitchKept)}
      >
        {state.isPitchKept ? soundWords.pitchKept : soundWords.pitchFollows}
      </Switch>
      <Switch name={soundWords.steps} hint={keys.stepSound} onPress={switchSteps}>
        {state.soundsSteps ? soundWords.stepsSound : soundWords.stepsSilent}
      </Switch>
      {state.loop && (
        <>
          <Switch
            name={soundWords.earlier}
            hint={keys.soundEarlier}
            onPress={() => player.nudgeSound(-nudgeUs)}
          >
            −1 ms
          </Switch>
          <Switch
            name={soundWords.later}
            hint={keys.soundLater}
            onPress={() => player.nudgeSound(nudgeUs)}
          >
            +1 ms
          </Switch>
        </>
      )}
      <output className="sound-nudge">{nudgeWords(state.nudgeUs)}</output>
      <span className="sound-latency time-quiet">{latencyWords(state.latencyMs)}</span>
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
