import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ffmpeg } from '../../helpers/ffmpeg-clips.ts';
import { expect, test } from './harness-test.ts';

/** A tenth of a second of 440 Hz before each full second, five seconds long. */
const pips = (rate: number) => `aevalsrc='0.5*sin(2*PI*440*t)*gte(mod(t\\,1)\\,0.9)':s=${rate}:d=5`;
const picture = ['-f', 'lavfi', '-i', 'testsrc2=size=160x90:rate=25:duration=5'];
const h264 = ['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p'];
/** Drops what lies between the second second and a little after the third out of the packed sound. */
const withHole = ['-c', 'copy', '-bsf:a', 'noise=drop=between(pts*tb\\,2\\,3.05)'];

async function made(name: string, ...steps: readonly (readonly string[])[]): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'second-look-sound-'));
  const named = (part: string) => part.replaceAll('FOLDER', folder);
  for (const step of steps) await ffmpeg(...step.map(named));
  return join(folder, name);
}

/** Seconds at which a tone begins after a silence, in what loop, waveform and transcript are made of. */
const onsetsIn = () =>
  (async () => {
    const sound = await harness.player().soundPicture();
    if (!sound) throw new Error('no sound');
    const [samples = new Float32Array()] = await sound.readSamples({ fromUs: 0, toUs: 6_000_000 });
    const onsets: number[] = [];
    let silent = Infinity;
    samples.forEach((value, i) => {
      if (Math.abs(value) < 0.1) silent++;
      else {
        if (silent > sound.sampleRate / 20) onsets.push(i / sound.sampleRate);
        silent = 0;
      }
    });
    const [drawn] = sound.columns({ fromUs: 0, toUs: 5_000_000 }, 500) ?? [];
    const loudDrawn = [...(drawn?.max ?? [])].flatMap((value, i) => (value > 0.2 ? [i / 100] : []));
    const wav = (await harness.player().soundWav()) ?? new Uint8Array(44);
    const words = new Int16Array(wav.buffer.slice(44));
    const loudWav = words.findIndex((value) => Math.abs(value) > 3000) / 16_000;
    return { onsets, loudDrawn, loudWav, rate: sound.sampleRate, channels: sound.channels };
  })();

function expectOnsets(found: readonly number[], wanted: readonly number[]): void {
  expect(found).toHaveLength(wanted.length);
  for (const [i, second] of wanted.entries())
    expect(Math.abs((found[i] ?? 0) - second)).toBeLessThan(0.006);
}

// AAC's own delay is not taken off in Matroska, by nobody: 21 ms.
for (const [codec, ending, delay] of [
  ['aac', 'mp4', 0],
  ['aac', 'mkv', 0.0213],
  ['flac', 'mkv', 0],
  ['libopus', 'webm', 0],
  ['libvorbis', 'webm', 0],
] as const) {
  test(`after a hole in the soundtrack everything lies where the file puts it: ${codec} in ${ending}`, async ({
    stage,
    served,
  }) => {
    const video =
      ending === 'webm' ? ['-c:v', 'libvpx', '-deadline', 'realtime', '-b:v', '300k'] : h264;
    const whole = ['-f', 'lavfi', '-i', pips(48_000), ...video, '-c:a', codec, '-ac', '2'];
    const file = await made(
      `hole.${ending}`,
      [...picture, ...whole, `FOLDER/whole.${ending}`],
      ['-i', `FOLDER/whole.${ending}`, ...withHole, `FOLDER/hole.${ending}`],
    );
    await stage.evaluate((url) => harness.open(url), served.clipUrl(file));
    const { onsets, loudDrawn, loudWav, rate } = await stage.evaluate(onsetsIn);
    expect(rate).toBe(48_000);
    // FLAC's packets are a tenth of a second long: part of the tone before the hole's end is gone with them.
    expectOnsets(
      onsets.map((second) => second - delay),
      [0.9, 1.9, 3.9, 4.9],
    );
    expect(loudDrawn.filter((second) => second > 2.05 && second < 3.85)).toEqual([]);
    expect(loudDrawn.some((second) => second >= 3.9 && second < 4)).toBe(true);
    expect(Math.abs(loudWav - delay - 0.9)).toBeLessThan(0.006);
  });
}

test('the rate of the decoded samples counts, not the one that the header names', async ({
  stage,
  served,
}) => {
  const file = await made('true.mkv', [
    ...picture,
    '-f',
    'lavfi',
    '-i',
    pips(48_000),
    ...h264,
    '-c:a',
    'libmp3lame',
    '-ac',
    '2',
    'FOLDER/true.mkv',
  ]);
  const bytes = await readFile(file);
  // Matroska's SamplingFrequency (0xB5) as an 8-byte float: 48000 becomes 24000, as a header does that hides HE-AAC.
  const named = Buffer.from([0xb5, 0x88, 0x40, 0xe7, 0x70, 0, 0, 0, 0, 0]);
  const at = bytes.indexOf(named);
  expect(at).toBeGreaterThan(0);
  bytes.writeDoubleBE(24_000, at + 2);
  const lying = file.replace('true', 'lying');
  await writeFile(lying, bytes);
  await stage.evaluate((url) => harness.open(url), served.clipUrl(lying));
  const { onsets, loudDrawn, loudWav, rate, channels } = await stage.evaluate(onsetsIn);
  expect({ rate, channels }).toEqual({ rate: 48_000, channels: 2 });
  // MP3's own delay is not taken off in Matroska: 23 ms.
  expectOnsets(
    onsets.map((second) => second - 0.023),
    [0.9, 1.9, 2.9, 3.9, 4.9],
  );
  expect(loudDrawn.some((second) => second >= 4.9)).toBe(true);
  expect(Math.abs(loudWav - 0.923)).toBeLessThan(0.006);
});

test('where the rate changes half-way, both halves are heard at their own times', async ({
  stage,
  served,
}) => {
  const file = await made(
    'changes.mkv',
    ['-f', 'lavfi', '-i', pips(48_000), '-t', '2', '-c:a', 'libmp3lame', 'FOLDER/a.mp3'],
    ['-f', 'lavfi', '-i', pips(24_000), '-t', '2', '-c:a', 'libmp3lame', 'FOLDER/b.mp3'],
    [
      ...picture,
      '-i',
      'concat:FOLDER/a.mp3|FOLDER/b.mp3',
      '-map',
      '0:v',
      '-map',
      '1:a',
      ...h264,
      '-c:a',
      'copy',
      'FOLDER/changes.mkv',
    ],
  );
  await stage.evaluate((url) => harness.open(url), served.clipUrl(file));
  const { onsets } = await stage.evaluate(onsetsIn);
  const [first = 0, second = 0, third = 0, fourth = 0] = onsets;
  expect(onsets).toHaveLength(4);
  expect(Math.abs(first - 0.923)).toBeLessThan(0.03);
  expect(Math.abs(second - first - 1)).toBeLessThan(0.005);
  // The second file has a delay of its own, and so much padding of the first lies before it.
  expect(third - second).toBeGreaterThan(1);
  expect(third - second).toBeLessThan(1.2);
  expect(Math.abs(fourth - third - 1)).toBeLessThan(0.005);
});
