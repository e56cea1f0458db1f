import { spawn } from 'node:child_process';
import { setPriority } from 'node:os';

/** How a program ended. `timed-out`: it was killed; `missing`: it is not installed. */
export type ProgramEnd = {
  readonly end: 'done' | 'failed' | 'timed-out' | 'missing';
  readonly stdout: string;
  /** The last part of what it complained about. */
  readonly stderr: string;
};

/** More than a list of every packet of a three-hour clip. */
const stdoutLimit = 256 * 1024 * 1024;

/**
 * Runs a program without a shell and without input; kills it after `timeoutMs` or when `signal` fires.
 * A signal means long work: it runs at a lower priority, so that answers to desks go first.
 */
export function runProgram(
  command: string,
  args: readonly string[],
  timeoutMs: number,
  signal?: AbortSignal,
): Promise<ProgramEnd> {
  return new Promise((resolve) => {
    const stdout: Buffer[] = [];
    let stdoutBytes = 0;
    let stderr = '';
    let isLate = false;
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    if (signal && child.pid !== undefined) lowerPriority(child.pid);
    const kill = () => child.kill('SIGKILL');
    const timer = setTimeout(() => {
      isLate = true;
      kill();
    }, timeoutMs);
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
      resolve({ end, stdout: Buffer.concat(stdout).toString(), stderr });
    };
    child.on('error', () => settle('missing'));
    child.on('close', (code) => settle(code === 0 ? 'done' : isLate ? 'timed-out' : 'failed'));
  });
}

function lowerPriority(pid: number): void {
  try {
    setPriority(pid, 10);
  } catch {
    // It ended already, or this system does not allow it: the work is the same, only less polite.
  }
}
