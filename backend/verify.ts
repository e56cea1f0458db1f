#!/usr/bin/env node
import './runtime/private-files.ts';
import { verifyBundle } from './audit/verify-bundle.ts';
import { textOf } from './runtime/named-files.ts';
import { readOptions } from './runtime/read-options.ts';
import { print, runCommand } from './runtime/run-command.ts';
import { forTerminal } from './runtime/for-terminal.ts';

const usage = `verify BUNDLE [--log-key KEY]
  Checks an audit bundle offline. Exit code 0: everything holds; 1: it does not, and the first thing that is wrong
  is named; 2: the file can't be read. --log-key is the verifier key that the log must be signed with.`;

async function verify(): Promise<number> {
  const { values, positionals } = readOptions({
    args: process.argv.slice(2),
    allowPositionals: true,
    options: { 'log-key': { type: 'string' }, help: { type: 'boolean', short: 'h' } },
  });
  if (values.help) {
    print(usage);
    return 0;
  }
  const files = positionals[0] === 'verify' ? positionals.slice(1) : positionals;
  const [file] = files;
  if (file === undefined || files.length > 1)
    throw new Error(`Name one bundle, not ${files.length}. Nothing was checked.`);
  const bundle = jsonOrNull(await textOf(file));
  if (bundle === null) throw new Error(`${file} is no audit bundle: it is not JSON.`);
  const check = verifyBundle(bundle, values['log-key'] ?? null);
  if (!check.isSound) {
    print(`not sound: ${forTerminal(check.because)}`);
    return 1;
  }
  const { verdicts, unsigned, erased, devices, checkpoints, logKey, rootHash, chains, recorded } =
    check.report;
  print(
    `sound: ${verdicts} verdicts (${unsigned} unsigned, ${erased} erased) of ${devices} devices, ` +
      `${checkpoints} checkpoints\nroot ${rootHash}\nlog key ${forTerminal(logKey)}` +
      `${values['log-key'] === undefined ? ' (from the bundle: pin it with --log-key)' : ''}`,
  );
  for (const sentence of chains) print(`device: ${forTerminal(sentence)}`);
  for (const sentence of recorded) print(`recorded: ${forTerminal(sentence)}`);
  return 0;
}

function jsonOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

await runCommand(verify);
