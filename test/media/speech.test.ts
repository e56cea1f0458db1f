import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as runtime from 'onnxruntime-web/wasm';
import { afterAll, describe, expect, test } from 'vitest';
import { loadSpeechModel } from '../../renderer/evidence/speech/speech-model.ts';
import { speechSpansOf } from '../../renderer/evidence/speech/speech-spans.ts';
import { decodedSound } from '../helpers/decoded-clips.ts';
import { hasFfmpegFor } from '../helpers/ffmpeg-clips.ts';

const folder = mkdtempSync(join(tmpdir(), 'second-look-speech-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const canRun = hasFfmpegFor('finding speech');
const canSpeak = spawnSync('espeak-ng', ['--version']).status === 0;

async function speechIn(input: readonly string[]) {
  runtime.env.wasm.numThreads = 1;
  const path = createRequire(import.meta.url).resolve('@ricky0123/vad-web/dist/silero_vad_v6.onnx');
  const model = await loadSpeechModel(runtime, await readFile(path));
  const [samples = new Float32Array(0)] = await decodedSound(input, 16_000, 1);
  const spans = speechSpansOf(await model.probabilities(samples), 0);
  const speechUs = spans.reduce((sum, span) => sum + span.toUs - span.fromUs, 0);
  return { share: speechUs / ((samples.length / 16_000) * 1e6), spans };
}

describe.skipIf(!canRun)('speech is found', () => {
  test.each([
    ['pink noise', 'anoisesrc=d=8:c=pink:a=0.3:seed=3'],
    ['white noise', 'anoisesrc=d=5:c=white:a=0.2:seed=4'],
    ['a chord', 'aevalsrc=0.3*sin(1382*t)+0.2*sin(1741*t)+0.2*sin(2074*t)*(0.6+0.4*sin(5*t)):d=8'],
    [
      'a rising tune',
      'aevalsrc=0.4*sin(6.283*(220+55*floor(mod(t*4\\,8)))*t)*exp(-3*mod(t\\,0.25)):d=8',
    ],
  ])('not at all in %s', async (_name, source) => {
    expect((await speechIn(['-f', 'lavfi', '-i', source])).share).toBe(0);
  });

  test.skipIf(!canSpeak)('in nearly all of a spoken sentence, and not in the pause', async () => {
    const file = join(folder, 'spoken.wav');
    const sentence = 'The weather tomorrow will be mostly dry with some light wind from the west';
    spawnSync('espeak-ng', ['-s', '150', '-w', file, sentence]);
    expect((await speechIn(['-i', file])).share).toBeGreaterThan(0.9);
    const paused = ['-i', file, '-af', 'adelay=2000:all=1,apad=pad_dur=2'];
    const { spans } = await speechIn(paused);
    expect(spans[0]?.fromUs).toBeGreaterThan(1_900_000);
    expect(spans[0]?.fromUs).toBeLessThan(2_300_000);
  });
});
