#!/usr/bin/env node
import './runtime/private-files.ts';
import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { verifyBundle } from './audit/verify-bundle.ts';
import { forTerminal } from './runtime/for-terminal.ts';

const usage = `verify BUNDLE [--log-key KEY]
  Checks an audit bundle offline. Exit code 0: everything holds; 1: it does not, and the first thing that is wrong
  is named; 2: the file can't be read. --log-key is the verifier key that the log must be signed with.`;

try {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { 'log-key': { type: 'string' } },
  });
  const [file] = positionals[0] === 'verify' ? positionals.slice(1) : positionals;
  if (file === undefined) throw new Error(usage);
  const check = verifyBundle(jsonOrNull(await readFile(file, 'utf8')), values['log-key'] ?? null);
  if (check.isSound) {
    const { verdicts, unsigned, erased, devices, checkpoints, logKey, rootHash, chains, recorded } =
      check.report;
    process.stdout.write(
      `sound: ${verdicts} verdicts (${unsigned} unsigned, ${erased} erased) of ${devices} devices, ` +
        `${checkpoints} checkpoints\nroot ${rootHash}\nlog key ${forTerminal(logKey)}` +
        `${values['log-key'] === undefined ? ' (from the bundle: pin it with --log-key)' : ''}\n`,
    );
    for (const sentence of chains) process.stdout.write(`device: ${forTerminal(sentence)}\n`);
    for (const sentence of recorded) process.stdout.write(`recorded: ${forTerminal(sentence)}\n`);
  } else {
    process.stdout.write(`not sound: ${forTerminal(check.because)}\n`);
    process.exitCode = 1;
  }
} catch (error) {
  process.stderr.write(`${forTerminal(error instanceof Error ? error.message : String(error))}\n`);
  process.exitCode = 2;
}

function jsonOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
