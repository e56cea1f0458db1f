import type { Locator, Page } from '@playwright/test';

export type ScreenPixels = {
  readonly width: number;
  readonly height: number;
  readonly at: (x: number, y: number) => readonly [number, number, number];
};

/** The pixels of an element as they stand on the screen, filters, zoom and all. */
export async function screenPixels(page: Page, element: Locator): Promise<ScreenPixels> {
  const png = (await element.screenshot()).toString('base64');
  const { width, height, data } = await page.evaluate(async (base64) => {
    const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
    const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
    const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
    const pen = canvas.getContext('2d');
    if (!pen) throw new Error('no canvas');
    pen.drawImage(bitmap, 0, 0);
    const image = pen.getImageData(0, 0, bitmap.width, bitmap.height);
    const letters: string[] = [];
    for (let i = 0; i < image.data.length; i += 30_000)
      letters.push(String.fromCharCode(...image.data.subarray(i, i + 30_000)));
    return { width: bitmap.width, height: bitmap.height, data: btoa(letters.join('')) };
  }, png);
  const rgba = Buffer.from(data, 'base64');
  return {
    width,
    height,
    at(x, y) {
      const i = (Math.floor(y) * width + Math.floor(x)) * 4;
      return [rgba[i] ?? 0, rgba[i + 1] ?? 0, rgba[i + 2] ?? 0];
    },
  };
}
