import type { Locator } from '@playwright/test';
import { expect, openByKeys, openPicture, test } from './desk-test.ts';

/** How many pixels of each quarter of an element look otherwise with its mark than without. */
async function markedPixels(zone: Locator): Promise<readonly number[]> {
  const shot = async () => (await zone.screenshot({ animations: 'disabled' })).toString('base64');
  const marked = await shot();
  await zone.locator('.watermark').evaluate((mark) => mark.remove());
  const plain = await shot();
  return zone.evaluate(
    async (_, pictures) => {
      const pixels = await Promise.all(
        pictures.map(async (text) => {
          const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
          const bitmap = await createImageBitmap(new Blob([bytes]));
          const pen = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d');
          pen?.drawImage(bitmap, 0, 0);
          return pen?.getImageData(0, 0, bitmap.width, bitmap.height) as ImageData;
        }),
      );
      const [one, other] = pixels as [ImageData, ImageData];
      const quarters = [0, 0, 0, 0];
      for (let at = 0; at < one.width * one.height; at += 1) {
        const apart = [0, 1, 2].some(
          (band) => Math.abs((one.data[at * 4 + band] ?? 0) - (other.data[at * 4 + band] ?? 0)) > 4,
        );
        const right = at % one.width >= one.width / 2 ? 1 : 0;
        const low = Math.floor(at / one.width) >= one.height / 2 ? 2 : 0;
        if (apart) quarters[right + low] = (quarters[right + low] ?? 0) + 1;
      }
      return quarters;
    },
    [marked, plain],
  );
}

test("the reviewer's id lies over every quarter of the picture, in full screen too, and not over the lanes", async ({
  start,
}) => {
  const page = await start();
  await openByKeys(page, 'Weather');
  await expect(page.locator('.watermark')).toHaveCount(0);
  await openPicture(page);
  const zone = page.locator('.picture-zone');
  const mark = page.locator('.watermark');
  await expect(mark).toHaveCount(1);
  expect(await mark.boundingBox()).toEqual(await zone.boundingBox());
  await expect(page.locator('.lanes .watermark')).toHaveCount(0);
  // It takes no click and no key from what is beneath.
  await expect(mark).toHaveCSS('pointer-events', 'none');
  // No rule of the page hides it.
  await page.evaluate(() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(
      `.watermark, .watermark * { display: none !important; opacity: 0 !important;
         visibility: hidden !important; transform: scale(0) !important; clip-path: inset(50%) !important; }`,
    );
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  });
  for (const marked of await markedPixels(zone)) expect(marked).toBeGreaterThan(150);
});

test('full screen keeps the mark', async ({ start }) => {
  const page = await start();
  await openByKeys(page, 'Weather');
  await openPicture(page);
  await page.keyboard.press('Shift+F');
  await expect(page.getByRole('button', { name: 'Leave full screen' })).toBeVisible();
  const zone = page.locator('.picture-zone');
  expect(await page.locator('.watermark').boundingBox()).toEqual(await zone.boundingBox());
  for (const marked of await markedPixels(zone)) expect(marked).toBeGreaterThan(150);
});
