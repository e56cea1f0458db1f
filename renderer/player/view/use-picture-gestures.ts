import { useEffect, useRef, type RefObject } from 'react';
import { Scope } from '../../../shared/lifetime/scope.ts';
import type { PictureGestures } from '../clip-player-types.ts';
import { forbidCopying } from './no-copying.ts';

/** Wheel travel that makes one zoom step: one notch of a usual mouse, less than one of a fast one. */
const wheelStep = 80;

/** Wheel zooms at the pointer, dragging moves the zoomed picture, and nothing can be taken out of the box. */
export function usePictureGestures(
  box: RefObject<HTMLElement | null>,
  isZoomed: boolean,
  gestures: PictureGestures | undefined,
): void {
  const latest = useRef({ isZoomed, gestures });
  useEffect(() => {
    latest.current = { isZoomed, gestures };
  });
  useEffect(() => {
    const element = box.current;
    if (!element) return undefined;
    const scope = new Scope();
    forbidCopying(element, scope);
    zoomByWheel(element, scope, (by, at) => latest.current.gestures?.onZoom(by, at));
    panByDrag(element, scope, (dx, dy) => {
      if (latest.current.isZoomed) latest.current.gestures?.onPan(dx, dy);
    });
    const watch = new ResizeObserver(() =>
      latest.current.gestures?.onBox(element.clientWidth, element.clientHeight),
    );
    watch.observe(element);
    scope.add(() => watch.disconnect());
    return () => scope.dispose();
  }, [box]);
}

function zoomByWheel(element: HTMLElement, scope: Scope, onZoom: PictureGestures['onZoom']): void {
  let travelled = 0;
  scope.listen(
    element,
    'wheel',
    (event: WheelEvent) => {
      event.preventDefault();
      // A pinch on a touch pad comes as a wheel with Ctrl held, in much smaller steps.
      travelled += event.deltaY * (event.ctrlKey ? 8 : 1);
      if (Math.abs(travelled) < wheelStep) return;
      const rect = element.getBoundingClientRect();
      const at = {
        x: (event.clientX - rect.left) / rect.width,
        y: (event.clientY - rect.top) / rect.height,
      };
      onZoom(travelled < 0 ? 1 : -1, at);
      travelled = 0;
    },
    { passive: false },
  );
}

function panByDrag(element: HTMLElement, scope: Scope, onPan: PictureGestures['onPan']): void {
  let dragging: { readonly x: number; readonly y: number } | null = null;
  scope.listen(element, 'pointerdown', (event: PointerEvent) => {
    if (event.button !== 0) return;
    dragging = { x: event.clientX, y: event.clientY };
    element.setPointerCapture(event.pointerId);
  });
  scope.listen(element, 'pointermove', (event: PointerEvent) => {
    if (!dragging) return;
    onPan(
      (dragging.x - event.clientX) / element.clientWidth,
      (dragging.y - event.clientY) / element.clientHeight,
    );
    dragging = { x: event.clientX, y: event.clientY };
  });
  for (const end of ['pointerup', 'pointercancel']) {
    scope.listen(element, end, () => {
      dragging = null;
    });
  }
}
