import { numberedClip, numberedClips } from '../../helpers/numbered-clips.ts';
import type { Page } from '@playwright/test';
import { expect, test } from './harness-test.ts';

/** Prepares a clip, closes the one that is open and waits until the prepared one's first picture is in the page. */
async function prepared(stage: Page, url: string, whileOpen?: () => Promise<void>): Promise<void> {
  await stage.evaluate((clip) => harness.prepare(clip), url);
  await whileOpen?.();
  const before = await stage.evaluate(() => {
    harness.close();
    return harness.pictures().received;
  });
  // The picture may have come before the open clip was closed: then it is the one that is open.
  await expect
    .poll(() =>
      stage.evaluate((had) => {
        const { received, open } = harness.pictures();
        return received > had || open > 0;
      }, before),
    )
    .toBe(true);
}

test('a clip decoded ahead opens on its exact first frame and steps on exactly', async ({
  stage,
  served,
  openClip,
}) => {
  const next = served.clipUrl(await numberedClip(numberedClips['720p30']));
  await openClip(numberedClips['720p2997']);
  const cold = await stage.evaluate(() => harness.openedMs());
  await prepared(stage, next, async () =>
    expect(await stage.evaluate(() => harness.state().frameCount)).toBe(300),
  );
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
  await prepared(stage, url);
  await stage.evaluate((clip) => harness.open(clip, 450_000_000).then(() => null), url);
  await expect
    .poll(() => stage.evaluate(() => harness.state().held), { timeout: 15_000 })
    .toBe(300);
});
