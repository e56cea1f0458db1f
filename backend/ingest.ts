import './runtime/private-files.ts';
import { stat } from 'node:fs/promises';
import { forTerminal } from './runtime/for-terminal.ts';
import { parseIngestLine, ingestUsage, type IngestLine } from './intake/ingest-line.ts';
import { findTarget, sendClip } from './intake/send-clip.ts';

/** Puts clips into the queue of a running backend; one line per file, exit code 1 if any was not taken. */
async function main(): Promise<boolean> {
  const line = lineOrExit();
  const missing = await missingFiles(line.files);
  for (const file of missing) say(`There is no file ${file}.`);
  if (missing.length > 0) return false;
  const target = await findTarget(line);
  if (!target.ok) {
    say(target.fault.message);
    return false;
  }
  let allTaken = true;
  for (const file of line.files) {
    const sent = await sendClip(target.value, line, file);
    if (sent.ok) process.stdout.write(`${forTerminal(sent.value)}\n`);
    else say(`${file}: ${sent.fault.message}`);
    allTaken &&= sent.ok;
  }
  return allTaken;
}

function lineOrExit(): IngestLine {
  try {
    return parseIngestLine(process.argv.slice(2));
  } catch (error) {
    say(`${error instanceof Error ? error.message : String(error)}\n\n${ingestUsage}`);
    process.exit(2);
  }
}

async function missingFiles(files: readonly string[]): Promise<readonly string[]> {
  const found = await Promise.all(files.map((file) => stat(file).catch(() => null)));
  return files.filter((_, n) => found[n]?.isFile() !== true);
}

function say(sentence: string): void {
  process.stderr.write(`${forTerminal(sentence)}\n`);
}

process.exitCode = (await main()) ? 0 : 1;
