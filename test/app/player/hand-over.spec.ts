import { numberedClips } from '../../helpers/numbered-clips.ts';
import { expect, test } from './harness-test.ts';

for (const name of ['720p2997', 'vfr720'] as const) {
  test(`what is seen never jumps back between playing and stepping: ${name}`, async ({
    stage,
    openClip,
  }) => {
    await openClip(numberedClips[name]);
    const runs = await stage.evaluate(async () => {
      const results: {
        seen: number[];
        frame: number;
        pixels: number;
        element: number;
        before: number;
      }[] = [];
      for (let run = 0; run < 5; run++) {
        const before = harness.state().frame;
        const seen: number[] = [];
        let isWatching = true;
        const watch = () => {
          seen.push(harness.seenNumber());
          if (isWatching) requestAnimationFrame(watch);
        };
        watch();
        harness.player().play();
        await new Promise((resolve) => setTimeout(resolve, 500 + run * 137));
        harness.player().pause();
        await harness.settled();
        // Long enough for the element to be set on the same frame beneath the canvas.
        await new Promise((resolve) => setTimeout(resolve, 900));
        isWatching = false;
        const element = harness.elementNumber();
        results.push({
          seen: [...seen],
          frame: harness.state().frame,
          pixels: harness.pixelNumber(),
          element,
          before,
        });
        harness.player().stepFrames(1);
        await harness.settled();
      }
      return results;
    });
    for (const { seen, frame, pixels, element, before } of runs) {
      expect(frame).toBeGreaterThan(before);
      expect(pixels).toBe(frame);
      expect(element).toBe(frame);
      expect(seen.at(-1)).toBe(frame);
      const backwards = seen.filter((number, i) => i > 0 && number < (seen[i - 1] ?? 0));
      expect(backwards).toEqual([]);
    }
  });
}

test('reverse and a loop show the frames they name, and the loop stays inside its edges', async ({
  stage,
  openClip,
}) => {
  await openClip(numberedClips['720p2997']);
  const seen = await stage.evaluate(async () => {
    const pairs: { called: number; drawn: number }[] = [];
    const watch = async (ms: number) => {
      const until = performance.now() + ms;
      while (performance.now() < until) {
        await new Promise((resolve) => requestAnimationFrame(resolve));
        const { shownFrame, isExact } = harness.state();
        if (isExact) pairs.push({ called: shownFrame, drawn: harness.pixelNumber() });
      }
    };
    harness.player().seekToFrame(90);
    await harness.settled();
    harness.player().shuttle('j');
    await watch(1000);
    harness.player().shuttle('k');
    const reversedTo = (await harness.settled()).frame;
    const before = pairs.length;
    harness.player().setLoop({ fromUs: 4_000_000, toUs: 4_400_000 });
    harness.player().play();
    await watch(1500);
    harness.player().pause();
    return { pairs, reversedTo, looped: pairs.slice(before + 3).map((pair) => pair.called) };
  });
  expect(seen.pairs.filter(({ called, drawn }) => called !== drawn)).toEqual([]);
  expect(seen.reversedTo).toBeLessThan(80);
  expect(Math.min(...seen.looped)).toBeGreaterThanOrEqual(119);
  expect(Math.max(...seen.looped)).toBeLessThanOrEqual(131);
  expect(new Set(seen.looped).size).toBeGreaterThan(3);
});

test('the element beneath is set on the same frame, turned the same way, as the canvas over it', async ({
  stage,
  openClip,
}) => {
  await openClip(numberedClips.rotated);
  for (const frame of [17, 42, 3, 59]) {
    await stage.evaluate(async (wanted) => {
      harness.player().seekToFrame(wanted);
      await harness.settled();
    }, frame);
    // The element is set once the stepping rests.
    await expect
      .poll(() => stage.evaluate(() => [harness.pixelNumber(), harness.elementNumber()]))
      .toEqual([frame, frame]);
  }
});
