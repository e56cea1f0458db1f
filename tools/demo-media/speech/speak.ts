/* oxlint-disable typescript/no-non-null-assertion -- indices come from the same arrays and tables, in loops that run per pixel */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { soundRate } from '../sound/sound.ts';

/** One phoneme and when it is heard, in microseconds from the start of the speech. */
export type Phoneme = { readonly name: string; readonly fromUs: number; readonly toUs: number };

/** One word of the text and when it is heard, in microseconds from the start of the speech. */
export type SpokenWord = { readonly text: string; readonly fromUs: number; readonly toUs: number };

/** Spoken text: samples at `soundRate`, when each phoneme and word is heard, and the synthesiser's version. */
export type Speech = {
  readonly samples: Float32Array;
  readonly phonemes: readonly Phoneme[];
  readonly words: readonly SpokenWord[];
  readonly version: string;
};

/** A voice of espeak-ng with its speed in words per minute and its pitch 0..99. */
export type Voice = {
  readonly name: string;
  readonly wordsPerMinute: number;
  readonly pitch: number;
};

const eventsIn = z.object({
  sampleRate: z.number(),
  samples: z.number(),
  version: z.string(),
  phonemes: z.array(z.tuple([z.number(), z.string()])),
  words: z.array(z.tuple([z.number(), z.number()])),
});
type Events = z.infer<typeof eventsIn>;

const script = fileURLToPath(new URL('./speech-events.py', import.meta.url));

/** Speaks a text; throws if python3 or libespeak-ng is missing. */
export function speak(text: string, voice: Voice): Speech {
  const folder = mkdtempSync(join(tmpdir(), 'second-look-speech-'));
  try {
    const path = join(folder, 'speech.s16');
    const settings = [voice.name, String(voice.wordsPerMinute), String(voice.pitch), path];
    const run = spawnSync('python3', [script, ...settings], { input: text, encoding: 'utf8' });
    if (run.status !== 0) throw new Error(`espeak-ng failed: ${run.stderr || String(run.error)}`);
    const events = eventsIn.parse(JSON.parse(run.stdout));
    if (events.sampleRate * 2 !== soundRate)
      throw new Error(`expected ${soundRate / 2} Hz, got ${events.sampleRate}`);
    const phonemes = timesOf(events);
    return {
      samples: doubleRate(readSamples(path)),
      phonemes,
      words: wordTimes(text, events, phonemes),
      version: events.version,
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Where there is speech: stretches between pauses of at least `pauseUs`, half open, in microseconds. */
export function spansOf(
  phonemes: readonly Phoneme[],
  pauseUs = 120_000,
): readonly (readonly [number, number])[] {
  const spans: [number, number][] = [];
  for (const phoneme of phonemes) {
    if (isPause(phoneme.name)) continue;
    const last = spans.at(-1);
    if (last && phoneme.fromUs - last[1] < pauseUs) last[1] = phoneme.toUs;
    else spans.push([phoneme.fromUs, phoneme.toUs]);
  }
  return spans;
}

/** True for espeak-ng's pause marks (`_`, `_:`, `_|` and the like). */
export function isPause(name: string): boolean {
  return name === '' || name.startsWith('_') || name.startsWith('|');
}

function timesOf(events: Events): readonly Phoneme[] {
  const at = (sample: number) => Math.round((sample * 1e6) / events.sampleRate);
  return events.phonemes.map(([sample, name], i) => ({
    name,
    fromUs: at(sample),
    toUs: at(events.phonemes[i + 1]?.[0] ?? events.samples),
  }));
}

/** A word lasts until the next begins, or until the pause before that. */
function wordTimes(text: string, events: Events, phonemes: readonly Phoneme[]): SpokenWord[] {
  const letters = Array.from(text.trim());
  const spans = spansOf(phonemes, 1);
  return events.words.map(([sample, position], i) => {
    // Small words that are spoken as one ("do not") are one event, named by the first of them.
    const written = letters.slice(position, events.words[i + 1]?.[1]).join('');
    const fromUs = Math.round((sample * 1e6) / events.sampleRate);
    const nextUs = ((events.words[i + 1]?.[0] ?? events.samples) * 1e6) / events.sampleRate;
    const span = spans.find(([, toUs]) => toUs > fromUs);
    return {
      text: written.replace(/[^\p{L}\p{N}]+$/u, ''),
      fromUs: Math.max(fromUs, span?.[0] ?? 0),
      toUs: Math.round(Math.min(nextUs, span?.[1] ?? nextUs)),
    };
  });
}

function readSamples(path: string): Float32Array {
  const bytes = readFileSync(path);
  return Float32Array.from(
    { length: bytes.length / 2 },
    (_, i) => bytes.readInt16LE(2 * i) / 32768,
  );
}

/** Doubles the sampling rate without delay: a windowed-sinc half-band filter, 32 taps a side. */
function doubleRate(samples: Float32Array): Float32Array {
  const reach = 16;
  const taps = Array.from({ length: 2 * reach }, (_, k) => {
    const x = k - reach + 0.5;
    const window = 0.5 + 0.5 * Math.cos((Math.PI * x) / reach);
    return (Math.sin(Math.PI * x) / (Math.PI * x)) * window;
  });
  const doubled = new Float32Array(samples.length * 2);
  for (let i = 0; i < samples.length; i += 1) {
    doubled[2 * i] = samples[i]!;
    let between = 0;
    for (let k = 0; k < taps.length; k += 1)
      between += (samples[i + 1 + k - reach] ?? 0) * taps[k]!;
    doubled[2 * i + 1] = between;
  }
  return doubled;
}
