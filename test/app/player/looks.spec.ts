import { numberedClips } from '../../helpers/numbered-clips.ts';
import { expect, test } from './harness-test.ts';

test('the filter holds on the box around both layers, while playing and stepping', async ({
  stage,
  served,
  openClip,
}) => {
  await stage.goto(`${served.url}?blur=8&grey`);
  await openClip(numberedClips.webm480);
  const filters = await stage.evaluate(async () => {
    const host = document.querySelector('.picture-host');
    if (!host) throw new Error('no picture');
    const read = () => getComputedStyle(host).filter;
    const paused = read();
    harness.player().play();
    await new Promise((resolve) => setTimeout(resolve, 400));
    const playing = read();
    harness.player().stepFrames(1);
    await harness.settled();
    const holdsBoth =
      host.contains(document.querySelector('video')) &&
      host.contains(document.querySelector('canvas.picture-frame'));
    return { paused, playing, stepped: read(), holdsBoth };
  });
  expect(filters).toEqual({
    paused: 'blur(8px) grayscale(1)',
    playing: 'blur(8px) grayscale(1)',
    stepped: 'blur(8px) grayscale(1)',
    holdsBoth: true,
  });
});

test('a click in the lanes lands on the frame under it, and zooming keeps the playhead in place', async ({
  stage,
  openClip,
}) => {
  await openClip(numberedClips.vfr720);
  const body = await stage.locator('.lanes-body').boundingBox();
  if (!body) throw new Error('no lanes');
  await stage.mouse.click(body.x + body.width * 0.5, body.y + 40);
  const clicked = await stage.evaluate(async () => {
    const state = await harness.settled();
    return {
      us: state.us,
      pixels: harness.pixelNumber(),
      frame: state.frame,
      durationUs: state.durationUs,
    };
  });
  expect(clicked.pixels).toBe(clicked.frame);
  expect(Math.abs(clicked.us - clicked.durationUs / 2)).toBeLessThan(120_000);
  const headAt = () =>
    stage
      .locator('.lanes-playhead')
      .boundingBox()
      .then((box) => box?.x ?? 0);
  const before = await headAt();
  await stage.locator('.lanes').focus();
  for (let i = 0; i < 5; i++) await stage.keyboard.press('+');
  expect(Math.abs((await headAt()) - before)).toBeLessThan(2);
});

test('the picture says its frame and time to a screen reader; a clip without sound says so in words', async ({
  stage,
  openClip,
}) => {
  await openClip(numberedClips.webm480);
  await stage.evaluate(() => {
    harness.player().seekToFrame(57);
    return harness.settled().then(() => null);
  });
  await expect(stage.getByRole('img', { name: 'frame 57 of 150, 1.900 s' })).toBeVisible();
  await expect(stage.getByText('This clip has no soundtrack.')).toBeVisible();
  await expect(stage.getByRole('button', { name: 'No soundtrack' })).toBeDisabled();
});
