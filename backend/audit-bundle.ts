import './runtime/private-files.ts';
import { rename, rm, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { forTerminal } from './runtime/for-terminal.ts';
import { collectBundle } from './audit/collect-bundle.ts';
import { verifyBundle } from './audit/verify-bundle.ts';
import { refuseSecretArguments } from './runtime/secret-arguments.ts';
import { findTarget } from './intake/send-clip.ts';

const usage = `audit:bundle --out FILE [--backend URL --token-file FILE | --backend-data DIR]
  Writes the whole verdict log with keys, policies and proofs into one file that \`npm run verify\` checks offline.
  Without --backend it asks the backend that runs on the data folder. The file holds the operator's token or that of a desk
  that was enrolled as an auditor's; SECOND_LOOK_OPERATOR_TOKEN is read, too.`;

try {
  refuseSecretArguments(process.argv.slice(2));
  const { values } = parseArgs({
    options: {
      out: { type: 'string' },
      backend: { type: 'string' },
      'token-file': { type: 'string' },
      'backend-data': { type: 'string' },
    },
  });
  if (values.out === undefined) throw new Error(usage);
  const at = await findTarget({
    backendUrl: values.backend ?? null,
    tokenFile: values['token-file'] ?? null,
    dataFolder: values['backend-data'] ?? null,
  });
  if (!at.ok) throw new Error(at.fault.message);
  const bundle = await collectBundle(at.value.url, at.value.token, Date.now());
  const check = verifyBundle(bundle, null);
  // A new file: what is there under that name may belong to another user, be readable by them, or be a link.
  await rm(`${values.out}.part`, { force: true });
  await writeFile(`${values.out}.part`, JSON.stringify(bundle), { mode: 0o600, flag: 'wx' });
  await rename(`${values.out}.part`, values.out);
  process.stdout.write(
    `${bundle.entries.length} verdicts, ${forTerminal(bundle.logKey.verifierKey)}\n`,
  );
  if (!check.isSound) {
    process.stderr.write(`Written, but it does not hold: ${forTerminal(check.because)}\n`);
    process.exitCode = 1;
  }
} catch (error) {
  process.stderr.write(`${forTerminal(error instanceof Error ? error.message : String(error))}\n`);
  process.exitCode = 2;
}
