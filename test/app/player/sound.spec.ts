import { numberedClips } from '../../helpers/numbered-clips.ts';
import { expect, test } from './harness-test.ts';

/** AAC packets are 21 ms long and smear an onset over part of one. */
const toleranceSeconds = 0.005;

test('sound that starts half a second late is drawn, and sampled, half a second late', async ({
  stage,
  openClip,
}) => {
  await openClip(numberedClips.lateSound);
  const onset = await stage.evaluate(async () => {
    const sound = await harness.player().soundPicture();
    if (!sound) throw new Error('no sound');
    const [samples] = await sound.readSamples({ fromUs: 0, toUs: 1_000_000 });
    const [drawn] = sound.columns({ fromUs: 0, toUs: 1_000_000 }, 500) ?? [];
    return {
      sampled:
        (samples ?? new Float32Array()).findIndex((value) => Math.abs(value) > 0.02) /
        sound.sampleRate,
      drawn: (drawn?.max ?? new Float32Array()).findIndex((value) => value > 0.02) / 500,
      channels: sound.channels,
    };
  });
  expect(onset.channels).toBe(2);
  expect(Math.abs(onset.sampled - 0.5)).toBeLessThan(toleranceSeconds);
  expect(Math.abs(onset.drawn - 0.5)).toBeLessThan(toleranceSeconds);
});

test('the sound for a speech model is 16 kHz mono and as long as the clip; sampled frames are JPEG', async ({
  stage,
  openClip,
}) => {
  await openClip(numberedClips.lateSound);
  const made = await stage.evaluate(async () => {
    const wav = await harness.player().soundWav();
    const frames = await harness.player().sampleFrames(3);
    return {
      seconds: ((wav?.length ?? 0) - 44) / 2 / 16_000,
      durationUs: harness.state().durationUs,
      frames: frames.map(({ frame, jpeg }) => ({
        frame,
        isJpeg: jpeg[0] === 0xff && jpeg[1] === 0xd8,
      })),
    };
  });
  expect(made.seconds).toBeCloseTo(made.durationUs / 1e6, 2);
  expect(made.frames).toEqual([10, 30, 50].map((frame) => ({ frame, isJpeg: true })));
});

test('a clip opens muted; turned on, the sound comes in and a step sounds its own frame', async ({
  stage,
  openClip,
}) => {
  await openClip(numberedClips.lateSound);
  const state = await stage.evaluate(async () => {
    const started = harness.state().isMuted;
    const video = document.querySelector('video');
    const startedElement = video?.muted;
    harness.player().setMuted(false);
    const atOnce = video?.volume ?? 1;
    // It comes in by and by, as fast as the machine draws; that it stops at half is looked at after a step.
    const untilMs = performance.now() + 10_000;
    while (video && video.volume < 0.5 && performance.now() < untilMs) await harness.painted();
    await harness.painted();
    harness.player().stepFrames(20);
    await harness.settled();
    return { started, startedElement, atOnce, after: video?.volume, isMuted: video?.muted };
  });
  // Full volume is half of full scale: nothing leaves the desk louder than -6 dBFS.
  expect(state).toMatchObject({ started: true, startedElement: true, after: 0.5, isMuted: false });
  expect(state.atOnce).toBeLessThan(0.25);
});
