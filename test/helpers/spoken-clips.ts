import { spawnSync } from 'node:child_process';
import { hasModel } from '../../backend/asked-words/model-files.ts';
import { ffmpeg } from './ffmpeg-clips.ts';

/** Whether all programs of asked words are here; says loudly what is left out when they are not. */
export function hasSpeechToolsFor(what: string): boolean {
  const runs = (program: string, ...args: readonly string[]) =>
    spawnSync(program, args, { stdio: 'ignore' }).error === undefined;
  const isThere =
    runs('ffmpeg', '-version') &&
    runs('pocketsphinx_batch', '-help', 'yes') &&
    runs('espeak-ng', '--version') &&
    hasModel();
  if (!isThere)
    console.warn(
      `SKIPPED: ffmpeg, pocketsphinx (with pocketsphinx-en-us) or espeak-ng not found: ${what} can not be proven`,
    );
  return isThere;
}

/** A WAV file of espeak-ng's speech, with a pause before and after it. */
export async function speechFile(path: string, text: string, voice = 'en-us'): Promise<void> {
  const bare = `${path}.bare.wav`;
  const { status } = spawnSync('espeak-ng', ['-v', voice, '-s', '150', '-w', bare, '--', text]);
  if (status !== 0) throw new Error('espeak-ng wrote no speech');
  await ffmpeg('-i', bare, '-af', 'adelay=400,apad=pad_dur=0.4', path);
}
