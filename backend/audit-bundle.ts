import './runtime/private-files.ts';
import { randomUUID } from 'node:crypto';
import { rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { collectBundle } from './audit/collect-bundle.ts';
import { verifyBundle } from './audit/verify-bundle.ts';
import { readOptions } from './runtime/read-options.ts';
import { complain, print, runCommand } from './runtime/run-command.ts';
import { forTerminal } from './runtime/for-terminal.ts';
import { findTarget } from './intake/send-clip.ts';
import { refuseSecretArguments } from './runtime/secret-arguments.ts';

const usage = `audit:bundle --out FILE [--backend URL --token-file FILE | --backend-data DIR]
  Writes the whole verdict log with keys, policies and proofs into one file that \`npm run verify\` checks offline.
  Without --backend it asks the backend that runs on the data folder. The file holds the operator's token or that of a desk
  that was enrolled as an auditor's; SECOND_LOOK_OPERATOR_TOKEN is read, too.`;

async function writeBundle(): Promise<number> {
  const args = process.argv.slice(2);
  refuseSecretArguments(args);
  const { values } = readOptions({
    args,
    options: {
      help: { type: 'boolean', short: 'h' },
      out: { type: 'string' },
      backend: { type: 'string' },
      'token-file': { type: 'string' },
      'backend-data': { type: 'string' },
    },
  });
  if (values.help) {
    print(usage);
    return 0;
  }
  const { out } = values;
  if (out === undefined) throw new Error('Give --out FILE; --help lists all options.');
  await expectPlaceFor(out);
  const at = await findTarget({
    backendUrl: values.backend ?? null,
    tokenFile: values['token-file'] ?? null,
    dataFolder: values['backend-data'] ?? null,
  });
  if (!at.ok) throw new Error(at.fault.message);
  const bundle = await collectBundle(at.value.url, at.value.token, Date.now());
  const check = verifyBundle(bundle, null);
  await writeWhole(out, JSON.stringify(bundle));
  print(`${bundle.entries.length} verdicts, ${forTerminal(bundle.logKey.verifierKey)}`);
  if (check.isSound) return 0;
  complain(`Written, but it does not hold: ${check.because}`);
  return 1;
}

/** Asked before the log is fetched: it may be long. */
async function expectPlaceFor(out: string): Promise<void> {
  const there = await stat(out).catch(() => null);
  if (there !== null && !there.isFile())
    throw new Error(`--out ${out} is there already, and is not a file. Nothing was written.`);
  const folder = await stat(dirname(out)).catch(() => null);
  if (folder?.isDirectory() !== true)
    throw new Error(`--out: there is no folder ${dirname(out)}. Nothing was written.`);
}

/** All of it or nothing, by a name that no other run and nobody else's file has. */
async function writeWhole(out: string, text: string): Promise<void> {
  const part = `${out}.${randomUUID()}.part`;
  try {
    await writeFile(part, text, { mode: 0o600, flag: 'wx' });
    await rename(part, out);
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  }
}

await runCommand(writeBundle);
