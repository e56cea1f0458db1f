import type { PictureLooking } from '../../player/view/use-picture-view.ts';
import type { FilterName } from './picture-filter.ts';

/** How the picture is shown, and what changes it: the same for keys, for the bar and for what is behind "More". */
export type StageControls = {
  /** False where the clip has no picture that can be shown. */
  readonly hasPicture: boolean;
  readonly filter: FilterName;
  readonly isLifted: boolean;
  readonly onFilter: () => void;
  /** The picture has the room of the lanes. */
  readonly isLarge: boolean;
  readonly onLarge: () => void;
  readonly full: {
    readonly isFull: boolean;
    readonly isRefused: boolean;
    readonly toggle: () => void;
  };
  readonly looking: PictureLooking;
  /** Screen pixels that one picture pixel takes at this zoom. */
  readonly pixelPx: number;
  readonly onStepSound: () => void;
};
