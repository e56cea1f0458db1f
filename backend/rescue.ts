import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { auditCalls } from '../shared/contract/audit-api.ts';
import { protocolHeader, protocolVersion } from '../shared/contract/version.ts';
import { readKeptKey } from './audit/kept-keys.ts';
import { openRescueLines, type RescuedLine } from './audit/open-rescue.ts';
import { findTarget, type Target } from './intake/send-clip.ts';

const usage = `rescue --file RESCUE-FILE... --backend-data DIR [--backend URL --token TOKEN]
  Hands in the verdicts of a desk whose database or keys are lost. RESCUE-FILE is rescue-*.log in the desk's data
  folder; DIR is the data folder of the backend that it was enrolled at, which holds the key. Verdicts that were
  received already are said to be so; the command may be run again. Exit code 1 when a verdict was not taken.`;

const { method, path } = auditCalls.rescueVerdict;

/** Hands one verdict in; the answer in words. */
async function handIn(target: Target, line: Extract<RescuedLine, { kind: 'verdict' }>) {
  const reply = await fetch(new URL(path, target.url), {
    method,
    headers: {
      authorization: `Bearer ${target.token}`,
      'content-type': 'application/json',
      [protocolHeader]: String(protocolVersion),
    },
    body: JSON.stringify({ envelope: line.envelope }),
  });
  const body = (await reply.json().catch(() => null)) as {
    outcome?: string;
    detail?: string;
  } | null;
  if (reply.status === 201) return { isTaken: true, words: `handed in: ${body?.outcome ?? ''}` };
  if (reply.status === 200) return { isTaken: true, words: 'received already' };
  return { isTaken: false, words: `NOT taken (${reply.status}): ${body?.detail ?? ''}` };
}

const troubles = {
  torn: 'a torn line: the desk never said that this verdict was saved',
  locked: 'NOT opened: it was sealed for another backend, or the line is damaged',
  unsigned: 'NOT handed in: it carries no signature',
} as const;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      file: { type: 'string', multiple: true, default: [] },
      'backend-data': { type: 'string' },
      backend: { type: 'string' },
      token: { type: 'string' },
    },
  });
  const folder = values['backend-data'];
  if (values.file.length === 0 || folder === undefined) throw new Error(usage);
  const key = await readKeptKey(folder, 'rescue.key');
  if (key === null) throw new Error(`There is no rescue.key in ${folder}.`);
  const target = await findTarget({
    backendUrl: values.backend ?? null,
    token: values.token ?? null,
    dataFolder: folder,
  });
  if (!target.ok) throw new Error(target.fault.message);
  for (const file of values.file) {
    for (const line of openRescueLines(await readFile(file, 'utf8'), key.privateKey)) {
      const said =
        line.kind === 'verdict'
          ? await handIn(target.value, line)
          : { isTaken: line.kind === 'torn', words: troubles[line.kind] };
      process.stdout.write(`${line.verdictId ?? '-'} ${said.words}\n`);
      if (!said.isTaken) process.exitCode = 1;
    }
  }
}

try {
  await main();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 2;
}
