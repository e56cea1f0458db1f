import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, setPriority, tmpdir } from 'node:os';
import { join } from 'node:path';
import { withInputLimits } from './allowed-media.ts';
import { confined } from './confinement.ts';

/** How a program ended. `timed-out`: it was killed; `missing`: it is not installed. */
export type ProgramEnd = {
  readonly end: 'done' | 'failed' | 'timed-out' | 'missing';
  readonly stdout: string;
  /** The last part of what it complained about. */
  readonly stderr: string;
};

/** More than a list of every packet of a three-hour clip. */
const stdoutLimit = 128 * 1024 * 1024;
/** No program is waited for longer, whatever a file says of its length: there are two lanes for all files. */
export const longestRunMs = 4 * 3_600_000;
/** Chosen, not measured: room for an encoder of large pictures on many threads. */
const memoryBytes = 8 * 1024 ** 3;
const fileBytes = 64 * 1024 ** 3;

/**
 * Runs a program over an untrusted file: without a shell, input, network or environment, within limits on memory, time,
 * files and output, and with ffmpeg's white lists on each input. Kills it after `timeoutMs` or when `signal` fires.
 * A signal means long work: it runs at a lower priority, so that answers to desks go first.
 */
export function runProgram(
  command: 'ffmpeg' | 'ffprobe' | 'pocketsphinx_batch' | 'espeak-ng',
  args: readonly string[],
  timeoutMs: number,
  signal?: AbortSignal,
): Promise<ProgramEnd> {
  const patienceMs = clampedMs(timeoutMs);
  const limits = {
    memoryBytes,
    fileBytes,
    cpuSeconds: (patienceMs / 1000) * availableParallelism(),
  };
  const run = confined(command, withInputLimits(command, args), limits);
  return new Promise((resolve) => {
    const stdout: Buffer[] = [];
    let stdoutBytes = 0;
    let stderr = '';
    let isLate = false;
    const home = mkdtempSync(join(tmpdir(), 'second-look-run-'));
    const child = spawn(run.command, run.args, {
      stdio: ['ignore', 'pipe', 'pipe'],
      cwd: home,
      env: { PATH: process.env['PATH'], HOME: home, TMPDIR: home, LANG: 'C' },
    });
    if (signal && child.pid !== undefined) lowerPriority(child.pid);
    const kill = () => child.kill('SIGKILL');
    const timer = setTimeout(() => {
      isLate = true;
      kill();
    }, patienceMs);
    signal?.addEventListener('abort', kill, { once: true });
    if (signal?.aborted) kill();

    child.stdout.on('data', (data: Buffer) => {
      stdoutBytes += data.length;
      if (stdoutBytes > stdoutLimit) kill();
      else stdout.push(data);
    });
    child.stderr.on('data', (data: Buffer) => {
      stderr = (stderr + data.toString()).slice(-4000);
    });
    const settle = (end: ProgramEnd['end']) => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', kill);
      rmSync(home, { recursive: true, force: true });
      resolve({ end, stdout: Buffer.concat(stdout).toString(), stderr });
    };
    child.on('error', () => settle('missing'));
    // 127 is what `prlimit` and `unshare` answer for a command that is not there.
    child.on('close', (code) =>
      settle(code === 0 ? 'done' : isLate ? 'timed-out' : code === 127 ? 'missing' : 'failed'),
    );
  });
}

/** A time to wait that a timer can hold: a longer one, or none, would end at once. */
export function clampedMs(ms: number): number {
  return Number.isFinite(ms) ? Math.min(longestRunMs, Math.max(1000, ms)) : longestRunMs;
}

function lowerPriority(pid: number): void {
  try {
    setPriority(pid, 10);
  } catch {
    // It ended already, or this system does not allow it: the work is the same, at normal priority.
  }
}
