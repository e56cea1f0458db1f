import { driftOf, flashBefore } from '../../helpers/drift.ts';
import { flashBeepClip } from '../../helpers/flash-beep-clip.ts';
import { expect, test } from './harness-test.ts';

/** Ten minutes, of which the test plays stretches in the first minute and in the last. */
const seconds = 600;
const beeps = 3;
const four = { starts: [1, 11, 23, 37], ends: [545, 559, 572, 585] } as const;
const two = { starts: [11, 37], ends: [559, 585] } as const;

for (const [name, { starts: startsAt, ends: endsAt }, things] of [
  ['swept', four, 'picture, sound, playhead and waveform'],
  ['vfr', four, 'picture, sound, playhead and waveform'],
  // The place of its frames between two refreshes says more of the screen than of the player: see the clip.
  ['ntsc', two, 'sound, playhead and waveform'],
] as const) {
  test(`sampled in the first and the last of ten minutes, with 50 seeks, loops and rate changes between, ${things} have drifted by 10 ms at most: ${name}`, async ({
    stage,
    served,
  }) => {
    test.setTimeout(240_000);
    const { file, clip } = await flashBeepClip(name, seconds);
    const play = (places: readonly number[]) =>
      stage.evaluate(
        async ([every, from, count]) => {
          const seen = [];
          for (const at of from) seen.push(await harness.measureDrift(every, at, count));
          return seen;
        },
        [clip.everySeconds, places.map((at) => flashBefore(clip, at)), beeps] as const,
      );
    await stage.evaluate((url) => harness.open(url).then(() => null), served.clipUrl(file));
    // The comparison of element and decoder, which a resting player makes once, seeks in the element: it is over first.
    await expect
      .poll(() => stage.evaluate(() => harness.state().agreement), { timeout: 60_000 })
      .not.toBe('unchecked');
    const starts = await play(startsAt);
    await stage.evaluate(() => harness.trouble(50));
    const ends = await play(endsAt);
    const drift = driftOf(starts, ends);
    test.info().annotations.push({ type: 'drift', description: JSON.stringify(drift) });

    expect(Math.abs(drift.playheadMs)).toBeLessThanOrEqual(10);
    if (name !== 'ntsc') expect(Math.abs(drift.pictureMs)).toBeLessThanOrEqual(10);
    for (const seen of [...starts, ...ends]) {
      expect(seen.playheadMinusSound.length).toBeGreaterThanOrEqual(2);
      expect(seen.wrongTimecodes).toBe(0);
      // Waveform against frame times is arithmetic, not playing: every single flash counts.
      expect(seen.waveformMinusFrame.length).toBe(seen.playheadMinusSound.length);
      for (const ms of seen.waveformMinusFrame) expect(Math.abs(ms)).toBeLessThan(1);
    }
  });
}
