import { numberedClips } from '../../helpers/numbered-clips.ts';
import { expect, test } from './harness-test.ts';

for (const by of [1, -1]) {
  test(`a key held to step ${by === 1 ? 'forward' : 'back'} keeps its pace at 720p30, every frame exact`, async ({
    stage,
    openClip,
  }) => {
    await openClip(numberedClips['720p30']);
    const seconds = 4;
    const { frames, paints } = await stage.evaluate(
      async ([step, ms]) => {
        harness.player().seekToFrame(step === 1 ? 20 : 280);
        await harness.settled();
        await new Promise((resolve) => setTimeout(resolve, 2500));
        return harness.holdSteps(step, 250 + ms);
      },
      [by, seconds * 1000] as const,
    );
    expect(frames.filter(({ drawn, read }) => drawn !== read)).toEqual([]);
    test.info().annotations.push({ type: 'pace', description: `${frames.length / seconds} per s` });
    // Thirty a second, or one per two paints where a busy machine paints less often; 28 of 30 at least.
    const most = Math.min(30 * seconds, paints / 2);
    expect(frames.length).toBeGreaterThanOrEqual(Math.floor((most * 28) / 30));
    // Not one frame was passed over: the pace was kept, not skipped to.
    frames.slice(1).forEach(({ drawn }, i) => expect(drawn - (frames[i]?.drawn ?? 0)).toBe(by));
  });
}

test('where decoding can’t keep up, held steps are dropped: the picture stops with the key', async ({
  stage,
  openClip,
}) => {
  await openClip(numberedClips['1080p30'], 45_000_000);
  const result = await stage.evaluate(async () => {
    harness.player().seekToFrame(290);
    await harness.settled();
    const { frames } = await harness.holdSteps(-7, 3000);
    const asked = harness.state().frame;
    await harness.settled();
    return { frames, asked, shown: harness.pixelNumber() };
  });
  expect(result.frames.length).toBeGreaterThan(0);
  expect(result.frames.filter(({ drawn, read }) => drawn !== read)).toEqual([]);
  expect(result.shown).toBe(result.asked);
});

test('held down for two seconds, the step key keeps up with thirty frames a second', async ({
  stage,
  openClip,
}) => {
  await openClip(numberedClips['720p2997']);
  const shown = await stage.evaluate(async () => {
    await new Promise((resolve) => setTimeout(resolve, 3000));
    let behind = 0;
    for (let i = 0; i < 60; i++) {
      harness.player().stepFrames(1);
      await new Promise((resolve) => setTimeout(resolve, 1000 / 30));
      behind = Math.max(behind, harness.state().frame - harness.state().shownFrame);
    }
    return { frame: (await harness.settled()).frame, pixels: harness.pixelNumber(), behind };
  });
  expect(shown).toMatchObject({ frame: 60, pixels: 60 });
  expect(shown.behind).toBeLessThanOrEqual(1);
});
