import { useCommands, useHeldCommand } from '../../keys/use-keys.ts';
import type { PictureLooking } from '../../player/view/use-picture-view.ts';

/** How much of its box a zoomed picture moves at one press. */
const panShare = 0.25;

/** The keys of looking closer, while the picture is open. */
export function useViewKeys(looking: PictureLooking, isOn: boolean): void {
  const act = (run: () => void) => isOn && run;
  const { place, markedFrame } = looking.view;
  const actZoomed = (run: () => void) => isOn && place.zoom > 1 && run;
  useCommands({
    'zoom-in': act(() => looking.zoom(1)),
    'zoom-out': act(() => looking.zoom(-1)),
    'zoom-whole': act(looking.showWhole),
    'pan-left': actZoomed(() => looking.pan(-panShare, 0)),
    'pan-right': actZoomed(() => looking.pan(panShare, 0)),
    'pan-up': actZoomed(() => looking.pan(0, -panShare)),
    'pan-down': actZoomed(() => looking.pan(0, panShare)),
    'mark-compared': act(looking.mark),
    'cycle-comparing': isOn && markedFrame !== null && looking.cycleComparing,
    'cycle-channel': act(looking.cycleChannel),
  });
  useHeldCommand('hold-compared', looking.holdB);
}
