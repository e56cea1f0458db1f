import './runtime/private-files.ts';
import { expectFile } from './runtime/named-files.ts';
import { complain, print, runCommand } from './runtime/run-command.ts';
import { forTerminal } from './runtime/for-terminal.ts';
import { ingestUsage, parseIngestLine } from './intake/ingest-line.ts';
import { findTarget, sendClip } from './intake/send-clip.ts';

/** Puts clips into the queue of a running backend; one line per file, exit code 1 if any was not taken. */
async function ingest(): Promise<number> {
  const argv = process.argv.slice(2);
  if (argv.includes('--help') || argv.includes('-h')) {
    print(ingestUsage);
    return 0;
  }
  const line = parseIngestLine(argv);
  for (const file of line.files) await expectFile(file);
  const target = await findTarget(line);
  if (!target.ok) throw new Error(target.fault.message);
  let allTaken = true;
  for (const file of line.files) {
    const sent = await sendClip(target.value, line, file);
    if (sent.ok) print(forTerminal(sent.value));
    else complain(`${file}: ${sent.fault.message}`);
    allTaken &&= sent.ok;
  }
  return allTaken ? 0 : 1;
}

await runCommand(ingest);
