import { readFile } from 'node:fs/promises';
import { indexOfBytes } from '../../helpers/index-of-bytes.ts';
import { numberedClip, numberedClips } from '../../helpers/numbered-clips.ts';
import { expect, test } from './harness-test.ts';

// The page's clock is moved by hand: nothing here waits for seconds to pass.

test('a clip whose bytes never come is given up in words after 5 seconds, and its worker ends', async ({
  page,
  served,
}) => {
  const file = await numberedClip(numberedClips.rotated);
  await page.clock.install({ time: 0 });
  await page.route('**/clip/**', () => {});
  await page.goto(served.url);
  await page.clock.pauseAt(60_000);
  await page.evaluate(([url, index]) => harness.show(url, index), [
    served.clipUrl(file),
    await indexOfBytes(await readFile(file)),
  ] as const);
  await expect.poll(() => page.workers().length).toBe(1);
  await page.clock.runFor(4900);
  expect(await page.evaluate(() => harness.state().phase)).toBe('loading');
  await expect(page.getByText('Opening the clip')).toBeVisible();
  await page.clock.runFor(200);
  await expect(page.getByRole('alert')).toContainText('could not be opened within 5 seconds');
  expect(await page.evaluate(() => harness.state())).toMatchObject({
    phase: 'failed',
    source: 'none',
    isDecoding: false,
    fault: { kind: 'timed-out', retry: 'after-user' },
  });
  await expect.poll(() => page.workers().length).toBe(0);
});

test('where the worker falls silent over a frame, that is said after 7 seconds, and what is held can be stepped to', async ({
  page,
  served,
}) => {
  const file = await numberedClip(numberedClips.rotated);
  await page.clock.install({ time: 0 });
  await page.goto(served.url);
  const index = await indexOfBytes(await readFile(file));
  const ringBytes = 30 * 1.5 * numberedClips.rotated.width * numberedClips.rotated.height;
  await page.evaluate(([url, known, bytes]) => harness.show(url, known, bytes, false), [
    served.clipUrl(file),
    index,
    ringBytes,
  ] as const);
  // The ring is full, and frame 50 not in it: the worker has nothing more to say by itself.
  await expect.poll(() => page.evaluate(() => harness.state().held)).toBe(30);
  await page.clock.pauseAt(60_000);
  // From here on a worker that hangs: it hears what it is asked and never answers.
  await page.evaluate(() => {
    Worker.prototype.postMessage = () => {};
    harness.player().seekToFrame(50);
  });
  await page.clock.runFor(6900);
  expect(await page.evaluate(() => harness.state())).toMatchObject({
    frame: 50,
    isDecoding: true,
  });
  await page.clock.runFor(200);
  await expect(page.getByRole('alert')).toContainText(
    'Nothing was heard of frame 50 for 7 seconds',
  );
  expect(await page.evaluate(() => harness.state())).toMatchObject({
    isDecoding: false,
    isExact: false,
    fault: { kind: 'timed-out' },
  });
});
