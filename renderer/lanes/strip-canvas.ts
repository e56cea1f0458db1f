/** A cleared canvas at the screen's own resolution, measured in CSS pixels. */
export function freshCanvas(
  canvas: HTMLCanvasElement,
  widthPx: number,
  heightPx: number,
): CanvasRenderingContext2D | null {
  const ratio = window.devicePixelRatio || 1;
  canvas.width = Math.round(widthPx * ratio);
  canvas.height = Math.round(heightPx * ratio);
  canvas.style.width = `${widthPx}px`;
  canvas.style.height = `${heightPx}px`;
  const pen = canvas.getContext('2d');
  pen?.scale(ratio, ratio);
  return pen;
}

/** A colour of the theme, as it applies to `element`. */
export function colourOf(element: Element, property: string, fallback: string): string {
  return getComputedStyle(element).getPropertyValue(property).trim() || fallback;
}
