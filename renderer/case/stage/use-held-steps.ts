import { useCallback, useEffect, useRef } from 'react';
import type { CommandId } from '../../keys/command-list.ts';
import { useHeldCommand } from '../../keys/use-keys.ts';
import type { ClipPlayer } from '../../player/clip-player-types.ts';
import { holdStep, onEachPaint } from '../../player/held-step.ts';

const secondUs = 1_000_000;

/** Keys that step while they are held. */
export function useHeldSteps(player: ClipPlayer | null, isOn: boolean): void {
  const clip = isOn ? player : null;
  useHeldStep('step-forward', clip, (at) => at.stepFrames(1));
  useHeldStep('step-back', clip, (at) => at.stepFrames(-1));
  useHeldStep('step-forward-ten', clip, (at) => at.stepFrames(10));
  useHeldStep('step-back-ten', clip, (at) => at.stepFrames(-10));
  useHeldStep('second-forward', clip, (at) => at.stepUs(secondUs));
  useHeldStep('second-back', clip, (at) => at.stepUs(-secondUs));
}

function useHeldStep(
  id: CommandId,
  player: ClipPlayer | null,
  step: (player: ClipPlayer) => void,
): void {
  const stop = useRef(() => {});
  const hold = useCallback(
    (isHeld: boolean) => {
      stop.current();
      stop.current = () => {};
      if (!isHeld || !player) return;
      stop.current = holdStep({
        step: () => step(player),
        isBusy: () => player.state().isDecoding && !player.state().isSmall,
        eachPaint: onEachPaint,
        nowMs: () => performance.now(),
      });
    },
    // `step` is one of the fixed acts above.
    // eslint-disable-next-line react/exhaustive-deps
    [player],
  );
  useEffect(() => () => stop.current(), [player]);
  useHeldCommand(id, player !== null && hold);
}
