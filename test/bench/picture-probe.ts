import type { Page } from '@playwright/test';

/** What the next key press or click is to bring about on the page. */
export type Wanted =
  /** This frame of the open clip on the canvas, and not a stand-in for it. */
  | { readonly kind: 'frame'; readonly frame: number }
  /** Another frame than before: the one that the player then says it stands on. */
  | { readonly kind: 'frame-said' }
  /** The first frame of another case's clip. */
  | { readonly kind: 'next-clip' }
  | { readonly kind: 'element'; readonly selector: string };

type Probe = {
  wanted: Wanted | null;
  inputAtMs: number;
  canvasBefore: HTMLCanvasElement | null;
  frameBefore: string | undefined;
  /** The frame on the canvas, and since when. */
  drawn: string | undefined;
  drawnOn: HTMLCanvasElement | null;
  drawnAtMs: number;
  readonly arrived: (ms: number) => void;
};
declare global {
  // Kept by the page between two calls of this file.
  var pictureProbe: Probe | undefined;
}

/** Watches the page from inside, so that no message between programs is part of a measured time. */
export async function installProbe(page: Page): Promise<void> {
  await page.evaluate(() => {
    const probe: Probe = {
      wanted: null,
      inputAtMs: 0,
      canvasBefore: null,
      frameBefore: undefined,
      drawn: undefined,
      drawnOn: null,
      drawnAtMs: 0,
      arrived: () => {},
    };
    globalThis.pictureProbe = probe;
    const begin = (event: Event) => {
      if (probe.wanted === null || probe.inputAtMs > 0) return;
      probe.inputAtMs = event.timeStamp;
      // What is at hand is drawn while the event is still on its way to this listener.
      if (probe.drawnAtMs >= event.timeStamp) look();
    };
    addEventListener('keydown', begin, true);
    addEventListener('pointerdown', begin, true);

    const saidFrame = () => {
      const name = document.querySelector('.picture-host')?.getAttribute('aria-label') ?? '';
      return Number(/^frame (\d+) of/.exec(name)?.[1] ?? -1);
    };
    const canvasDrawn = () => {
      const canvas = document.querySelector<HTMLCanvasElement>('.picture-frame');
      const isStandIn = canvas?.classList.contains('is-decoding') ?? true;
      return { canvas, frame: isStandIn ? undefined : canvas?.dataset['frame'] };
    };
    const isThere = (wanted: Wanted) => {
      if (wanted.kind === 'element') return document.querySelector(wanted.selector) !== null;
      const { canvas, frame } = canvasDrawn();
      if (frame === undefined) return false;
      if (wanted.kind === 'next-clip') return canvas !== probe.canvasBefore;
      if (wanted.kind === 'frame') return Number(frame) === wanted.frame;
      return frame !== probe.frameBefore && Number(frame) === saidFrame();
    };
    const look = () => {
      const { wanted } = probe;
      if (wanted === null || probe.inputAtMs === 0 || !isThere(wanted)) return;
      probe.wanted = null;
      // The player may name its frame a moment after it was drawn: the drawing counts.
      const thereAtMs = wanted.kind === 'element' ? performance.now() : probe.drawnAtMs;
      probe.arrived(thereAtMs - probe.inputAtMs);
    };
    new MutationObserver(() => {
      const { canvas, frame } = canvasDrawn();
      if (frame !== probe.drawn || canvas !== probe.drawnOn)
        Object.assign(probe, { drawn: frame, drawnOn: canvas, drawnAtMs: performance.now() });
      look();
    }).observe(document, {
      subtree: true,
      childList: true,
      attributes: true,
      attributeFilter: ['data-frame', 'class', 'aria-label'],
    });
  });
}

/**
 * Milliseconds from the input event that `act` makes (by the event's own time stamp) to what is wanted;
 * `patienceMs` when it did not come.
 */
export async function measureAct(
  page: Page,
  wanted: Wanted,
  act: () => Promise<void>,
  patienceMs = 5_000,
): Promise<number> {
  const arrival = await page.evaluateHandle(
    ({ wanted: next, patience }) => {
      const probe = globalThis.pictureProbe;
      if (!probe) throw new Error('the probe is not installed');
      probe.canvasBefore = document.querySelector('.picture-frame');
      probe.frameBefore = probe.canvasBefore?.dataset['frame'];
      probe.inputAtMs = 0;
      probe.wanted = next;
      const arrived = new Promise<number>((resolve) => {
        const timer = setTimeout(() => resolve(patience), patience);
        Object.assign(probe, {
          arrived(ms: number) {
            clearTimeout(timer);
            resolve(ms);
          },
        });
      });
      // Boxed: a promise itself would be waited for.
      return { arrived };
    },
    { wanted, patience: patienceMs },
  );
  await act();
  const ms = await arrival.evaluate(({ arrived }) => arrived);
  await arrival.dispose();
  return ms;
}
