import { flashBeepClip } from '../../helpers/flash-beep-clip.ts';
import { driftOf, flashBefore } from '../../helpers/drift.ts';
import { expect, test } from './harness-test.ts';

/** Ten minutes, of which the test plays some seconds at the start and some at the end. */
const seconds = 600;
const beepsAtStart = 7;
const beepsAtEnd = 8;

for (const name of ['ntsc', 'vfr'] as const) {
  test(`sampled at the start and at 9:45 of ten minutes, after 50 seeks, loops and rate changes, picture, sound and playhead have drifted by 10 ms at most: ${name}`, async ({
    stage,
    served,
  }) => {
    test.setTimeout(180_000);
    const { file, clip } = await flashBeepClip(name, seconds);
    const seen = await stage.evaluate(
      async ([url, every, last, atStart, atEnd]) => {
        await harness.open(url);
        const start = await harness.measureDrift(every, 0, atStart);
        await harness.trouble(50);
        const end = await harness.measureDrift(every, last, atEnd);
        return { start, end };
      },
      [
        served.clipUrl(file),
        clip.everySeconds,
        flashBefore(clip, 585),
        beepsAtStart,
        beepsAtEnd,
      ] as const,
    );
    const drift = driftOf(seen.start, seen.end);
    test.info().annotations.push({ type: 'drift', description: JSON.stringify(drift) });
    expect(seen.start.playheadMinusSound.length).toBeGreaterThanOrEqual(4);
    expect(seen.end.playheadMinusSound.length).toBeGreaterThanOrEqual(4);
    expect(seen.end.waveformMinusFrame.length).toBe(seen.end.playheadMinusSound.length);
    expect(Math.abs(drift.pictureMs)).toBeLessThanOrEqual(10);
    expect(Math.abs(drift.playheadMs)).toBeLessThanOrEqual(10);
    // Waveform against frame times is arithmetic, not playing: every single flash counts.
    for (const ms of [...seen.start.waveformMinusFrame, ...seen.end.waveformMinusFrame])
      expect(Math.abs(ms)).toBeLessThan(1);
    expect(seen.start.wrongTimecodes + seen.end.wrongTimecodes).toBe(0);
  });
}
