import { spawn, execFile, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  readdirSync,
  readFileSync,
  readlinkSync,
} from 'node:fs';
import { chown, mkdir, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { projectDir, type DeskEvent } from './launch-desk.ts';

const run = promisify(execFile);

/** "nobody": an ordinary user without any rights, where the test itself runs as root. */
const ordinaryUser = 65_534;
const isRoot = process.getuid?.() === 0;

/** A desk as electron-builder packs it, in a folder that an ordinary user can read. */
export type PackedDesk = {
  readonly folder: string;
  readonly executable: string;
  /** Starts it as an ordinary user, with Chromium's own sandbox. */
  start(
    args: readonly string[],
    env?: Readonly<Record<string, string>>,
    executable?: string,
  ): Promise<RunningDesk>;
};
export type RunningDesk = {
  readonly userDataDir: string;
  readonly events: readonly DeskEvent[];
  untilEvent(name: string): Promise<DeskEvent>;
  /** The exit code; null where a signal ended it. */
  readonly ended: Promise<number | null>;
  /** It and all that it started, by `/proc`. */
  processes(): readonly ProcessFacts[];
  close(): Promise<void>;
};
/** What the kernel says of a process. */
export type ProcessFacts = {
  readonly pid: number;
  readonly command: string;
  readonly uid: number;
  /** 2: a filter decides which system calls it may make. */
  readonly seccomp: number;
  readonly noNewPrivileges: boolean;
  readonly namespaces: Readonly<Record<'user' | 'pid' | 'net', string>>;
  readonly variables: readonly string[];
  readonly coreLimit: string;
};

/** Packs what is built now, with the Electron that `npm test` chose. */
export async function packDesk(): Promise<PackedDesk> {
  const folder = await mkdtemp(join(tmpdir(), 'packed-'));
  const dist = process.env['ELECTRON_OVERRIDE_DIST_PATH'] ?? '';
  const version = readFileSync(join(dist, 'version'), 'utf8').trim().replace(/^v/, '');
  // The stand-in's programs run on a plain Node, which reads no archive.
  const isStandIn = Number.parseInt(version, 10) < 45;
  const unpacked = [
    '-c.asar=false',
    '-c.electronFuses.onlyLoadAppFromAsar=false',
    '-c.electronFuses.enableEmbeddedAsarIntegrityValidation=false',
  ];
  await run(
    process.execPath,
    [
      join(projectDir, 'node_modules/electron-builder/cli.js'),
      '--linux',
      'dir',
      `-c.electronDist=${dist}`,
      `-c.electronVersion=${version}`,
      `-c.directories.output=${folder}`,
      ...(isStandIn ? unpacked : []),
    ],
    { cwd: projectDir, maxBuffer: 50_000_000 },
  );
  await mkdir(join(folder, 'bin'));
  copyFileSync(process.execPath, join(folder, 'bin/node'));
  await run('chmod', ['-R', 'a+rX', folder]);
  chmodSync(join(folder, 'bin/node'), 0o755);
  const executable = join(folder, 'linux-unpacked/second-look');
  if (!existsSync(executable)) throw new Error('electron-builder packed no desk');
  return {
    folder,
    executable,
    start: (args, env, other = executable) => start(folder, other, args, env),
  };
}

async function start(
  folder: string,
  executable: string,
  args: readonly string[],
  extra: Readonly<Record<string, string>> = {},
): Promise<RunningDesk> {
  const home = await mkdtemp(join(folder, 'home-'));
  if (isRoot) await chown(home, ordinaryUser, ordinaryUser);
  const userDataDir = join(home, 'data');
  const own = [`--reuid=${ordinaryUser}`, `--regid=${ordinaryUser}`, '--clear-groups'];
  const line = [executable, `--user-data-dir=${userDataDir}`, ...args];
  const [command = '', ...rest] = isRoot ? ['setpriv', ...own, ...line] : line;
  const child = spawn(command, rest, {
    cwd: home,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      PATH: `${join(folder, 'bin')}:/usr/bin:/bin`,
      HOME: home,
      TMPDIR: home,
      DISPLAY: process.env['DISPLAY'] ?? '',
      XDG_RUNTIME_DIR: home,
      ...extra,
    },
  });
  const events: DeskEvent[] = [];
  const waiting = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr])
    createInterface({ input: stream }).on('line', (text) => {
      if (!text.startsWith('{"event":')) return;
      events.push(JSON.parse(text) as DeskEvent);
      for (const look of waiting) look();
    });
  const ended = once(child, 'close').then(([code]) => code as number | null);
  return {
    userDataDir,
    events,
    ended,
    untilEvent: (name) =>
      new Promise((resolve) => {
        const look = () => {
          const found = events.find(({ event }) => event === name);
          if (found) resolve(found);
        };
        waiting.add(look);
        look();
      }),
    processes: () => familyOf(child).flatMap((pid) => factsOf(pid) ?? []),
    async close() {
      child.kill('SIGTERM');
      await ended;
    },
  };
}

/** A process and all its descendants, by their parents. */
function familyOf({ pid }: ChildProcess): readonly number[] {
  const parents = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => [Number(name), parentOf(Number(name))] as const);
  const family = [pid ?? 0];
  for (const one of family)
    family.push(...parents.filter(([, parent]) => parent === one).map(([child]) => child));
  return family;
}

function parentOf(pid: number): number | undefined {
  return Number(/^PPid:\s+(\d+)/m.exec(read(pid, 'status'))?.[1] ?? -1);
}

function factsOf(pid: number): ProcessFacts | undefined {
  const status = read(pid, 'status');
  const number = (name: string) => Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(status)?.[1]);
  const namespace = (name: string) => {
    try {
      return readlinkSync(`/proc/${pid}/ns/${name}`);
    } catch {
      return '';
    }
  };
  if (status === '') return undefined;
  return {
    pid,
    command: read(pid, 'cmdline').replaceAll('\0', ' '),
    uid: number('Uid'),
    seccomp: number('Seccomp'),
    noNewPrivileges: number('NoNewPrivs') === 1,
    namespaces: { user: namespace('user'), pid: namespace('pid'), net: namespace('net') },
    variables: read(pid, 'environ')
      .split('\0')
      .map((entry) => entry.split('=', 1)[0] ?? ''),
    coreLimit: (/^Max core file size\s+(\S+\s+\S+)/m.exec(read(pid, 'limits'))?.[1] ?? '').replace(
      /\s+/,
      ' ',
    ),
  };
}

function read(pid: number, name: string): string {
  try {
    return readFileSync(`/proc/${pid}/${name}`, 'utf8');
  } catch {
    return '';
  }
}
