import { existsSync } from 'node:fs';

/** A folder in memory where the system has one: nothing of a simulation needs a real disk, and waiting for one is slow. */
export function fastFolder(): string {
  return existsSync('/dev/shm') ? '/dev/shm' : '/tmp';
}
