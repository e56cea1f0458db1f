import './runtime/private-files.ts';
import { readdir, stat } from 'node:fs/promises';
import type { KeyObject } from 'node:crypto';
import { join } from 'node:path';
import { auditCalls } from '../shared/contract/audit-api.ts';
import { protocolHeader, protocolVersion } from '../shared/contract/version.ts';
import { textOf } from './runtime/named-files.ts';
import { readOptions } from './runtime/read-options.ts';
import { complain, print, runCommand } from './runtime/run-command.ts';
import { sentenceOf } from './runtime/sentence-of.ts';
import { forTerminal } from './runtime/for-terminal.ts';
import { readStoredKey } from './audit/stored-keys.ts';
import { openRescueLines, type RescuedLine } from './audit/open-rescue.ts';
import { refuseSecretArguments } from './runtime/secret-arguments.ts';
import { findTarget, type Target } from './intake/send-clip.ts';

const usage = `rescue --file RESCUE-FILE... --backend-data DIR [--backend URL --token-file FILE]
  Submits the verdicts that a desk had saved and not sent yet, when its database, passphrase or keychain is lost.

  RESCUE-FILE  rescue-*.log in the folder "desk" within the data folder of the lost desk; or that folder: all of them.
               Only the backend that the desk was enrolled at can open them.
  DIR          the data folder of that backend: it holds the key (rescue.key).
  URL, FILE    where that backend answers, and a file with its operator token (or SECOND_LOOK_OPERATOR_TOKEN);
               without them, the one that runs on DIR.

  Each verdict is submitted under its own id and its own device's signature, so none can count twice: one that the
  backend has received before is said to be so, and the command may be run again. The files are only read.
  Exit code 0: all are in; 1: one was not taken, and the line says why; 2: it could not be tried.`;

const { method, path } = auditCalls.rescueVerdict;

/** Submits one verdict; the answer in words. */
async function submitVerdict(target: Target, line: Extract<RescuedLine, { kind: 'verdict' }>) {
  const reply = await fetch(new URL(path, target.url), {
    redirect: 'error',
    method,
    headers: {
      authorization: `Bearer ${target.token}`,
      'content-type': 'application/json',
      [protocolHeader]: String(protocolVersion),
    },
    body: JSON.stringify({ envelope: line.envelope }),
  }).catch(() => null);
  if (reply === null)
    return { as: 'not' as const, words: 'NOT submitted: the backend could not be reached' };
  const body = (await reply.json().catch(() => null)) as {
    outcome?: string;
    awaitsOperator?: boolean;
    detail?: string;
  } | null;
  if (reply.status === 201)
    return {
      as: 'new' as const,
      words: `submitted: ${body?.outcome ?? ''}${body?.awaitsOperator ? ', until an operator admits it: its desk was taken off' : ''}`,
    };
  if (reply.status === 200) return { as: 'known' as const, words: 'received already' };
  return { as: 'not' as const, words: `NOT taken (${reply.status}): ${body?.detail ?? ''}` };
}

const troubles = {
  torn: 'a torn line: the desk never said that this verdict was saved',
  locked: 'NOT opened: it was sealed for another backend, or the line is damaged',
  unsigned: 'NOT submitted: it carries no signature',
} as const;

/** The rescue files that are meant by a path: itself, or all in a folder. */
async function filesAt(path: string): Promise<readonly string[]> {
  const found = await stat(path).catch(() => null);
  if (found === null) throw new Error(`There is no ${path}.`);
  if (!found.isDirectory()) return [path];
  const names = (await readdir(path)).filter((name) => /^rescue-.*\.log$/.test(name));
  if (names.length === 0)
    throw new Error(`There is no rescue-*.log in ${path}: nothing of that desk waited to be sent.`);
  return names.toSorted().map((name) => join(path, name));
}

/** The lines of one rescue file. @throws with a sentence when it is none: nothing of it was ever a verdict. */
async function linesOf(file: string, privateKey: KeyObject): Promise<readonly RescuedLine[]> {
  const text = await textOf(file);
  if (text === '') throw new Error(`${file} is empty: nothing of that desk waited to be sent.`);
  const lines = openRescueLines(text, privateKey);
  // A torn line alone is what a desk leaves that lost power with its first verdict; it begins as all of them do.
  if (!text.startsWith('{"') && lines.every(({ kind }) => kind === 'torn'))
    throw new Error(`${file} is no rescue file. Nothing was submitted.`);
  return lines;
}

async function rescue(): Promise<number> {
  const args = process.argv.slice(2);
  refuseSecretArguments(args);
  const { values } = readOptions({
    args,
    options: {
      help: { type: 'boolean', short: 'h' },
      file: { type: 'string', multiple: true, default: [] as string[] },
      'backend-data': { type: 'string' },
      backend: { type: 'string' },
      'token-file': { type: 'string' },
    },
  });
  if (values.help) {
    print(usage);
    return 0;
  }
  const folder = values['backend-data'];
  if (values.file.length === 0 || folder === undefined)
    throw new Error('Give --file RESCUE-FILE and --backend-data DIR; --help lists all options.');
  const key = await readStoredKey(folder, 'rescue.key');
  if (key === null) throw new Error(`There is no rescue.key in ${folder}.`);
  const files = (await Promise.all(values.file.map(filesAt))).flat();
  const lines: RescuedLine[] = [];
  let areAllRead = true;
  for (const file of files) {
    // A file that is none costs no other its verdicts.
    try {
      lines.push(...(await linesOf(file, key.privateKey)));
    } catch (error) {
      complain(sentenceOf(error));
      areAllRead = false;
    }
  }
  if (lines.length === 0) return 1;
  const target = await findTarget({
    backendUrl: values.backend ?? null,
    tokenFile: values['token-file'] ?? null,
    dataFolder: folder,
  });
  if (!target.ok) throw new Error(target.fault.message);
  const areAllIn = await submitAll(target.value, lines);
  return areAllRead && areAllIn ? 0 : 1;
}

async function submitAll(target: Target, lines: readonly RescuedLine[]): Promise<boolean> {
  const counts = { new: 0, known: 0, not: 0, torn: 0 };
  for (const line of lines) {
    const said =
      line.kind === 'verdict'
        ? await submitVerdict(target, line)
        : {
            as: line.kind === 'torn' ? ('torn' as const) : ('not' as const),
            words: troubles[line.kind],
          };
    counts[said.as] += 1;
    print(`${line.verdictId ?? '-'} ${forTerminal(said.words)}`);
  }
  print(`${counts.new} submitted, ${counts.known} received already, ${counts.not} not taken`);
  return counts.not === 0;
}

await runCommand(rescue);
