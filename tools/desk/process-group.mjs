import { setTimeout as sleep } from 'node:timers/promises';

const politeMs = 6_000;
const pollMs = 50;

function isAlive(id) {
  try {
    process.kill(id, 0);
    return true;
  } catch {
    return false;
  }
}

function send(id, signal) {
  try {
    process.kill(id, signal);
  } catch {
    // Already gone.
  }
}

/**
 * Ends a child that leads a process group of its own, and everything it started: first the app
 * itself, so that it can save and close, then whatever is left of the group.
 */
export async function endGroup(pid) {
  if (process.platform === 'win32') return send(pid, 'SIGTERM');
  send(pid, 'SIGTERM');
  const deadline = performance.now() + politeMs;
  while (isAlive(-pid) && performance.now() < deadline) await sleep(pollMs);
  send(-pid, 'SIGKILL');
}
