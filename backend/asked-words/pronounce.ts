import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runProgram } from '../media/run-program.ts';
import type { AskedWord } from './asked-sentences.ts';
import { espeakPhones } from './espeak-phones.ts';
import { model } from './model-files.ts';
import type { Pronunciation } from './phones.ts';
import type { WordSounds } from './sentence-grammar.ts';
import { pronunciationsIn } from './word-list.ts';

const speakTimeoutMs = 10_000;

/** How words sound: from cmudict where it has them, else from espeak-ng. */
export type Pronouncer = {
  /** Whether the dictionary has the word, as English has. */
  readonly isKnown: (word: AskedWord) => boolean;
  /** Every way to say it; empty where there is none, `failed` where espeak-ng did not do its work. */
  readonly soundsOf: (word: AskedWord) => Promise<WordSounds | 'failed'>;
};

/** `folder` is for files that espeak-ng reads: words are no arguments, which everybody on the machine can list. */
export async function openPronouncer(folder: string, signal?: AbortSignal): Promise<Pronouncer> {
  const dictionary = await readFile(model.dictionary, 'utf8');
  const known = new Map<string, WordSounds>();

  async function find(spelling: string): Promise<WordSounds | 'failed'> {
    const listed = pronunciationsIn(dictionary, spelling);
    if (listed.length > 0 && spelling.length > 1) return listed;
    const ways: Pronunciation[] = [...listed];
    for (const form of spokenForms(spelling))
      for (const voice of ['en-us', 'en-gb'] as const) {
        const spoken = await speak(voice, form);
        if (spoken === 'failed') return 'failed';
        if (spoken !== null) ways.push(spoken);
      }
    return different(ways);
  }

  async function speak(voice: string, form: string): Promise<Pronunciation | null | 'failed'> {
    const file = join(folder, 'word');
    await writeFile(file, `${form}\n`);
    const args = ['-q', '-x', '--sep=_', '-v', voice, '-f', file];
    const { end, stdout } = await runProgram('espeak-ng', args, speakTimeoutMs, signal);
    return end === 'done' ? espeakPhones(stdout) : 'failed';
  }

  return {
    isKnown: ({ spelling }) =>
      /^\d/.test(spelling) || pronunciationsIn(dictionary, spelling).length > 0,
    async soundsOf({ isEnglish, spelling }) {
      // Only letters, digits and signs inside a word ever reach a program.
      if (!isEnglish) return [];
      const sounds = known.get(spelling) ?? (await find(spelling));
      if (sounds !== 'failed') known.set(spelling, sounds);
      return sounds;
    },
  };
}

/** What may be read aloud of a word: years also by their halves, nought also as the letter. */
export function spokenForms(spelling: string): readonly string[] {
  if (spelling === '0') return ['0', 'oh'];
  const [, century, rest] = /^(1[1-9]|20)(\d\d)$/.exec(spelling) ?? [];
  if (century === undefined || rest === undefined || rest === '00') return [spelling];
  return [spelling, rest.startsWith('0') ? `${century} oh ${rest[1]}` : `${century} ${rest}`];
}

function different(ways: readonly Pronunciation[]): readonly Pronunciation[] {
  return [...new Map(ways.map((way) => [way.join(' '), way])).values()];
}
