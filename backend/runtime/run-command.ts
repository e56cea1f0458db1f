import { forTerminal } from './for-terminal.ts';
import { sentenceOf } from './sentence-of.ts';

/** Runs an operator's command: 0 or what it says is its exit code, and whatever it throws is a sentence and 2. */
export async function runCommand(command: () => Promise<number | void>): Promise<void> {
  try {
    process.exitCode = (await command()) ?? 0;
  } catch (error) {
    complain(sentenceOf(error));
    process.exitCode = 2;
  }
}

export function complain(sentence: string): void {
  process.stderr.write(`${forTerminal(sentence)}\n`);
}

export function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
