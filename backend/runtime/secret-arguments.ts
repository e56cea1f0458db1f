import { readFile } from 'node:fs/promises';
import { err, ok, type Result } from '../../shared/lifetime/result.ts';

/**
 * Refuses a secret on the command line, where every user of the machine reads it (`ps`) and the shell keeps it.
 * @throws with the sentence that says what to give instead.
 */
export function refuseSecretArguments(argv: readonly string[]): void {
  if (!argv.some((argument) => argument === '--token' || argument.startsWith('--token='))) return;
  throw new Error(
    '--token is no more: on a command line every user of this machine can read it. Nothing was sent. ' +
      'Put the token into a file and give --token-file FILE, or set SECOND_LOOK_OPERATOR_TOKEN.',
  );
}

/** The token in a file, blanks and line ends around it cut off. */
export async function tokenIn(file: string): Promise<Result<string>> {
  const text = await readFile(file, 'utf8').catch(() => null);
  if (text === null) return err('not-found', `The token file ${file} can't be read.`);
  const token = text.trim();
  return /^\S+$/.test(token)
    ? ok(token)
    : err('bad-message', `The token file ${file} does not hold one token and nothing else.`);
}
