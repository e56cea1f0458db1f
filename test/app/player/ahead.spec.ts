import { numberedClip, numberedClips } from '../../helpers/numbered-clips.ts';
import { expect, test } from './harness-test.ts';

test('a clip decoded ahead opens on its exact first frame and steps on exactly', async ({
  stage,
  served,
  openClip,
}) => {
  const next = served.clipUrl(await numberedClip(numberedClips['720p30']));
  await openClip(numberedClips['720p2997']);
  const cold = await stage.evaluate(() => harness.openedMs());
  await stage.evaluate((url) => harness.prepare(url), next);
  await stage.waitForTimeout(1500);
  expect(await stage.evaluate(() => harness.state().frameCount)).toBe(300);
  const opened = await stage.evaluate(async (url) => {
    await harness.open(url);
    const ms = harness.openedMs();
    const seen = [harness.pixelNumber()];
    for (const by of [1, 1, 1, 1, 1, 1, -3, 40, 100]) {
      harness.player().stepFrames(by);
      await harness.settled();
      seen.push(harness.pixelNumber());
    }
    return { ms, seen, workers: harness.state().held };
  }, next);
  expect(opened.seen).toEqual([0, 1, 2, 3, 4, 5, 6, 3, 43, 143]);
  test
    .info()
    .annotations.push({ type: 'opened', description: `${cold} ms, ahead ${opened.ms} ms` });
  expect(opened.ms).toBeLessThan(cold);
});

test('the ring grows to its full size once a clip decoded ahead is opened', async ({
  stage,
  served,
}) => {
  const url = served.clipUrl(await numberedClip(numberedClips['720p30']));
  await stage.evaluate((clip) => harness.prepare(clip), url);
  await stage.waitForTimeout(800);
  await stage.evaluate((clip) => harness.open(clip, 450_000_000).then(() => null), url);
  await expect
    .poll(() => stage.evaluate(() => harness.state().held), { timeout: 15_000 })
    .toBe(300);
});
