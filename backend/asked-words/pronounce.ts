import { readFile } from 'node:fs/promises';
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
  isKnown(word: AskedWord): boolean;
  /** Every way to say it; empty where there is none. Letters are said the American and the British way. */
  soundsOf(word: AskedWord): Promise<WordSounds>;
};

export async function openPronouncer(): Promise<Pronouncer> {
  const dictionary = await readFile(model.dictionary, 'utf8');
  const known = new Map<string, Promise<WordSounds>>();

  async function find({ spelling }: AskedWord): Promise<WordSounds> {
    const listed = pronunciationsIn(dictionary, spelling);
    if (listed.length > 0 && spelling.length > 1) return listed;
    const voices = spelling.length > 1 ? ['en-us'] : ['en-us', 'en-gb'];
    const spoken = await Promise.all(voices.map((voice) => speak(voice, spelling)));
    return different([...listed, ...spoken.filter((way) => way !== null)]);
  }

  return {
    isKnown: ({ spelling }) =>
      /^\d/.test(spelling) || pronunciationsIn(dictionary, spelling).length > 0,
    soundsOf(word) {
      // Only letters, digits and signs inside a word ever reach a program.
      if (!word.isEnglish) return Promise.resolve([]);
      const asked = known.get(word.spelling) ?? find(word);
      known.set(word.spelling, asked);
      return asked;
    },
  };
}

async function speak(voice: string, spelling: string): Promise<Pronunciation | null> {
  const args = ['-q', '-x', '--sep=_', '-v', voice, '--', spelling];
  const { end, stdout } = await runProgram('espeak-ng', args, speakTimeoutMs);
  return end === 'done' ? espeakPhones(stdout) : null;
}

function different(ways: readonly Pronunciation[]): readonly Pronunciation[] {
  return [...new Map(ways.map((way) => [way.join(' '), way])).values()];
}
