import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';

const patienceMs = 60_000;

/** Milliseconds from starting Electron with these arguments to its line `{"event":"ready"...}`; then it is ended. */
export async function startToReady(args: readonly string[], cwd: string): Promise<number> {
  const electron: unknown = createRequire(import.meta.url)('electron');
  const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const { ELECTRON_RUN_AS_NODE: _, ...env } = process.env;
  const startedMs = performance.now();
  const child = spawn(String(electron), [...asRoot, ...args], {
    cwd,
    env: { ...env, SECOND_LOOK_TEST: '1' },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const exited = once(child, 'exit');
  const patience = setTimeout(() => child.kill('SIGKILL'), patienceMs);
  try {
    return await new Promise<number>((resolve, reject) => {
      child.once('exit', () =>
        reject(new Error(`it ended before it was ready: ${args.join(' ')}`)),
      );
      createInterface({ input: child.stdout }).on('line', (line) => {
        if (line.startsWith('{"event":"ready"')) resolve(performance.now() - startedMs);
      });
    });
  } finally {
    clearTimeout(patience);
    child.kill('SIGTERM');
    await exited;
  }
}
