import type { Scope } from '../../../shared/lifetime/scope.ts';
import { fittedSize } from '../../../shared/media-time/upright.ts';
import type { ClipPlayer } from '../clip-player-types.ts';
import { differenceGain } from '../picture/picture-view.ts';

/** What the comparing layer shows; `a` needs it only where the element's own pixels can't be drawn hard-edged. */
export type Drawn = 'a' | 'b' | 'difference' | 'onion';

/** A third layer over element and exact canvas: the marked frame, or the two frames set against each other. */
export type Comparison = {
  /** Pauses, waits for the exact frame and keeps its pixels as B; answers with its number, null if there is none. */
  readonly mark: () => Promise<number | null>;
  /** `hasHardEdges`: a playing picture is drawn here too, because a `<video>` is always smoothed. */
  readonly show: (drawn: Drawn, hasHardEdges: boolean) => void;
};

/**
 * Works on the frames' own pixels at their full size, before any zoom or filter, by canvas compositing:
 * on opaque 8-bit sRGB pixels `difference` is |A - B| and `lighter` adds and clips, both exactly.
 */
export function createComparison(player: ClipPlayer, scope: Scope): Comparison {
  const { exact, small, video, isElementShown } = player.layers;
  const canvas = canvasLike(exact);
  canvas.className = 'picture-compare';
  canvas.hidden = true;
  exact.after(canvas);
  scope.add(() => canvas.remove());
  /** Made when it is first needed: a context of the clip's size costs a case's opening some milliseconds. */
  let pen: CanvasRenderingContext2D | null = null;
  let kept: HTMLCanvasElement | null = null;
  let drawn: Drawn = 'a';
  let hasHardEdges = false;

  const present = (): CanvasImageSource => {
    if (isElementShown()) return video;
    return small.hidden ? exact : small;
  };

  function draw(): void {
    const isNeeded = drawn === 'a' ? hasHardEdges && isElementShown() : kept !== null;
    canvas.hidden = !isNeeded;
    if (!isNeeded) return;
    pen ??= canvas.getContext('2d', { alpha: false });
    if (!pen) return;
    canvas.classList.toggle('is-decoding', drawn !== 'b' && player.state().isDecoding);
    pen.globalCompositeOperation = 'source-over';
    pen.globalAlpha = 1;
    if (drawn === 'b' && kept) return put(kept);
    put(present());
    if (drawn === 'onion' && kept) {
      pen.globalAlpha = 0.5;
      put(kept);
    }
    if (drawn === 'difference' && kept) amplify(kept);
  }

  function put(source: CanvasImageSource): void {
    if (pen) drawWhole(pen, source);
  }

  function amplify(b: HTMLCanvasElement): void {
    if (!pen) return;
    pen.globalCompositeOperation = 'difference';
    put(b);
    pen.globalCompositeOperation = 'lighter';
    for (let gain = 1; gain < differenceGain; gain *= 2) put(canvas);
  }

  scope.add(player.subscribe(draw));
  scope.add(player.layers.subscribe(draw));

  return {
    async mark() {
      if (player.state().isPlaying) player.pause();
      const frame = await exactFrame(player, scope);
      if (frame === null) return null;
      kept ??= canvasLike(exact);
      const keeping = kept.getContext('2d', { alpha: false });
      if (keeping) drawWhole(keeping, present());
      draw();
      return frame;
    },
    show(next, isHard) {
      drawn = next;
      hasHardEdges = isHard;
      draw();
    },
  };
}

/** The whole source over the whole canvas; an element whose picture has another shape just now keeps it, on black. */
function drawWhole(pen: CanvasRenderingContext2D, source: CanvasImageSource): void {
  const room = { width: pen.canvas.width, height: pen.canvas.height };
  const shape =
    source instanceof HTMLVideoElement
      ? { width: source.videoWidth, height: source.videoHeight }
      : room;
  const { width, height } = fittedSize(shape, room);
  const isFull = Math.abs(width - room.width) < 1.5 && Math.abs(height - room.height) < 1.5;
  if (isFull) {
    pen.drawImage(source, 0, 0, room.width, room.height);
    return;
  }
  pen.fillStyle = '#000';
  pen.fillRect(0, 0, room.width, room.height);
  pen.drawImage(source, (room.width - width) / 2, (room.height - height) / 2, width, height);
}

function canvasLike(other: HTMLCanvasElement): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  canvas.width = other.width;
  canvas.height = other.height;
  return canvas;
}

/** The playhead's frame once its proven pixels stand on screen; null when they never will. */
function exactFrame(player: ClipPlayer, scope: Scope): Promise<number | null> {
  return new Promise((resolve) => {
    const settle = (found: number | null) => {
      resolve(found);
      stop();
      forget();
    };
    const look = () => {
      const { phase, fault, source, isExact, isDecoding, isPlaying, shownFrame, frame } =
        player.state();
      // After a pause the element may still present one more frame: the ring decides.
      const isLast = source !== 'ring' || !player.layers.isElementShown();
      // A clip that only the element shows has no proven frames: its badge says so.
      const isBest = isExact || source === 'element';
      if (isBest && !isDecoding && shownFrame === frame && isLast && !isPlaying) settle(frame);
      else if (isPlaying || phase === 'failed' || fault !== null) settle(null);
    };
    const stop = player.subscribe(look);
    const forget = scope.add(() => resolve(null));
    look();
  });
}
