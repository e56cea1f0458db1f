import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runProgram } from '../media/run-program.ts';
import { model } from './model-files.ts';
import { sentenceDictionary, sentenceGrammar, type WordSounds } from './sentence-grammar.ts';
import { acousticByFrame, readSegmentation, type Piece } from './segmentation.ts';

/** Widest beams: narrower ones lose one true sentence in 27. */
const beam = '1e-200';
const common = '-adcin yes -remove_silence no -bestpath no -cepext .raw'.split(' ');

/** Lays sentences over one sound: `sound.raw` in `folder`, 16 kHz, mono, 16 bits, as pocketsphinx reads it. */
export type Aligner = {
  /** Acoustic score of the best sequence of single phones, by frame of 10 ms. */
  loop(): Promise<Float64Array | 'nothing' | 'failed'>;
  /** The sound cut into the sentence's words and what lies around them. */
  sentence(words: readonly WordSounds[]): Promise<Cut>;
};

/**
 * `nothing`: the aligner did its work, and the words can't be laid over the sound. `failed`: it did not do it (killed, out
 * of memory, not installed, no output), which says nothing of the sound.
 */
export type Cut = readonly Piece[] | 'nothing' | 'failed';

export function openAligner(folder: string, timeoutMs: number, signal?: AbortSignal): Aligner {
  async function run(args: readonly string[]): Promise<Cut> {
    const list = join(folder, 'list');
    const cut = join(folder, 'cut');
    await writeFile(list, 'sound\n');
    await rm(cut, { force: true });
    const files = ['-hmm', model.acoustic, '-ctl', list, '-cepdir', folder, '-hypseg', cut];
    const logs = ['-hyp', join(folder, 'words'), '-logfn', join(folder, 'log')];
    const { end } = await runProgram(
      'pocketsphinx_batch',
      [...files, ...logs, ...common, ...args],
      timeoutMs,
      signal,
    );
    if (end !== 'done') return 'failed';
    const read = readSegmentation(await readFile(cut, 'utf8').catch(() => ''));
    return read === 'unreadable' ? 'failed' : read;
  }

  return {
    async loop() {
      const args = ['-allphone', model.phoneLoop, '-allphone_ci', 'yes', '-lw', '2.0'];
      const pieces = await run([...args, '-pip', '0.3', '-beam', '1e-40', '-pbeam', '1e-40']);
      return typeof pieces === 'string' ? pieces : acousticByFrame(pieces);
    },
    async sentence(words) {
      const [grammar, dictionary] = [join(folder, 'grammar'), join(folder, 'dictionary')];
      await writeFile(grammar, sentenceGrammar(words.length));
      await writeFile(dictionary, sentenceDictionary(words));
      const beams = ['-beam', beam, '-wbeam', beam, '-pbeam', beam];
      return run(['-dict', dictionary, '-jsgf', grammar, '-lw', '1.0', ...beams]);
    },
  };
}
