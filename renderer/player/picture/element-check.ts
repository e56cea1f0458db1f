import type { Client } from '../../../shared/contract/create-client.ts';
import type { WorkerApi } from '../../../shared/contract/worker-api.ts';
import type { Scope } from '../../../shared/lifetime/scope.ts';
import { frameCount, type FrameIndex } from '../../../shared/media-time/frame-index.ts';
import { fittedSize } from '../../../shared/media-time/upright.ts';
import {
  irregularityRules,
  type IrregularityCode,
} from '../../../shared/media-time/irregularities.ts';
import type { ElementAgreement } from '../state/player-state.ts';
import type { MediaElement } from './media-element.ts';

/** The pictures are compared at this size: it shows differences of colour, shape and place, and is read within one refresh. */
const mostSidePx = 256;
/** Shares of the clip at which it is looked: its ends first, where edit lists and lost pictures show. */
const looksAt = [0, 1, 0.5, 0.25, 0.75, 0.125, 0.875] as const;
/** Looks in a row without an answer, after which it stays unchecked. */
const mostFailures = 6;

export type ElementCheck = {
  /** Compares what is still to be compared, for as long as `isStill`; what was compared before counts on. */
  readonly go: (isStill: () => boolean) => Promise<void>;
  /** Ends the comparing at once, a seek that is under way included: its element is given up. `go` takes another. */
  readonly pause: () => void;
};

type ElementCheckDeps = {
  readonly index: FrameIndex;
  readonly scope: Scope;
  /**
   * An element of the check's own, on the same file: it seeks and decodes without moving the one that plays, which would
   * otherwise have to come back first when the reviewer presses play.
   */
  readonly openElement: (scope: Scope) => MediaElement;
  readonly link: Client<WorkerApi>;
  readonly agreement: () => ElementAgreement;
  readonly settle: (agreement: ElementAgreement) => void;
};

/**
 * What the index alone says of the picture: where the file's own structure lets players show different things, no look at single
 * frames can prove the rest: frames that agree by chance would make `exact` untrue.
 */
export function agreementByIndex(codes: readonly IrregularityCode[]): ElementAgreement {
  const isSettled = codes.some(
    (code) => !isOfSound(code) && irregularityRules[code].playsOtherwise,
  );
  return isSettled ? 'irregular' : 'unchecked';
}

/** The element may sound otherwise than what the desk decodes: loops, steps and lanes. */
export function soundsOtherwise(codes: readonly IrregularityCode[]): boolean {
  return codes.some((code) => isOfSound(code) && irregularityRules[code].playsOtherwise);
}

function isOfSound(code: IrregularityCode): boolean {
  return code.startsWith('sound-');
}

/** The frames looked at, each once. */
export function framesToCheck(frames: number): readonly number[] {
  return [...new Set(looksAt.map((share) => Math.round(share * (frames - 1))))];
}

/**
 * Holds Chromium's media element against the desk's own decoder, once per clip and only at rest: at each of a few frames it
 * must present that frame at the index's time, and its pixels, turned and coloured as it shows them, must be those decoded.
 */
export function createElementCheck(parts: ElementCheckDeps): ElementCheck {
  const { index, link, agreement, settle } = parts;
  const todo = [...framesToCheck(frameCount(index))];
  let failures = 0;
  let pen: CanvasRenderingContext2D | null = null;
  let running: Scope | null = null;

  function pause(): void {
    running?.dispose();
    running = null;
  }

  /** What the element shows, upright, small. Null where the page may not read it. */
  function shownPixels({
    video,
  }: MediaElement): { width: number; height: number; rgba: Uint8Array<ArrayBuffer> } | null {
    const { displayWidth, displayHeight } = index;
    const scale = Math.min(1, mostSidePx / Math.max(1, displayWidth, displayHeight));
    const width = Math.max(1, Math.round(displayWidth * scale));
    const height = Math.max(1, Math.round(displayHeight * scale));
    pen ??= penOf(width, height);
    if (!pen) return null;
    const shape = { width: video.videoWidth, height: video.videoHeight };
    const fitted = fittedSize(shape, { width, height });
    const isFull = Math.abs(fitted.width - width) < 1 && Math.abs(fitted.height - height) < 1;
    const [w, h] = isFull ? [width, height] : [fitted.width, fitted.height];
    pen.fillRect(0, 0, width, height);
    pen.drawImage(video, (width - w) / 2, (height - h) / 2, w, h);
    try {
      return { width, height, rgba: new Uint8Array(pen.getImageData(0, 0, width, height).data) };
    } catch {
      return null;
    }
  }

  /** Null: this look gave no answer, another may. */
  async function look(
    element: MediaElement,
    frame: number,
    isStill: () => boolean,
  ): Promise<ElementAgreement | null> {
    const presented = await element.presentedAt(frame, isStill);
    if (!presented || !isStill()) return null;
    if (!presented.isOnTime || presented.frame !== frame) return 'time-differs';
    await idle();
    if (!isStill()) return null;
    const shown = shownPixels(element);
    if (!shown) return null;
    const compared = await link.call.comparePicture({ frame, ...shown });
    if (!compared.ok || compared.value.isSame === null) return null;
    return compared.value.isSame ? 'agrees' : 'picture-differs';
  }

  async function compareAll(element: MediaElement, isStill: () => boolean): Promise<void> {
    while (agreement() === 'unchecked' && isStill() && failures < mostFailures) {
      const [frame] = todo;
      if (frame === undefined) return settle('agrees');
      const found = await look(element, frame, isStill);
      // What was found out counts even if the reviewer went on meanwhile; that nothing was found out does not.
      if (found === 'agrees') {
        // By its number: after a pause two rounds may be answered about the same frame.
        if (todo[0] === frame) todo.shift();
        failures = 0;
      } else if (found) return settle(found);
      else if (isStill()) failures++;
    }
  }

  return {
    async go(isStill) {
      if (agreement() !== 'unchecked' || failures >= mostFailures || !isStill()) return;
      pause();
      const mine = parts.scope.child();
      running = mine;
      const element = parts.openElement(mine);
      await compareAll(element, () => !mine.isDisposed && isStill());
      mine.dispose();
    },
    pause,
  };
}

function penOf(width: number, height: number): CanvasRenderingContext2D | null {
  const canvas = document.createElement('canvas');
  Object.assign(canvas, { width, height });
  const pen = canvas.getContext('2d', { alpha: false, willReadFrequently: true });
  if (pen) pen.imageSmoothingQuality = 'low';
  return pen;
}

function idle(): Promise<void> {
  return new Promise((resolve) => requestIdleCallback(() => resolve(), { timeout: 1000 }));
}
