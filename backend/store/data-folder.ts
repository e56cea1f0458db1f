import { readFileSync } from 'node:fs';
import { chmod, open, readFile, rm, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { openOwnFolder } from '../runtime/own-folder.ts';
import { newToken } from './secrets.ts';

/** Where a backend without `--data` keeps its things (XDG Base Directory Specification). */
export function defaultDataFolder(): string {
  return join(dataHome(), 'second-look-backend');
}

/** Where the desk's embedded backend keeps its things. */
export function embeddedDataFolder(): string {
  return join(dataHome(), 'second-look-demo', 'backend');
}

function dataHome(): string {
  const { XDG_DATA_HOME: xdg, LOCALAPPDATA: local } = process.env;
  if (xdg) return xdg;
  if (process.platform === 'win32' && local) return local;
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Application Support');
  return join(homedir(), '.local', 'share');
}

const lockRecord = z.object({ pid: z.number().int(), started: z.string() });

/**
 * Takes the folder for this process: PGlite has no lock of its own, and two of them destroy each other's data.
 * @throws when another running backend holds it.
 */
export async function lockFolder(folder: string): Promise<() => Promise<void>> {
  await openOwnFolder(folder);
  const path = join(folder, 'backend.lock');
  for (let round = 0; round < 3; round++) {
    const file = await open(path, 'wx', 0o600).catch(() => null);
    if (file) {
      await file.writeFile(
        JSON.stringify({ pid: process.pid, started: startOf(process.pid) ?? '' }),
      );
      await file.close();
      return () => rm(path, { force: true });
    }
    const holder = lockRecord.safeParse(jsonOrNull(await readFile(path, 'utf8').catch(() => '')));
    if (holder.success && isRunning(holder.data.pid, holder.data.started)) {
      throw new Error(`The data folder is in use by another backend (process ${holder.data.pid}).`);
    }
    await rm(path, { force: true });
  }
  throw new Error('The data folder could not be locked.');
}

function isRunning(pid: number, started: string): boolean {
  const found = startOf(pid);
  if (found !== null) return pid !== process.pid && (started === '' || found === started);
  try {
    process.kill(pid, 0);
    return process.platform !== 'linux' && pid !== process.pid;
  } catch {
    return false;
  }
}

/** Boot and start tick of a process on Linux: they distinguish a process id that was given out again from the old one. */
function startOf(pid: number): string | null {
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
    return fields[0] === 'Z' ? null : `${boot} ${fields[19] ?? ''}`;
  } catch {
    return null;
  }
}

/** Below this a token could be guessed, or was thought up by a person. */
const leastTokenLength = 32;

/**
 * The operator's token: from the environment, or made at the first start and kept where only its owner reads.
 * @throws with a sentence when it is too short.
 */
export async function operatorToken(
  folder: string,
  fromEnvironment: string | undefined,
): Promise<string> {
  const path = join(folder, 'operator.token');
  const token = fromEnvironment || (await readFile(path, 'utf8').catch(() => '')).trim();
  if (token.length >= leastTokenLength) return token;
  if (token !== '')
    throw new Error(
      `The operator token in ${fromEnvironment ? 'SECOND_LOOK_OPERATOR_TOKEN' : path} has ${token.length} characters, ` +
        `and ${leastTokenLength} are the least. Nothing was started. Make one with: openssl rand -base64 32`,
    );
  const fresh = newToken();
  await writeFile(path, `${fresh}\n`, { mode: 0o600 });
  await chmod(path, 0o600);
  return fresh;
}

const runningRecord = z.object({ url: z.url(), pid: z.number().int() });
export type RunningBackend = Readonly<z.infer<typeof runningRecord>>;

/** Leaves a note for `npm run ingest`: where this backend listens. */
export async function announce(folder: string, url: string): Promise<() => Promise<void>> {
  const path = join(folder, 'backend.json');
  await writeFile(path, `${JSON.stringify({ url, pid: process.pid })}\n`, { mode: 0o600 });
  return () => rm(path, { force: true });
}

/** The backend that runs on this folder, if one does. */
export async function findRunning(folder: string): Promise<RunningBackend | null> {
  const text = await readFile(join(folder, 'backend.json'), 'utf8').catch(() => '');
  const parsed = runningRecord.safeParse(jsonOrNull(text));
  if (!parsed.success) return null;
  try {
    process.kill(parsed.data.pid, 0);
    return parsed.data;
  } catch {
    return null;
  }
}

function jsonOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
