import { numberedClips, type ClipRecipe } from '../../helpers/numbered-clips.ts';
import { longestSilenceMs, loudestOf, periodError, steepest } from './heard-sound.ts';
import { expect, test } from './harness-test.ts';

/** Three minutes of tone over a small picture. */
const longClip: ClipRecipe = {
  ...numberedClips.lateSound,
  name: 'longSound',
  rate: '5',
  frames: 900,
  width: 160,
  height: 90,
  soundLate: 0,
};

/** Half of full scale, and the rounding of the mixer's own floats. */
const ceiling = 0.5001;

test('a loop with millisecond edges repeats to the sample, without a gap or a click', async ({
  stage,
  openClip,
}) => {
  await openClip(numberedClips['720p30']);
  const heard = await stage.evaluate(async () => {
    const player = harness.player();
    player.setMuted(false);
    await new Promise((resolve) => setTimeout(resolve, 400));
    await harness.tap.start();
    player.setLoop({ fromUs: 2_301_000, toUs: 2_804_000 });
    player.play();
    await new Promise((resolve) => setTimeout(resolve, 1500));
    await harness.tap.take();
    await new Promise((resolve) => setTimeout(resolve, 2500));
    return harness.tap.take();
  });
  const period = Math.round(0.503 * heard.sampleRate);
  expect(heard.left.length).toBeGreaterThan(heard.sampleRate * 2);
  expect(loudestOf(heard.left)).toBeGreaterThan(0.02);
  expect(periodError(heard.left, period)).toBeLessThan(1e-4);
  expect(longestSilenceMs(heard.left, heard.sampleRate, 0.001)).toBeLessThan(10);
  // A broken-off wave would jump by its height; the tone itself rises by 6 % of it per sample.
  expect(steepest(heard.left)).toBeLessThan(loudestOf(heard.left) * 0.25);
});

test('a loop longer than the frames in memory sounds on across its seam, and says what waits', async ({
  stage,
  openClip,
}) => {
  await openClip(numberedClips['720p30'], 40_000_000);
  const { heard, notes } = await stage.evaluate(async () => {
    const player = harness.player();
    player.setMuted(false);
    await new Promise((resolve) => setTimeout(resolve, 400));
    await harness.tap.start();
    player.setLoop({ fromUs: 3_000_000, toUs: 5_000_000 });
    player.seekToUs(4_500_000);
    player.play();
    await new Promise((resolve) => setTimeout(resolve, 2500));
    return { heard: await harness.tap.take(), notes: harness.state().notes };
  });
  expect(notes).toContain('loop-picture-waits');
  const start = heard.left.findIndex((value) => Math.abs(value) > 0.01);
  expect(start).toBeGreaterThanOrEqual(0);
  expect(longestSilenceMs(heard.left.slice(start), heard.sampleRate, 0.001)).toBeLessThan(10);
});

test('a loop of more than two minutes comes in pieces: no gap and no click at their joints or at its seam', async ({
  stage,
  openClip,
}) => {
  await openClip(longClip);
  const { joint, seam, notes } = await stage.evaluate(async () => {
    const player = harness.player();
    // What is heard is the loop, not how soon a soundtrack of three minutes is decoded.
    const sound = await player.soundPicture();
    if (!sound) throw new Error('no sound');
    player.setMuted(false);
    await new Promise((resolve) => setTimeout(resolve, 400));
    await harness.tap.start();
    const loop = { fromUs: 1_000_000, toUs: 126_000_000 };
    player.setLoop(loop);
    const hear = async (fromUs: number) => {
      player.pause();
      await new Promise((resolve) => setTimeout(resolve, 300));
      player.seekToUs(fromUs);
      await harness.settled();
      await harness.tap.take();
      const { us } = player.state();
      player.play();
      await new Promise((resolve) => setTimeout(resolve, 2500));
      const end = Math.min(loop.toUs, us + 1_500_000);
      const [upToSeam] = await sound.readSamples({ fromUs: us, toUs: end });
      const again = { fromUs: loop.fromUs, toUs: loop.fromUs + 1_500_000 - (end - us) };
      const [afterSeam] = again.toUs > again.fromUs ? await sound.readSamples(again) : [];
      return {
        heard: await harness.tap.take(),
        clip: [...(upToSeam ?? []), ...(afterSeam ?? [])],
        seamAt: end === loop.toUs ? (upToSeam?.length ?? 0) : null,
      };
    };
    // A joint lies at each ten seconds of the loop: here at 111 s of the clip.
    return {
      joint: await hear(110_400_000),
      seam: await hear(125_400_000),
      notes: harness.state().notes,
    };
  });
  expect(notes).not.toContain('loop-has-a-gap');
  for (const { heard, clip, seamAt } of [joint, seam]) {
    const start = heard.left.findIndex((value) => Math.abs(value) > 0);
    expect(start).toBeGreaterThanOrEqual(0);
    // The desk's own fade-in, and its fades at the seam, are 2 ms long.
    const fade = Math.round(heard.sampleRate * 0.0021);
    const isFaded = (k: number) => k < fade || (seamAt !== null && Math.abs(k - seamAt) < fade);
    const worstFrom = (first: number) =>
      clip.reduce((worst, value, k) => {
        const error = Math.abs((heard.left[first + k] ?? 9) - value / 2);
        return isFaded(k) ? worst : Math.max(worst, error);
      }, 0);
    const worst = Math.min(...[-2, -1, 0, 1, 2].map((shift) => worstFrom(start + shift)));
    expect(worst).toBeLessThan(1e-4);
  }
});

test('a nudged loop sounds the moved stretch, says so, and forgets it with the loop', async ({
  stage,
  openClip,
}) => {
  await openClip(numberedClips['720p30']);
  const result = await stage.evaluate(async () => {
    const player = harness.player();
    const span = { fromUs: 2_900_000, toUs: 3_100_000 };
    player.setMuted(false);
    player.setLoop(span);
    player.nudgeSound(12_000);
    await new Promise((resolve) => setTimeout(resolve, 400));
    await harness.tap.start();
    player.play();
    await new Promise((resolve) => setTimeout(resolve, 1200));
    await harness.tap.take();
    await new Promise((resolve) => setTimeout(resolve, 600));
    const heard = await harness.tap.take();
    const words = document.querySelector('.sound-nudge')?.textContent;
    const sound = await player.soundPicture();
    const read = async (byUs: number) => {
      const moved = { fromUs: span.fromUs + byUs, toUs: span.toUs + byUs };
      return [...((await sound?.readSamples(moved))?.[0] ?? [])];
    };
    const expected = await read(-12_000);
    const unmoved = await read(0);
    player.pause();
    player.setLoop({ fromUs: 0, toUs: 1_000_000 });
    return { heard, expected, unmoved, words, after: harness.state().nudgeUs };
  });
  expect(result.words).toBe('sound nudged +12 ms: listening only, never written');
  expect(result.after).toBe(0);
  const { heard, expected, unmoved } = result;
  const moved = bestMatch(heard.left, expected);
  expect(moved).toBeLessThan(0.002);
  expect(bestMatch(heard.left, unmoved)).toBeGreaterThan(moved * 4);
});

test('steps and a dragged playhead sound; a click, silent steps and a muted desk do not', async ({
  stage,
  openClip,
}) => {
  await openClip(numberedClips['720p30']);
  const loud = await stage.evaluate(async () => {
    const player = harness.player();
    const rest = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
    player.setMuted(false);
    await rest(500);
    await harness.tap.start();
    const during = async (act: () => Promise<void> | void) => {
      await rest(300);
      return harness.tap.loudest(200, act);
    };
    const step = async () => {
      for (let i = 0; i < 4; i++) {
        player.stepFrames(1);
        await rest(60);
      }
    };
    return {
      click: await during(() => player.seekToUs(2_000_000)),
      drag: await during(async () => {
        for (let us = 2_000_000; us < 3_000_000; us += 70_000) {
          player.seekToUs(us);
          await rest(30);
        }
      }),
      steps: await during(step),
      silentSteps: await during(async () => {
        player.setSoundsSteps(false);
        await step();
      }),
      muted: await during(async () => {
        player.setSoundsSteps(true);
        player.setMuted(true);
        await step();
      }),
    };
  });
  expect(loud.click).toBe(0);
  expect(loud.silentSteps).toBe(0);
  expect(loud.muted).toBe(0);
  expect(loud.drag).toBeGreaterThan(0.02);
  expect(loud.steps).toBeGreaterThan(0.02);
  expect(Math.max(loud.drag, loud.steps)).toBeLessThanOrEqual(ceiling);
});

test('the difference of two equal channels is silence, in a loop and while the element plays', async ({
  stage,
  openClip,
}) => {
  await openClip(numberedClips['720p30']);
  const loud = await stage.evaluate(async () => {
    const player = harness.player();
    const rest = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
    player.setMuted(false);
    await rest(400);
    await harness.tap.start();
    const loudest = async () => {
      await rest(500);
      return harness.tap.loudest(500);
    };
    player.setLoop({ fromUs: 2_000_000, toUs: 2_500_000 });
    player.play();
    const stereoLoop = await loudest();
    player.setListening('difference');
    const differenceLoop = await loudest();
    player.setListening('mono');
    const monoLoop = await loudest();
    player.setLoop(null);
    player.pause();
    player.play();
    const monoElement = await loudest();
    player.setListening('difference');
    const differenceElement = await loudest();
    return { stereoLoop, differenceLoop, monoLoop, monoElement, differenceElement };
  });
  expect(loud.stereoLoop).toBeGreaterThan(0.02);
  expect(loud.monoLoop).toBeGreaterThan(0.02);
  expect(loud.monoElement).toBeGreaterThan(0.02);
  // What is left is where the encoder coded the two channels differently: 28 dB down and more.
  expect(loud.differenceLoop).toBeLessThan(loud.monoLoop * 0.04);
  expect(loud.differenceElement).toBeLessThan(loud.monoElement * 0.04);
});

/** Mean error of the best place of `wanted`, at half level, inside what was heard. */
function bestMatch(heard: readonly number[], wanted: readonly number[]): number {
  const inner = wanted.slice(400, -400);
  let best = Infinity;
  for (let at = 0; at + inner.length < Math.min(heard.length, wanted.length * 2.5); at++) {
    let sum = 0;
    let count = 0;
    for (let i = 0; i < inner.length; i += 37) {
      sum += Math.abs((heard[at + i] ?? 0) - 0.5 * (inner[i] ?? 0));
      count++;
      if (sum / 50 > best * (inner.length / 37 / 50)) break;
    }
    if (count >= Math.floor(inner.length / 37)) best = Math.min(best, sum / count);
  }
  return best;
}
