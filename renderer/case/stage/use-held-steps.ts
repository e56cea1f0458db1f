import { useCallback, useEffect, useRef } from 'react';
import type { CommandId } from '../../keys/command-list.ts';
import { useHeldCommand } from '../../keys/use-keys.ts';
import type { ClipPlayer } from '../../player/clip-player-types.ts';
import { holdStep, onEachPaint } from '../../player/transport/held-step.ts';

const secondUs = 1_000_000;

type Step = (player: ClipPlayer) => void;

// Made once: a hold continues while the case is rendered again.
const byFrames =
  (frames: number): Step =>
  (player) =>
    player.stepFrames(frames);
const byUs =
  (us: number): Step =>
  (player) =>
    player.stepUs(us);
const steps = {
  'step-forward': byFrames(1),
  'step-back': byFrames(-1),
  'step-forward-ten': byFrames(10),
  'step-back-ten': byFrames(-10),
  'second-forward': byUs(secondUs),
  'second-back': byUs(-secondUs),
} as const satisfies Partial<Record<CommandId, Step>>;

/** Keys that step while they are held. */
export function useHeldSteps(player: ClipPlayer | null, isOn: boolean): void {
  const clip = isOn ? player : null;
  useHeldStep('step-forward', clip);
  useHeldStep('step-back', clip);
  useHeldStep('step-forward-ten', clip);
  useHeldStep('step-back-ten', clip);
  useHeldStep('second-forward', clip);
  useHeldStep('second-back', clip);
}

function useHeldStep(id: keyof typeof steps, player: ClipPlayer | null): void {
  const stop = useRef(() => {});
  const hold = useCallback(
    (isHeld: boolean) => {
      stop.current();
      stop.current = () => {};
      if (!isHeld || !player) return;
      stop.current = holdStep({
        step: () => steps[id](player),
        isBusy: () => player.state().isDecoding && !player.state().isSmall,
        eachPaint: onEachPaint,
        nowMs: () => performance.now(),
      });
    },
    [id, player],
  );
  useEffect(() => () => stop.current(), [player]);
  useHeldCommand(id, player !== null && hold);
}
