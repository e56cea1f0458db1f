/**
 * Places where the kill tests end this process with SIGKILL, each between two steps that must not depend on each
 * other. The README of `test/kill` says what each one proves.
 */
export const crashPoints = [
  'save.before',
  'save.in-transaction',
  'save.committed',
  'send.marked',
  'send.answered',
  'send.settled',
  'sync.page-read',
  'sync.page-applied',
  'claim.key-stored',
  'claim.answered',
  'claim.applied',
  'media.chunk-written',
  'media.whole',
  'wipe.forgotten',
  'wipe.log-emptied',
  'wipe.done',
] as const;
export type CrashPoint = (typeof crashPoints)[number] | `keys.${string}`;

/** `name` or `name:n`: which point, and the how manieth time it is passed (1 is the first). */
type Wish = { readonly name: string; left: number };

function readWish(text: string | undefined): Wish | null {
  const found = /^([a-z.-]+)(?::(\d+))?$/.exec(text ?? '');
  return found?.[1] === undefined ? null : { name: found[1], left: Number(found[2] ?? 1) };
}

const wish = readWish(process.env['SECOND_LOOK_CRASH_AT']);

/** Does nothing, unless a kill test asked for the end of the process just here (`SECOND_LOOK_CRASH_AT`). */
export function crashPoint(name: CrashPoint): void {
  if (wish === null || wish.name !== name) return;
  wish.left -= 1;
  if (wish.left > 0) return;
  process.kill(process.pid, 'SIGKILL');
  // The signal may reach another thread first: nothing may run on meanwhile.
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10_000);
}
