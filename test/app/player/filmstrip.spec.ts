import type { Page } from '@playwright/test';
import { numberedClips } from '../../helpers/numbered-clips.ts';
import { expect, test } from './harness-test.ts';

type Shown = { readonly named: number; readonly drawn: number; readonly isWhole: boolean };

/** Every picture of the strip: the number in its name, and the number in its own pixels. */
async function strip(stage: Page): Promise<Shown[]> {
  await stage.waitForFunction(() => {
    const frames = document.querySelectorAll('.film-frame');
    return frames.length > 0 && document.querySelectorAll('.film-frame.is-decoding').length === 0;
  });
  return stage.evaluate(() => {
    const viewLeft = document.querySelector('.lanes-body')?.getBoundingClientRect().left ?? 0;
    return [...document.querySelectorAll('.film-frame')].map((frame) => {
      const canvas = frame.querySelector('canvas');
      const { left, width } = frame.getBoundingClientRect();
      const [, named = '-1'] = /^Frame (\d+),/.exec(frame.getAttribute('aria-label') ?? '') ?? [];
      return {
        named: Number(named),
        drawn: canvas ? harness.numberOn(canvas) : -1,
        // One that began before the view is kept at its edge; going to its start moves the view.
        // Of one that lasts a moment there is but a sliver, too narrow to be hit.
        isWhole: left > viewLeft + 1 && width > 12,
      };
    });
  });
}

async function zoomIn(stage: Page, times: number): Promise<void> {
  await stage.locator('.lanes').focus();
  for (let i = 0; i < times; i++) await stage.keyboard.press('+');
  await stage.evaluate(() => harness.painted());
}

for (const name of ['720p2997', 'vfr720', 'webm480', 'rotated'] as const) {
  test(`every picture of the filmstrip is the frame it names, at every zoom, and a click lands on it: ${name}`, async ({
    stage,
    openClip,
  }) => {
    await openClip(numberedClips[name]);
    await stage.evaluate(() => {
      harness.player().seekToFrame(31);
      return harness.settled().then(() => null);
    });
    for (const zoom of [0, 2, 3]) {
      await zoomIn(stage, zoom);
      const shown = await strip(stage);
      expect(shown.filter(({ named, drawn }) => named !== drawn)).toEqual([]);
      for (const { named } of shown.filter(({ isWhole }) => isWhole).slice(0, 3)) {
        await stage
          .locator(`.film-frame[aria-label^="Frame ${named},"]`)
          .click({ position: { x: 6, y: 6 } });
        const landed = await stage.evaluate(() =>
          harness.settled().then(({ frame }) => ({ frame, drawn: harness.pixelNumber() })),
        );
        expect(landed).toEqual({ frame: named, drawn: named });
      }
    }
  });
}

test('a ring too small for the clip still gives the strip exact pictures', async ({
  stage,
  openClip,
}) => {
  await openClip(numberedClips['720p2997'], 30 * 1280 * 720 * 1.5);
  const shown = await strip(stage);
  expect(shown.filter(({ named, drawn }) => named !== drawn)).toEqual([]);
  expect(shown.length).toBeGreaterThan(5);
});

test('the filter lies on the filmstrip as on the picture', async ({ stage, served, openClip }) => {
  await stage.goto(`${served.url}?blur=3&grey`);
  await openClip(numberedClips.webm480);
  await strip(stage);
  const filters = await stage.evaluate(() => [
    ...new Set(
      [...document.querySelectorAll('.film-picture')].map(
        (canvas) => getComputedStyle(canvas).filter,
      ),
    ),
  ]);
  expect(filters).toEqual(['blur(3px) grayscale(1)']);
});

test('a region drawn with shift and the mouse starts and ends on frame edges when asked, else where the hand was', async ({
  stage,
  openClip,
}) => {
  await openClip(numberedClips.vfr720);
  const starts = await stage.evaluate(() => [...(harness.player().index?.startsUs ?? [])]);
  const body = await stage.locator('.lanes-body').boundingBox();
  if (!body) throw new Error('no lanes');
  const draw = async () => {
    await stage.keyboard.down('Shift');
    await stage.mouse.move(body.x + 201, body.y + 60);
    await stage.mouse.down();
    await stage.mouse.move(body.x + 333, body.y + 60, { steps: 4 });
    await stage.mouse.up();
    await stage.keyboard.up('Shift');
    return stage.evaluate(() => harness.player().clock.loop());
  };
  const free = await draw();
  expect(starts).not.toContain(free?.fromUs);
  await stage.getByRole('button', { name: 'Snap to frames' }).click();
  const snapped = await draw();
  expect(starts).toContain(snapped?.fromUs);
  expect(starts).toContain(snapped?.toUs);
  await stage.getByRole('slider', { name: 'End of the loop' }).focus();
  await stage.keyboard.press('ArrowRight');
  const moved = await stage.evaluate(() => harness.player().clock.loop());
  expect(starts.indexOf(moved?.toUs ?? -1)).toBe(starts.indexOf(snapped?.toUs ?? -1) + 1);
});

test('a drag in the overview moves the view and leaves the playhead where it is', async ({
  stage,
  openClip,
}) => {
  await openClip(numberedClips['720p2997']);
  await zoomIn(stage, 4);
  const map = await stage.locator('.minimap').boundingBox();
  if (!map) throw new Error('no overview');
  await stage.mouse.click(map.x + map.width * 0.75, map.y + 10);
  const seconds = (time: string) => Number(time.slice(2));
  const middle = async () => {
    const name = await stage.locator('.minimap').getAttribute('aria-label');
    const [from = '', to = ''] = name?.match(/0:\d\d\.\d+/g)?.slice(-2) ?? [];
    return (seconds(from) + seconds(to)) / 2;
  };
  await expect.poll(async () => Math.abs((await middle()) - 7.5)).toBeLessThan(0.5);
  expect(await stage.evaluate(() => harness.state().frame)).toBe(0);
});

test('at the closest zoom the wave is a line through single samples, each at its own time', async ({
  stage,
  openClip,
}) => {
  await openClip(numberedClips['720p2997']);
  await stage.evaluate(() => {
    harness.player().seekToFrame(90);
    return harness.settled().then(() => null);
  });
  await zoomIn(stage, 16);
  const read = () => stage.evaluate(readWave);
  // One millisecond at 48 kHz is 48 samples. The wave is drawn anew a moment after the zoom.
  await expect.poll(async () => Math.abs((await read()).dots - 48)).toBeLessThanOrEqual(1);
  const drawn = await read();
  expect(drawn.thickest).toBeLessThanOrEqual(8);
  expect(drawn.empty).toBe(0);
});

/** In the page: the wave of the first channel, column by column. */
function readWave(): {
  readonly dots: number;
  readonly thickest: number;
  readonly empty: number;
} {
  const root = document.querySelector('.waveform > div')?.shadowRoot;
  const canvas = root?.querySelector('canvas');
  const pen = canvas?.getContext('2d');
  if (!canvas || !pen) throw new Error('no wave');
  const { width } = canvas;
  const rowHeight = Math.floor(canvas.height / 2);
  const { data } = pen.getImageData(0, 0, width, rowHeight);
  // How thick the wave is in each column of the first channel; the line at zero is too dark to count.
  const thick = Array.from(
    { length: width },
    (_, x) =>
      Array.from({ length: rowHeight }, (_, y) => data[(y * width + x) * 4] ?? 0).filter(
        (red, y) => red > 0x80 && (data[(y * width + x) * 4 + 3] ?? 0) > 0x20,
      ).length,
  );
  const isDot = (x: number) => (thick[x] ?? 0) >= 4;
  return {
    dots: thick.filter((_, x) => isDot(x) && !isDot(x - 1)).length,
    thickest: Math.max(...thick),
    empty: thick.slice(8, -8).filter((pixels) => pixels === 0).length,
  };
}
