import { pictureChannels, type PictureChannel } from '../../ui/picture-filter.ts';
import { wholePicture, type ZoomPan } from './zoom-pan.ts';

/** How the present frame (A) is set against the marked one (B). */
export type Comparing = (typeof comparings)[number];
export const comparings = ['off', 'difference', 'onion'] as const;

/** Differences are multiplied by this, so that a change of two levels can be seen. */
export const differenceGain = 4;

/** How the picture is looked at. Nothing of it touches the clip, the playhead or the verdict. */
export type PictureView = {
  readonly place: ZoomPan;
  readonly channel: PictureChannel;
  readonly comparing: Comparing;
  /** B is in A's place, at the same zoom, while its key is held. */
  readonly isHoldingB: boolean;
  /** The frame kept as B, or null. */
  readonly markedFrame: number | null;
};

export const plainView: PictureView = {
  place: wholePicture,
  channel: 'colour',
  comparing: 'off',
  isHoldingB: false,
  markedFrame: null,
};

/** The next channel on the key that goes through them. */
export function nextChannel(now: PictureChannel): PictureChannel {
  return pictureChannels[(pictureChannels.indexOf(now) + 1) % pictureChannels.length] ?? 'colour';
}

/** The next way to compare; without a B there is nothing to compare with. */
export function nextComparing(view: PictureView): Comparing {
  if (view.markedFrame === null) return 'off';
  return comparings[(comparings.indexOf(view.comparing) + 1) % comparings.length] ?? 'off';
}

/** What is drawn: a held B goes before any comparison. */
export function drawnAs(view: PictureView): 'a' | 'b' | 'difference' | 'onion' {
  if (view.markedFrame === null) return 'a';
  if (view.isHoldingB) return 'b';
  return view.comparing === 'off' ? 'a' : view.comparing;
}
