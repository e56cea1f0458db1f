import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { gatherBandwidth } from '../../renderer/evidence/sound-facts/bandwidth.ts';
import { measureLoudness } from '../../renderer/evidence/sound-facts/loudness.ts';
import { decodedSound } from '../helpers/decoded-clips.ts';
import { ffmpeg, hasFfmpegFor } from '../helpers/ffmpeg-clips.ts';

const folder = mkdtempSync(join(tmpdir(), 'second-look-sound-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const canRun = hasFfmpegFor('loudness and bandwidth');

const sources: readonly (readonly [string, string, number, number])[] = [
  ['a tone', 'sine=f=440:r=48000:d=6', 48_000, 1],
  [
    'pink noise in stereo',
    'anoisesrc=d=6:c=pink:r=48000:a=0.2:seed=1,aformat=channel_layouts=stereo',
    48_000,
    2,
  ],
  ['loud and quiet in turns', 'aevalsrc=0.9*sin(6283*t)*lt(mod(t\\,2)\\,1):s=44100:d=8', 44_100, 1],
  ['left only', 'aevalsrc=0.4*sin(3000*t)|0:s=48000:d=5', 48_000, 2],
  ['very quiet', 'sine=f=1000:r=16000:d=5,volume=-35dB', 16_000, 1],
];

describe.skipIf(!canRun)('loudness', () => {
  test.each(sources)(
    'of %s is what ffmpeg measures, within 0.2 LU',
    async (name, source, rate, channels) => {
      const file = join(folder, `${name.replaceAll(' ', '-')}.wav`);
      await ffmpeg('-f', 'lavfi', '-i', source, '-c:a', 'pcm_f32le', file);
      const module = await WebAssembly.compile(
        await readFile(createRequire(import.meta.url).resolve('ebur128-wasm/ebur128_wasm_bg.wasm')),
      );
      const ours = await measureLoudness(
        module,
        rate,
        await decodedSound(['-i', file], rate, channels),
      );
      const theirs = await ffmpegLoudness(file);
      expect(ours.integratedLufs).not.toBeNull();
      expect(Math.abs((ours.integratedLufs ?? 0) - theirs.lufs)).toBeLessThanOrEqual(0.2);
      expect(Math.abs((ours.truePeakDbtp ?? 0) - theirs.peak)).toBeLessThanOrEqual(0.4);
    },
  );

  test('silence has none', async () => {
    const module = await WebAssembly.compile(
      await readFile(createRequire(import.meta.url).resolve('ebur128-wasm/ebur128_wasm_bg.wasm')),
    );
    const silence = new Float32Array(48_000);
    expect((await measureLoudness(module, 48_000, [silence])).integratedLufs).toBeNull();
  });
});

describe.skipIf(!canRun)('bandwidth', () => {
  async function bandwidthOf(...args: string[]): Promise<number> {
    const [samples = new Float32Array(0)] = await decodedSound(args, 48_000, 1);
    const bandwidth = gatherBandwidth(48_000);
    // In uneven pieces, as a decoder hands them over.
    for (let at = 0; at < samples.length; at += 1_111)
      bandwidth.add(samples.subarray(at, at + 1_111));
    return bandwidth.end() ?? 0;
  }

  test('tells sound that was born at 16 kHz inside a 48 kHz file', async () => {
    const born = join(folder, 'born.wav');
    await ffmpeg('-f', 'lavfi', '-i', 'anoisesrc=d=4:c=pink:r=16000:seed=2', born);
    expect(await bandwidthOf('-i', born)).toBeLessThan(9_500);
    expect(
      await bandwidthOf('-f', 'lavfi', '-i', 'anoisesrc=d=4:c=pink:r=48000:seed=2'),
    ).toBeGreaterThan(20_000);
  });

  test('of silence is not named', () => {
    const bandwidth = gatherBandwidth(48_000);
    bandwidth.add(new Float32Array(48_000));
    expect(bandwidth.end()).toBeNull();
  });
});

/** ffmpeg's own ebur128 filter: the summary on stderr. */
function ffmpegLoudness(file: string): Promise<{ lufs: number; peak: number }> {
  return new Promise((resolve, reject) => {
    const args = [
      '-nostdin',
      '-nostats',
      '-i',
      file,
      '-af',
      'ebur128=peak=true',
      '-f',
      'null',
      '-',
    ];
    const meter = spawn('ffmpeg', args, { stdio: ['ignore', 'ignore', 'pipe'] });
    let said = '';
    meter.stderr.on('data', (data: Buffer) => (said += data.toString()));
    meter.on('error', reject);
    meter.on('close', () => {
      const summary = said.slice(said.lastIndexOf('Summary:'));
      const lufs = Number(/I:\s+(-?[\d.]+) LUFS/u.exec(summary)?.[1]);
      const peak = Number(/Peak:\s+(-?[\d.]+) dBFS/u.exec(summary)?.[1]);
      resolve({ lufs, peak });
    });
  });
}
