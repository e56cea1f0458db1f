import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ffmpeg } from '../../helpers/ffmpeg-clips.ts';
import { expect, test } from './harness-test.ts';

/** Four seconds: silence, with a tone from 1.5 to 2 s. */
const tone = "aevalsrc='0.5*sin(2*PI*440*t)*between(t\\,1.5\\,2)':s=48000:d=4";

async function soundFile(name: string, codec: readonly string[]): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'second-look-alone-'));
  const file = join(folder, name);
  await ffmpeg('-f', 'lavfi', '-i', tone, '-ac', '2', ...codec, file);
  return file;
}

const forms = [
  ['sound.mp3', ['-c:a', 'libmp3lame']],
  ['sound.wav', ['-c:a', 'pcm_s16le']],
  ['deep.wav', ['-c:a', 'pcm_s24le']],
  ['sound.flac', ['-c:a', 'flac']],
  ['sound.ogg', ['-c:a', 'libvorbis']],
  ['sound.opus', ['-c:a', 'libopus']],
  ['sound.m4a', ['-c:a', 'aac']],
  ['sound.webm', ['-c:a', 'libopus']],
  ['sound.mka', ['-c:a', 'aac']],
  // The media element refuses this one: the desk plays what it decoded itself.
  ['sound.mov', ['-c:a', 'pcm_s16be']],
] as const;

for (const [name, codec] of forms) {
  test(`a clip without a picture is heard, stepped, looped and drawn: ${name}`, async ({
    stage,
    served,
  }) => {
    const url = served.clipUrl(await soundFile(name, codec), name);
    await stage.evaluate((clip) => harness.show(clip, null), url);
    await expect.poll(() => stage.evaluate(() => harness.state().source)).toBe('sound');
    await expect(stage.locator('.time-badge')).toHaveText('sound only: no picture is shown');
    await expect(stage.getByRole('button', { name: 'Play' })).toBeEnabled();

    const stood = await stage.evaluate(() => {
      const places: number[] = [];
      const player = harness.player();
      player.seekToUs(1_000_000);
      places.push(player.state().us);
      player.stepFrames(1);
      places.push(player.state().us);
      player.stepUs(-500_000);
      places.push(player.state().us);
      return { places, clock: player.clock.read(), isExact: player.state().isExact };
    });
    expect(stood.places).toEqual([1_000_000, 1_010_000, 510_000]);
    expect(stood.clock.frame).toBe(-1);
    expect(stood.isExact).toBe(false);

    const onset = await stage.evaluate(async () => {
      const sound = await harness.player().soundPicture();
      const [samples] = (await sound?.readSamples({ fromUs: 0, toUs: 4_000_000 })) ?? [];
      const at = (samples ?? new Float32Array()).findIndex((value) => Math.abs(value) > 0.1);
      return at / (sound?.sampleRate ?? 1);
    });
    // An MP3 decoder's own delay, which no container names.
    expect(Math.abs(onset - 1.5)).toBeLessThan(0.06);

    const played = await stage.evaluate(async () => {
      const player = harness.player();
      player.seekToUs(1_000_000);
      player.play();
      const until = performance.now() + 8000;
      while (player.clock.read().us < 1_400_000 && performance.now() < until)
        await new Promise((resolve) => setTimeout(resolve, 20));
      const isPlaying = player.state().isPlaying;
      player.pause();
      return { us: player.clock.read().us, isPlaying };
    });
    expect(played.isPlaying).toBe(true);
    expect(played.us).toBeGreaterThanOrEqual(1_400_000);

    const loudness = await stage.evaluate(async () => {
      const player = harness.player();
      player.setMuted(false);
      player.setLoop({ fromUs: 1_600_000, toUs: 1_900_000 });
      player.play();
      await new Promise((resolve) => setTimeout(resolve, 300));
      await harness.tap.start();
      const loudest = await harness.tap.loudest(800);
      const { us } = player.clock.read();
      player.pause();
      return { loudest, us };
    });
    expect(loudness.loudest).toBeGreaterThan(0.1);
    expect(loudness.us).toBeGreaterThanOrEqual(1_600_000);
    expect(loudness.us).toBeLessThan(1_900_000);
  });
}

test('what was chosen before the sound was there holds once it is, and the end is the end', async ({
  stage,
  served,
}) => {
  const url = served.clipUrl(await soundFile('chosen.mov', ['-c:a', 'pcm_s16be']));
  const seen = await stage.evaluate(async (clip) => {
    harness.show(clip, null);
    harness.player().setMuted(false);
    harness.player().setVolume(0.25);
    harness.player().setRate(2);
    const waitFor = async (isSo: () => boolean) => {
      const until = performance.now() + 10_000;
      while (!isSo() && performance.now() < until)
        await new Promise((resolve) => setTimeout(resolve, 20));
      return isSo();
    };
    await waitFor(() => harness.state().source === 'sound');
    const { isMuted, volume, rate } = harness.state();
    harness.player().seekToUs(3_500_000);
    harness.player().play();
    const hasEnded = await waitFor(() => !harness.state().isPlaying);
    return { isMuted, volume, rate, hasEnded, us: harness.state().us };
  }, url);
  expect(seen).toMatchObject({ isMuted: false, volume: 0.25, rate: 2, hasEnded: true });
  expect(seen.us).toBeGreaterThan(3_900_000);
});
