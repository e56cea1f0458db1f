import { spawnSync } from 'node:child_process';

/** What a program may take at most. */
export type ProgramLimits = {
  readonly memoryBytes: number;
  /** Time of a processor, in seconds, over all its threads. */
  readonly cpuSeconds: number;
  /** The largest file it may write. */
  readonly fileBytes: number;
};

/** How this machine can confine a program: each a command that runs another under a restriction. */
type Confinement = { readonly hasNoNetwork: boolean; readonly hasLimits: boolean };

const noNetwork = ['unshare', '--map-root-user', '--net', '--'];

/** Tried once for the process; what a system grants does not change while it runs. */
const tried: { found?: Confinement } = {};

function confinement(): Confinement {
  tried.found ??= {
    hasNoNetwork: works([...noNetwork, 'true']),
    hasLimits: works(['prlimit', '--core=0', '--', 'true']),
  };
  return tried.found;
}

/** The command that runs this one without network and within these limits, as far as the system grants both. */
export function confined(
  command: string,
  args: readonly string[],
  limits: ProgramLimits,
): { readonly command: string; readonly args: readonly string[] } {
  const { hasNoNetwork, hasLimits } = confinement();
  const bounds = [
    `--as=${limits.memoryBytes}`,
    `--cpu=${Math.ceil(limits.cpuSeconds)}`,
    `--fsize=${limits.fileBytes}`,
    '--core=0',
    '--nofile=256',
  ];
  const [first = command, ...rest] = [
    ...(hasNoNetwork ? noNetwork : []),
    ...(hasLimits ? ['prlimit', ...bounds, '--'] : []),
    command,
    ...args,
  ];
  return { command: first, args: rest };
}

/** The command that runs this one without network, as far as the system grants that. */
export function confinedCommand(command: readonly string[]): {
  readonly command: string;
  readonly args: readonly string[];
} {
  const [first = '', ...args] = [...(confinement().hasNoNetwork ? noNetwork : []), ...command];
  return { command: first, args };
}

/** What programs of this machine run without, in words for its operator; empty where nothing is missing. */
export function missingConfinement(): readonly string[] {
  const { hasNoNetwork, hasLimits } = confinement();
  return [
    ...(hasNoNetwork ? [] : ['a network of their own (unshare)']),
    ...(hasLimits ? [] : ['limits on memory, time and files (prlimit)']),
  ];
}

function works([command = '', ...args]: readonly string[]): boolean {
  if (process.platform !== 'linux') return false;
  return spawnSync(command, args, { stdio: 'ignore', timeout: 2000 }).status === 0;
}
