import { beginningOf } from './named-files.ts';
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

/** Longer than any token that is made. */
const mostTokenBytes = 4096;

/** The token in a file or pipe, blanks and line ends around it cut off. */
export async function tokenIn(file: string): Promise<Result<string>> {
  const bytes = await beginningOf(file, mostTokenBytes + 1);
  if (bytes === null) return err('not-found', `The token file ${file} can't be read.`);
  const token = bytes.toString('latin1').trim();
  return bytes.length <= mostTokenBytes && isToken(token)
    ? ok(token)
    : err('bad-message', `The token file ${file} does not hold one token and nothing else.`);
}

/** Whether a header of HTTP can carry it: without blanks, and in ASCII. */
export function isToken(text: string): boolean {
  return /^[\x21-\x7e]+$/.test(text);
}
